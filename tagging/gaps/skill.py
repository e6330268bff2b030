"""One skill: how much of it there is and how sure that is, what needs it, who to borrow it from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph import people as people_store
from graph.algorithms import coverage, gap_areas, levels
from graph.algorithms.gap_needs import WHOLE
from graph.algorithms.gaps import Gap, GapKind, ranked
from graph.algorithms.suppression import GroupKind
from graph.algorithms.workforce import NOBODY, Need, NeedSource
from graph.database import Database
from graph.records import Ref
from tagging.errors import SkillNotFound
from tagging.gaps import words
from tagging.gaps.figures import Figures, FiguresCache
from tagging.gaps.heat import needed_in
from tagging.gaps.overview import Choice, Line, choice, line, where_of, withheld
from tagging.gaps.query import GapQuery
from tagging.gaps.seeing import WITHHELD, Sight, named, sight
from tagging.gaps.trend import month_ends
from tagging.permissions import Viewer
from tagging.sentences import level_phrase

_MOST_OUTSIDE = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that needs the skill; `reference` is the id of the role or work, if it is one."""

    source: NeedSource
    words: str
    reference: str
    level: int
    importance: float
    people: float
    team: Ref | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A group's figure: expected people at the level, the interval, and how many are needed."""

    group: Choice
    have: float
    low: float
    high: float
    needed: float


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Somebody outside who is named for the skill, and the colleagues who know them."""

    person: Ref
    through: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """A skill as this viewer may see it.

    `line` is about everybody, None where that is not shown or nothing needs or knows the skill.
    `holders` and `next_` are likely holders and who is a level below, of those the viewer sees by
    name; `holders_in_all` and `next_in_all` count everybody, None where that is not shown. `own`
    is what is believed of the viewer.
    """

    query: GapQuery
    skill: Ref
    level: int
    day: date
    line: Line | None
    figure: str
    sentences: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    groups: tuple[Counted, ...]
    trend: tuple[tuple[date, float], ...]
    without: tuple[str, ...]
    holders: tuple[Ref, ...]
    holders_in_all: int | None
    next_: tuple[Ref, ...]
    next_in_all: int | None
    freshest: str
    outside: tuple[Borrowed, ...]
    own: str
    withheld: tuple[str, ...]
    why_withheld: str


def skill_figures(
    db: Database, cache: FiguresCache, now: Figures, viewer: Viewer, query: GapQuery, skill_id: str
) -> SkillFigures:
    """Return one skill's figures for the groups that this viewer sees; `SkillNotFound` if none."""
    seen = sight(now, viewer)
    then = cache.of(now.workforce, query.as_of)
    if skill_id not in then.skills:
        raise SkillNotFound("There is no such topic. It may have been merged or removed.")
    skill = then.skills[skill_id]
    gap = _gap(then, skill, query)
    whole = bool(seen.shown) and seen.shown[0].kind is GroupKind.WHOLE
    level = query.level or (gap.level if gap else then.policy.kept_level)
    shown = gap if whole else None
    return SkillFigures(
        query=query,
        skill=then.skill(skill),
        level=level,
        day=then.workforce.day,
        line=line(then, seen, shown) if shown and shown.kinds else None,
        figure=words.cover(shown) if shown else "",
        sentences=_sentences(then, seen, shown) if shown else (),
        wanted=_wanted(then, gap.needs if gap else ()),
        groups=_counted(then, seen, skill, level, gap),
        trend=_trend(cache, now, skill, level, then.workforce.day) if whole else (),
        without=_without(then, seen, skill),
        holders=named(then, seen, gap.holders) if gap else (),
        holders_in_all=len(shown.holders) if shown else None,
        next_=named(then, seen, gap.successors) if gap else (),
        next_in_all=len(shown.successors) if shown else None,
        freshest=words.month(shown.freshest) if shown else "",
        outside=_outside(db, then, gap.external if gap else ()),
        own=_own(then, seen, skill),
        withheld=withheld(then, seen),
        why_withheld=WITHHELD.format(least=then.least),
    )


def _gap(figures: Figures, skill: int, query: GapQuery) -> Gap | None:
    found = [gap for gap in figures.within(WHOLE, query.level) if gap.skill == skill]
    weighed = ranked(found, query.policy(figures.policy))
    return weighed[0] if weighed else None


def _sentences(figures: Figures, seen: Sight, gap: Gap) -> tuple[str, ...]:
    kinds = [kind for kind in GapKind if kind in gap.kinds]
    told = [words.sentence(figures, seen, gap, kind).split(". ")[0] + "." for kind in kinds]
    return tuple(dict.fromkeys(told))


def _wanted(figures: Figures, needs: Sequence[Need]) -> tuple[Wanted, ...]:
    teams = figures.workforce.teams
    told = [
        Wanted(
            source=need.source,
            words=need.words,
            reference=need.reference,
            level=need.level,
            importance=need.importance,
            people=need.people,
            team=Ref(teams[need.team].id, teams[need.team].name) if need.team != NOBODY else None,
            until=need.until,
        )
        for need in needs
    ]
    return tuple(sorted(told, key=lambda one: (-one.importance, -one.people, one.words)))


def _counted(
    figures: Figures, seen: Sight, skill: int, level: int, gap: Gap | None
) -> tuple[Counted, ...]:
    rows = figures.pairs.there(skill)
    found = []
    for group in seen.shown:
        if group.kind is GroupKind.ROLE:
            continue
        inside = group.members[figures.beliefs.person[rows]]
        chances = figures.pairs.at_least(level)[rows[inside]]
        low, high = coverage.interval(chances, figures.policy.share)
        found.append(
            Counted(
                choice(figures, group),
                round(coverage.expected(chances), 1),
                low,
                high,
                round(needed_in(figures, gap, group, level), 1) if gap else 0.0,
            )
        )
    return tuple(found)


def _trend(
    cache: FiguresCache, now: Figures, skill: int, level: int, until: date
) -> tuple[tuple[date, float], ...]:
    found = []
    for day in [*month_ends(until), until]:
        figures = cache.of(now.workforce, day)
        chances = figures.pairs.at_least(level)[figures.pairs.there(skill)]
        found.append((day, round(coverage.expected(chances), 1)))
    return tuple(found)


def _without(figures: Figures, seen: Sight, skill: int) -> tuple[str, ...]:
    """Return the shown teams and places that need the skill and have nobody."""
    missing = set(gap_areas.without(figures.pairs, figures.needed, skill))
    places = [one for one in seen.shown if one.kind in {GroupKind.TEAM, GroupKind.PLACE}]
    return tuple(group.name for group in places if where_of(group) in missing)


def _outside(db: Database, figures: Figures, people: Sequence[int]) -> tuple[Borrowed, ...]:
    ids = [figures.person(one).id for one in people[:_MOST_OUTSIDE]]
    found = people_store.get_many(db, ids) if ids else []
    return tuple(Borrowed(Ref(one.id, one.name), one.known_by) for one in found)


def _own(figures: Figures, seen: Sight, skill: int) -> str:
    at = levels.position(figures.beliefs, seen.person, skill) if seen.person != NOBODY else None
    return level_phrase(float(figures.beliefs.mean[at])) if at is not None else ""
