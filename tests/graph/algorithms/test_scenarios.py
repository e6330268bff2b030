"""What if: changes make another workforce, and leave the first as it is."""

from dataclasses import fields
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms import gaps, levels, outcomes, scenarios, trying
from graph.algorithms.changes import (
    KINDS,
    Able,
    Borrowed,
    Change,
    Hired,
    Leaves,
    PersonMoves,
    SomeLeave,
    TeamMoves,
    TeamsMerge,
    Trained,
    Wanted,
    WorkWon,
    as_json,
    from_json,
)
from graph.algorithms.outcomes import Turn
from graph.algorithms.workforce import Need, NeedSource, Workforce
from tests.graph.algorithms.planning import workforces
from tests.workforces import DAY, workforce

PERSON = st.sampled_from([f"person-{one}" for one in range(6)])
SKILL = st.sampled_from([f"skill-{one}" for one in range(3)])
TEAM = st.sampled_from(["t0", "t1"])
PLACE = st.sampled_from(["p0", "p1"])
ON = st.none() | st.dates(DAY, DAY + timedelta(300))
LEVEL = st.integers(1, 5)
CHANGES = st.one_of(
    st.builds(Leaves, PERSON, ON),
    st.builds(SomeLeave, TEAM, st.integers(1, 2), ON),
    st.builds(PersonMoves, PERSON, TEAM, PLACE | st.just(""), ON),
    st.builds(TeamMoves, TEAM, PLACE, ON),
    st.builds(TeamsMerge, TEAM, TEAM, ON),
    st.builds(
        WorkWon,
        st.just("a contract"),
        st.tuples(st.builds(Wanted, SKILL, LEVEL)),
        TEAM | st.just(""),
        st.none(),
        ON,
    ),
    st.builds(Hired, st.just("new"), st.tuples(st.builds(Able, SKILL, LEVEL)), TEAM, PLACE, ON),
    st.builds(Trained, PERSON, SKILL, LEVEL, st.just(""), ON),
    st.builds(Borrowed, st.just("person-5"), SKILL, TEAM, st.just(""), ON),
)


def columns(of: Workforce) -> list[bytes]:
    """Return all that a workforce holds, to be compared."""
    held = [
        *(getattr(of.members, one.name) for one in fields(of.members)),
        *(getattr(of.statements, one.name) for one in fields(of.statements)),
        of.needs,
        of.teams,
    ]
    return [
        one.tobytes() if isinstance(one, np.ndarray) else repr(list(one)).encode() for one in held
    ]


@given(workforces(), st.lists(CHANGES, max_size=4), ON)
@settings(max_examples=80, deadline=None)
def test_nothing_of_it_is_written_back(
    before: Workforce, changes: list[Change], at: date | None
) -> None:
    held = columns(before)
    after = scenarios.apply(before, changes, at)
    assert columns(before) == held
    assert columns(scenarios.apply(before, [])) == held
    assert list(after.members.ids)[: len(before.members.ids)] == list(before.members.ids)
    assert after.skills == before.skills
    people = len(after.members.ids)
    for name in ("staff", "team", "place", "manager", "leaves", "joined"):
        assert len(getattr(after.members, name)) == people
    assert (after.statements.person < people).all()


@given(st.lists(CHANGES, max_size=5))
@settings(deadline=None)
def test_changes_are_kept_as_they_are(changes: list[Change]) -> None:
    assert from_json(as_json(changes)) == tuple(changes)
    assert {type(one) for one in changes} <= set(KINDS.values())


@pytest.mark.parametrize("text", ["{", "[1]", '[{"what": "flies"}]', '[{"what": "leaves"}]', "3"])
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no changes|Expecting"):
        from_json(text)


SAID = [(0, 1, 0, 4, 10), (2, 1, 0, 4, 10), (1, 0, 1, 3, 10), (2, 5, 0, 4, 5)]
NEEDS = [Need(NeedSource.ROLE, 0, 3, 0.8, 1.0, team=0)]


