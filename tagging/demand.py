"""Demand: what people look for and ask, and what in vain. Never who."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from graph import demand as store
from graph.database import Database
from graph.demand import LEAST_TEAM, Counted, Unmet
from graph.records import Ref
from tagging.permissions import Permission, Viewer, require

__all__ = ["DAYS", "LEAST_TEAM", "ORDERS", "Demand", "DemandQuery", "Row", "Search", "Unmet"]

Later = Callable[[Callable[[], None]], None]
Order = Literal["most", "unmet", "rising"]
DAYS = (30, 90, 365)
ORDERS: dict[Order, str] = {
    "most": "most looked for",
    "unmet": "most often in vain",
    "rising": "rising fastest",
}
_MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Search:
    """A search as it is counted: the skills understood, and whether somebody was found."""

    text: str
    skills: tuple[str, ...]
    met: bool


@dataclass(frozen=True, slots=True)
class DemandQuery:
    """Over how many days (see `DAYS`), of which team (its id), in which order."""

    days: int = 90
    team: str | None = None
    order: Order = "most"


@dataclass(frozen=True, slots=True)
class Row:
    """How often a topic or a team looked and asked; None: some, but fewer than `LEAST_TEAM`.

    `in_vain` of the searches found nobody, `unanswered` of the questions got no answer; `before`
    counts both searches and questions of as many days before.
    """

    of: Ref
    searches: int | None
    in_vain: int | None
    questions: int | None
    unanswered: int | None
    before: int | None

    @property
    def more(self) -> int | None:
        """By how many it has risen against the period before; None where that is not told."""
        if self.searches is None or self.questions is None or self.before is None:
            return None
        return self.searches + self.questions - self.before


@dataclass(frozen=True, slots=True)
class Demand:
    """What was looked for in `query`'s period: by topic, by team, and the words found in vain.

    `team` is the one asked for. `withheld`: topics of that team left out because they were looked
    for fewer than `LEAST_TEAM` times. `words` are of all teams, as no team is kept with them.
    """

    query: DemandQuery
    team: Ref | None
    topics: tuple[Row, ...]
    teams: tuple[Row, ...]
    words: tuple[Unmet, ...]
    withheld: int = 0


def at_once(work: Callable[[], None]) -> None:
    """Count at once: for commands, where nobody waits for a page."""
    work()


def note(db: Database, viewer: Viewer, search: Search, day: date) -> None:
    """Count a search of somebody in the viewer's team; keep its words where it was in vain."""
    if search.skills:
        team = store.team_of(db, viewer.person_id)
        store.count(db, search.skills, team, day, kind="search", met=search.met)
    if not search.met:
        store.note_unmet(db, search.text, day)


def demand(db: Database, viewer: Viewer, query: DemandQuery, today: date) -> Demand:
    """Return what people looked for and asked in the period that ends today.

    Of a team, figures from 1 to 4 are withheld. Raises `NotPermitted` for whoever may not see it.
    """
    require(viewer, Permission.SEE_DEMAND)
    since = today - timedelta(days=query.days)
    teams = store.by_team(db, since, query.days)
    team = next((one.of for one in teams if one.of.id == query.team), None)
    chosen = DemandQuery(query.days, team.id if team else None, query.order)
    counted = store.by_skill(db, since, query.days, team=chosen.team)
    shown = [one for one in counted if not team or one.total >= LEAST_TEAM]
    rows = [_withheld(one) if team else _row(one) for one in _ordered(shown, query.order)]
    return Demand(
        query=chosen,
        team=team,
        topics=tuple(rows[:_MOST_ROWS]),
        teams=tuple(_withheld(one) for one in teams),
        words=tuple(store.unmet(db, since, _MOST_ROWS)),
        withheld=len(counted) - len(shown),
    )


def _ordered(counted: list[Counted], order: Order) -> list[Counted]:
    some = [one for one in counted if _weight(one, order) > 0]
    return sorted(some, key=lambda one: (-_weight(one, order), -one.total, one.of.name))


def _weight(one: Counted, order: Order) -> int:
    if order == "unmet":
        return one.in_vain + one.unanswered
    return one.total - one.before if order == "rising" else one.total


def _row(one: Counted) -> Row:
    return Row(one.of, one.searches, one.in_vain, one.questions, one.unanswered, one.before)


def _withheld(one: Counted) -> Row:
    figures = (one.searches, one.in_vain, one.questions, one.unanswered, one.before)
    return Row(one.of, *(None if 0 < figure < LEAST_TEAM else figure for figure in figures))
