"""The overview: five things to act on, in sentences, then every gap of one group, ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.algorithms.gap_needs import Where
from graph.algorithms.gaps import Gap, GapKind, Policy, ranked
from graph.algorithms.suppression import Group, GroupKind
from graph.algorithms.workforce import NOBODY
from graph.records import Ref
from tagging.gaps import words
from tagging.gaps.figures import Figures, FiguresCache
from tagging.gaps.query import GapQuery, group_of
from tagging.gaps.seeing import WITHHELD, Sight, require_figures, sight
from tagging.gaps.trend import cover
from tagging.permissions import Viewer

TO_ACT_ON = 5
OF_EACH = 6
FIRST_ROWS = 25
MOST_AREAS = 50
# One of each sort is told before a second of any; a skill that nobody has is short too.
SORTS = (
    (GapKind.SINGLE,),
    (GapKind.STALE,),
    (GapKind.VAIN,),
    (GapKind.NO_REACH,),
    (GapKind.LEAVING,),
    (GapKind.MISSING, GapKind.SHORT),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A gap as it is shown: what, where, how much of each factor, and the sentence.

    `unit` is the team or place it is about, None for everybody. Numbers are rounded to what is
    published: people to one decimal, factors to two.
    """

    skill: Ref
    unit: Ref | None
    unit_kind: GroupKind
    kinds: tuple[str, ...]
    sentence: str
    level: int
    needed: float
    have: float
    low: float
    high: float
    importance: float
    demand: float
    lack: float
    consequence: float
    needed_by: tuple[str, ...]
    borrowable: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that can be chosen, with its id (empty: everybody)."""

    kind: GroupKind
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Sort:
    """The worst gaps of one sort, and how many there are."""

    kind: GapKind
    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Heavy:
    """Somebody who alone holds several needed skills; their name where the viewer may see it."""

    who: Ref | None
    skills: tuple[Ref, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What is missing in one group. `group` None: no figures can be shown to this viewer.

    `cover` is the share of what is needed that is there, at the ends of months and on the day.
    `withheld` names groups that are not shown; `total` counts all lines, shown or not.
    """

    query: GapQuery
    policy: Policy
    day: date
    group: Choice | None
    to_act_on: tuple[Line, ...]
    sorts: tuple[Sort, ...]
    lines: tuple[Line, ...]
    total: int
    cover: tuple[tuple[date, float], ...]
    heavy: tuple[Heavy, ...]
    choices: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    withheld: tuple[str, ...]
    why_withheld: str


def overview(figures: FiguresCache, now: Figures, viewer: Viewer, query: GapQuery) -> Overview:
    """Return the gaps of the group asked for, as this viewer may see them.

    Raises `NotPermitted` for who sees only their own, `Invalid` for a group that is not shown.
    """
    seen = sight(now, viewer)
    require_figures(seen)
    then = figures.of(now.workforce, query.as_of)
    policy = query.policy(then.policy)
    group = group_of(then, seen, query)
    found = ranked(_of_group(then, group, query), policy) if group else ()
    areas = ranked(_areas(then, seen, group, query), policy)[:MOST_AREAS] if group else ()
    told = _not_in_areas(found, areas)
    lines = found if query.every else found[:FIRST_ROWS]
    return Overview(
        query=query,
        policy=policy,
        day=then.workforce.day,
        group=choice(then, group) if group else None,
        to_act_on=tuple(line(then, seen, one) for one in five(told, areas)),
        sorts=_sorts(then, seen, told, areas),
        lines=tuple(line(then, seen, one) for one in lines),
        total=len(found),
        cover=cover(figures, now, then, where_of(group), query.level) if group else (),
        heavy=_heavy(then, seen) if group and group.kind is GroupKind.WHOLE else (),
        choices=tuple(choice(then, one) for one in seen.shown if one.kind is not GroupKind.ROLE),
        roles=tuple(Choice(GroupKind.ROLE, one.id, one.name) for one in then.workforce.roles),
        withheld=withheld(then, seen),
        why_withheld=WITHHELD.format(least=then.least),
    )


def five(found: Sequence[Gap], areas: Sequence[Gap], many: int = TO_ACT_ON) -> list[Gap]:
    """Return what to act on: the worst of each sort, then the worst of the rest; worst first.

    `found` and `areas` come ranked. Of each sort that is the one where its own part of the
    consequence is greatest (`Gap.part`). A skill is named once.
    """
    pool = sorted([*found, *areas], key=lambda gap: -gap.consequence)
    chosen: list[Gap] = []
    for sort in (*SORTS, *[tuple(GapKind)] * many):
        taken = {one for gap in chosen for one in (gap.skill, *gap.covers)}
        free = [gap for gap in of_sort(pool, sort) if gap.skill not in taken]
        chosen += free[:1]
    return sorted(chosen[:many], key=lambda gap: -gap.consequence)