def small() -> Workforce:
    return workforce(
        [0, 0, 1, 1, -1, -1], [0, 0, 1, 1, 0, -1], teams=[("all", -1), ("part", 0)],
        outside=[5], skills=[("a", ()), ("b", (0,)), ("c", ())], said=SAID, needs=NEEDS,
    )  # fmt: skip


def test_who_leaves_is_nowhere_and_known_for_nothing_but_what_they_said_stays() -> None:
    after = scenarios.apply(small(), [Leaves("person-1")])
    assert not after.members.staff[1]
    assert after.members.team[1] == after.members.place[1] == -1
    assert not (after.statements.person == 1).any()
    assert (after.statements.tagger == 1).sum() == 1


def test_who_leaves_later_is_known_to_leave_then() -> None:
    day = DAY + timedelta(40)
    after = scenarios.apply(small(), [Leaves("person-1", day)], at=DAY)
    assert after.members.staff[1]
    assert after.members.leaves[1] == day.toordinal()
    assert not scenarios.apply(small(), [Leaves("person-1", day)], at=day).members.staff[1]


def test_teams_move_with_those_within_and_merge_with_their_needs() -> None:
    moved = scenarios.apply(small(), [TeamMoves("t0", "p1")])
    assert moved.members.place.tolist() == [1, 1, 1, 1, 0, -1]
    merged = scenarios.apply(small(), [TeamsMerge("t1", "t0")])
    assert merged.members.team.tolist() == [0, 0, 0, 0, -1, -1]
    again = scenarios.apply(small(), [TeamsMerge("t0", "t1")])
    assert again.members.team.tolist() == [0, 0, 1, 1, -1, -1], "a team cannot join its own part"


def test_who_comes_is_at_the_end_where_the_team_works() -> None:
    changes = [Hired("Nia", (Able("skill-2", 4),), "t1"), Borrowed("person-5", "skill-0", "t0")]
    after = scenarios.apply(small(), changes)
    assert list(after.members.names)[6:] == ["Nia", "Person 5 (from outside)"]
    assert after.members.team.tolist()[6:] == [1, 0]
    assert after.members.place.tolist()[6:] == [1, 0]
    assert after.members.staff.tolist()[6:] == [True, True]
    assert scenarios.members_of(after, "t0").sum() == 6


def test_what_is_not_there_does_nothing_and_is_named() -> None:
    gone = [Leaves("nobody"), Trained("person-0", "kites"), TeamMoves("t9", "p9")]
    assert columns(scenarios.apply(small(), gone)) == columns(small())
    assert scenarios.unknown(small(), gone[2]) == ("t9", "p9")


def test_some_leave_makes_expected_numbers_smaller_and_names_nobody() -> None:
    before = small()
    beliefs = levels.estimate(before)
    after = trying.after(before, beliefs, [SomeLeave("t0", 1)])
    assert after.workforce.members.staff.tolist() == before.members.staff.tolist()
    had = levels.at_least(beliefs, 3)
    has = levels.at_least(after.beliefs, 3)
    staff = before.members.staff[beliefs.person]
    assert has == pytest.approx(np.where(staff, had * 3 / 4, had))


def test_before_and_after_tell_what_becomes_of_each_gap() -> None:
    before = small()
    beliefs = levels.estimate(before)
    measured = gaps.find(before, beliefs, every=True)

    def outcome(*changes: Change) -> outcomes.Outcome:
        tried = trying.after(before, beliefs, changes)
        return outcomes.compare(measured, gaps.find(tried.workforce, tried.beliefs, every=True))

    worse = outcome(Leaves("person-1"))
    assert {row.turn for row in worse.worse} <= {Turn.NEW, Turn.WORSE}
    assert worse.after.all > worse.before.all
    better = outcome(Hired("Nia", (Able("skill-0", 5),), "t0"))
    assert better.after.all < better.before.all
    same = outcome()
    assert same.after == same.before
    assert not same.worse
    work = outcome(WorkWon("contract", (Wanted("skill-2"),), "t1"))
    assert [row.turn for row in work.rows if row.before is None] == [Turn.NEW] * 3
