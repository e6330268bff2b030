"""Workforces drawn at random, and assumptions to plan with."""

from hypothesis import strategies as st

from graph.algorithms.way_costs import Assumptions
from graph.algorithms.workforce import Need, NeedSource, Workforce
from tests.workforces import workforce

ASSUMPTIONS = Assumptions(
    hour=30, hours_per_level=40, hours_a_week=4, ease=0.5, coach_share=0.25,
    spread_hours_share=0.7, spread_coach_share=0.4, course_money=400, course_hours_share=0.8,
    borrow_money=1500, borrow_hours=8, borrow_weeks=2, move_money=500, move_hours=20, move_weeks=6,
    hire_money=6000, hire_hours=60, hire_weeks=14,
)  # fmt: skip
PEOPLE, SKILLS = 6, 3


@st.composite
def workforces(draw: st.DrawFn) -> Workforce:
    """Six people (one outside), three skills, two teams one in the other, some needs."""
    person, skill = st.integers(0, PEOPLE - 1), st.integers(0, SKILLS - 1)
    said = draw(
        st.lists(
            st.tuples(person, person, skill, st.integers(0, 5), st.integers(0, 1500)),
            max_size=25,
            unique_by=lambda one: one[:3],
        )
    )
    need = st.builds(
        Need,
        st.sampled_from([NeedSource.ROLE, NeedSource.WORK]),
        skill,
        st.integers(2, 4),
        st.sampled_from([0.3, 0.7, 1.0]),
        st.sampled_from([1.0, 2.0, 3.0]),
        st.sampled_from([-1, 0, 1]),
    )
    return workforce(
        [0, 0, 1, 1, -1, -1],
        [0, 0, 1, -1, 0, -1],
        teams=[("all", -1), ("part", 0)],
        outside=[5],
        skills=[("top", ()), ("below", (0,)), ("beside", (0,))],
        said=said,
        needs=draw(st.lists(need, max_size=5)),
    )