def of_sort(found: Sequence[Gap], sort: Sequence[GapKind]) -> list[Gap]:
    """Return those of ranked gaps that are first of all of this sort, the worst of it first."""
    of_it = [gap for gap in found if gap.kind in sort]
    return of_it if len(sort) > 1 else sorted(of_it, key=lambda gap: -gap.part(sort[0]))


def line(figures: Figures, seen: Sight, gap: Gap) -> Line:
    """Return a gap as it is shown to this viewer."""
    return Line(
        skill=figures.skill(gap.skill),
        unit=_unit(figures, gap),
        unit_kind=_unit_kind(gap),
        kinds=tuple(words.KINDS[kind] for kind in GapKind if kind in gap.kinds),
        sentence=words.sentence(figures, seen, gap),
        level=gap.level,
        needed=round(gap.needed, 1),
        have=round(gap.have, 1),
        low=round(gap.low, 1),
        high=round(gap.high, 1),
        importance=round(gap.importance, 2),
        demand=round(gap.demand, 2),
        lack=round(gap.lack, 2),
        consequence=round(gap.consequence, 2),
        needed_by=words.reasons(gap.needs),
        borrowable=len(gap.external),
    )


def choice(figures: Figures, group: Group) -> Choice:
    """Return a group as it can be chosen."""
    return Choice(group.kind, figures.unit_of(group), group.name)


def withheld(figures: Figures, seen: Sight) -> tuple[str, ...]:
    """Return the names of teams and places that this viewer sees no figures of."""
    if not seen.aggregates:
        return ()
    kinds = {GroupKind.TEAM, GroupKind.PLACE}
    return tuple(
        group.name for group in figures.groups if group.kind in kinds and not seen.sees(group)
    )


def of_role(gap: Gap, role: str) -> bool:
    """Say whether a role (its id) needs this; every gap belongs to no role in particular."""
    return not role or any(need.reference == role for need in gap.needs)


def _of_group(figures: Figures, group: Group, query: GapQuery) -> list[Gap]:
    role = query.unit if query.kind is GroupKind.ROLE else ""
    return [
        gap
        for gap in figures.within(where_of(group), query.level)
        if gap.kinds and of_role(gap, role)
    ]


def where_of(group: Group) -> Where:
    """Return the team and place that gaps of this group have (-1: all)."""
    team = group.position if group.kind is GroupKind.TEAM else NOBODY
    place = group.position if group.kind is GroupKind.PLACE else NOBODY
    return team, place


def _not_in_areas(found: Sequence[Gap], areas: Sequence[Gap]) -> list[Gap]:
    """Return gaps without those that one line for a whole area tells."""
    told = {(skill, area.team, area.place) for area in areas for skill in area.covers}
    return [
        gap
        for gap in found
        if gap.kind is not GapKind.NO_REACH or (gap.skill, gap.team, gap.place) not in told
    ]


def _areas(figures: Figures, seen: Sight, group: Group, query: GapQuery) -> list[Gap]:
    """Return areas that a shown team has nothing of: of all teams where everybody is asked for."""
    if query.kind is GroupKind.ROLE or query.level:
        return []
    among = seen.of(GroupKind.TEAM) if group.kind is GroupKind.WHOLE else (group,)
    wheres = {where_of(one) for one in among}
    return [gap for gap in figures.areas if (gap.team, gap.place) in wheres]


def _unit_kind(gap: Gap) -> GroupKind:
    if gap.team != NOBODY:
        return GroupKind.TEAM
    return GroupKind.PLACE if gap.place != NOBODY else GroupKind.WHOLE


def _unit(figures: Figures, gap: Gap) -> Ref | None:
    if gap.team != NOBODY:
        unit = figures.workforce.teams[gap.team]
    elif gap.place != NOBODY:
        unit = figures.workforce.places[gap.place]
    else:
        return None
    return Ref(unit.id, unit.name)


def _sorts(
    figures: Figures, seen: Sight, found: Sequence[Gap], areas: Sequence[Gap]
) -> tuple[Sort, ...]:
    """Return the sorts that a list of all gaps does not tell: all but what is merely short."""
    told = []
    for sort in SORTS[:-1]:
        of_it = of_sort([*found, *areas], sort)
        lines = tuple(line(figures, seen, gap) for gap in of_it[:OF_EACH])
        told.append(Sort(sort[0], lines, len(of_it)))
    return tuple(one for one in told if one.total)


def _heavy(figures: Figures, seen: Sight) -> tuple[Heavy, ...]:
    return tuple(
        Heavy(
            who=figures.person(one.person) if seen.people[one.person] else None,
            skills=tuple(figures.skill(skill) for skill in one.alone),
            joins=one.joins,
        )
        for one in figures.bottlenecks[:TO_ACT_ON]
    )
