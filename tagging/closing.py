"""The plan: which ways to take, over all gaps at once, for the money and time there is."""

from dataclasses import dataclass

from graph.algorithms import aims as worths
from graph.algorithms import closing as planning
from graph.algorithms import ways
from graph.algorithms.changes import Able, Borrowed, Change, Hired, PersonMoves, Trained
from graph.algorithms.closing import Chosen
from graph.algorithms.gaps import Gap
from graph.algorithms.outcomes import Outcome, Sums
from graph.algorithms.suppression import Group, GroupKind
from graph.algorithms.way_costs import How, Way
from graph.algorithms.workforce import NOBODY
from graph.database import Database
from graph.records import Ref
from tagging import means, plan_words
from tagging.assumptions import Given, most_gaps
from tagging.gaps.figures import Figures
from tagging.gaps.overview import Choice
from tagging.gaps.query import GapQuery, group_of
from tagging.gaps.seeing import WITHHELD, Sight, require_figures, sight
from tagging.permissions import Viewer
from tagging.scenario_outcomes import Line, compared, run, sees, side, unit

__all__ = ["Given", "PlanPage", "Step", "changes", "plan"]


@dataclass(frozen=True, slots=True)
class Step:
    """A way that is taken, as this viewer may hear of it: names of people they see by name.

    `gain` is in expected people, `closes` the consequence that would stay open without it.
    `person` learns, moves or is borrowed, `coach` teaches. `advert`: a profile to advertise.
    """

    how: How
    sentence: str
    why: tuple[str, ...]
    skill: Ref
    level: int
    unit: Ref | None
    person: Ref | None
    coach: Ref | None
    documents: tuple[Ref, ...]
    gain: float
    closes: float
    money: float
    hours: float
    weeks: float
    cost: float
    advert: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan for one group, what it costs, and what the gaps are before and after.

    `open` is the consequence of the gaps planned for, `closes` what the ways close of it by
    themselves, `bound` what no plan could exceed. `lines` are these gaps before and after the
    plan is made a scenario of, `before` and `after` the sums of all that is measured.
    `following` would come next; `short` is the money lacking for it. `group` None: no figures.
    """

    given: Given
    group: Choice | None
    choices: tuple[Choice, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    open: float
    closes: float
    bound: float
    proved: bool
    cost: float
    hours: float
    weeks: float
    following: Step | None
    short: float
    before: Sums
    after: Sums
    why_withheld: str


@dataclass(frozen=True, slots=True)
class _Planned:
    aims: tuple[Gap, ...]
    ways: tuple[Way, ...]
    plan: planning.Plan
    documents: dict[str, Ref]

    @property
    def taken(self) -> list[Way]:
        return [self.ways[one.way] for one in self.plan.chosen]


def plan(db: Database, figures: Figures, viewer: Viewer, query: GapQuery, given: Given) -> PlanPage:
    """Return the best plan for the gaps of the group asked for.

    Raises `NotPermitted` for who sees only their own, `Invalid` for a group that is not shown.
    """
    seen = sight(figures, viewer)
    require_figures(seen)
    group = group_of(figures, seen, query)
    planned = _planned(db, figures, seen, group.key if group else None, given)
    taken = _changes(figures, planned.taken)
    outcome = run(figures, taken)
    chosen = _choice(figures, group) if group else None
    return _page(figures, seen, chosen, planned, given, outcome)


def changes(
    db: Database, figures: Figures, viewer: Viewer, query: GapQuery, given: Given
) -> tuple[Change, ...]:
    """Return the plan as the changes of a scenario."""
    seen = sight(figures, viewer)
    require_figures(seen)
    group = group_of(figures, seen, query)
    planned = _planned(db, figures, seen, group.key if group else None, given)
    return _changes(figures, planned.taken)


def _planned(
    db: Database,
    figures: Figures,
    seen: Sight,
    group: tuple[GroupKind, int] | None,
    given: Given,
) -> _Planned:
    chosen = [gap for gap in figures.measured() if gap.kinds and _is_of(seen, group, gap)]
    aims = tuple(chosen[: most_gaps()])
    found = means.of(db, figures, [gap.skill for gap in aims])
    all_ways = ways.find(
        figures.workforce, figures.beliefs, aims, figures.measured(), given.assumptions(),
        found.means,
    )  # fmt: skip
    allowed = tuple(way for way in all_ways if way.how in given.hows)
    steps = [worths.aim(gap, figures.policy) for gap in aims]
    return _Planned(aims, allowed, planning.plan(steps, allowed, given.limits()), found.documents)


def _is_of(seen: Sight, group: tuple[GroupKind, int] | None, gap: Gap) -> bool:
    """Say whether a gap is planned for: of one team or place, else all that the viewer sees."""
    if group is None or not sees(seen, gap):
        return False
    kind, position = group
    if kind is GroupKind.TEAM:
        return gap.team == position
    return gap.place == position if kind is GroupKind.PLACE else True


def _changes(figures: Figures, taken: list[Way]) -> tuple[Change, ...]:
    return tuple(_change(figures, way) for way in taken)


def _change(figures: Figures, way: Way) -> Change:
    workforce = figures.workforce
    person = workforce.members.ids[way.person] if way.person != NOBODY else ""
    skill = workforce.skills[way.skill].id
    team = workforce.teams[way.team].id if way.team != NOBODY else ""
    place = workforce.places[way.place].id if way.place != NOBODY else ""
    match way.how:
        case How.TRAIN | How.SPREAD:
            coach = workforce.members.ids[way.through] if way.through != NOBODY else ""
            return Trained(person, skill, way.level, coach)
        case How.BORROW:
            return Borrowed(person, skill, team, place)
        case How.MOVE:
            return PersonMoves(person, team, place)
        case How.HIRE:
            profile = tuple(Able(workforce.skills[one].id, level) for one, level in way.profile)
            return Hired("A new colleague", profile, team, place)


def _page(
    figures: Figures,
    seen: Sight,
    group: Choice | None,
    planned: _Planned,
    given: Given,
    outcome: Outcome,
) -> PlanPage:
    found, shown = planned.plan, compared(figures, seen, outcome)
    following = found.following
    return PlanPage(
        given=given,
        group=group,
        choices=tuple(
            _choice(figures, one) for one in seen.shown if one.kind is not GroupKind.ROLE
        ),
        steps=tuple(_step(figures, seen, planned, one) for one in found.chosen),
        lines=_lines(figures, planned.aims, outcome),
        open=sum(gap.consequence for gap in planned.aims),
        closes=found.closes,
        bound=found.bound,
        proved=found.proved,
        cost=found.cost,
        hours=found.hours,
        weeks=found.weeks,
        following=_step(figures, seen, planned, following) if following else None,
        short=found.short,
        before=shown.before,
        after=shown.after,
        why_withheld=WITHHELD.format(least=figures.least),
    )


def _lines(figures: Figures, aims: tuple[Gap, ...], outcome: Outcome) -> tuple[Line, ...]:
    rows = {(row.gap.skill, row.gap.team, row.gap.place): row for row in outcome.rows}
    found = []
    for gap in aims:
        row = rows[gap.skill, gap.team, gap.place]
        where, kind = unit(figures, gap)
        found.append(
            Line(
                figures.skill(gap.skill),
                where,
                kind,
                side(row.before),
                side(row.after),
                round(row.rise, 3),
                row.turn,
            )
        )
    return tuple(found)


def _step(figures: Figures, seen: Sight, planned: _Planned, chosen: Chosen) -> Step:
    way = planned.ways[chosen.way]
    gap = planned.aims[way.gap]
    learner = figures.person(way.person) if _may_name(seen, way.person, way.how) else None
    coach = figures.person(way.through) if _may_name(seen, way.through) else None
    return Step(
        how=way.how,
        sentence=plan_words.sentence(figures, seen, way),
        why=plan_words.why(figures, seen, way),
        skill=figures.skill(way.skill),
        level=way.level,
        unit=unit(figures, gap)[0],
        person=learner,
        coach=coach,
        documents=tuple(planned.documents[one] for one in way.documents),
        gain=way.gain,
        closes=chosen.closes,
        money=way.money,
        hours=way.hours,
        weeks=way.weeks,
        cost=way.cost,
        advert=plan_words.advertisement(figures, planned.aims, way) if way.profile else "",
    )


def _may_name(seen: Sight, person: int, how: How | None = None) -> bool:
    """Say whether somebody may be named: contacts from outside to everybody, staff by sight."""
    return person != NOBODY and (how is How.BORROW or bool(seen.people[person]))


def _choice(figures: Figures, group: Group) -> Choice:
    return Choice(group.kind, figures.unit_of(group), group.name)
