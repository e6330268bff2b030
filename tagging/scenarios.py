"""Scenarios: what if these leave, this team moves, that work is won. Kept, shared, compared."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph import people
from graph import scenarios as store
from graph.algorithms.changes import Change as Happening
from graph.algorithms.changes import without
from graph.database import Database, Queryable, Transaction
from graph.records import PersonKind, Ref
from graph.scenarios import Audience, Scenario
from tagging.changes import Change
from tagging.errors import Invalid, NotFound, NotPermitted
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import Sight, require_figures, sight
from tagging.permissions import Permission, Viewer, require
from tagging.scenario_changes import Options, Skilled, options_for, read
from tagging.scenario_keeping import ACTION, own, record, revise_own
from tagging.scenario_outcomes import Compared, compared, run, tells_small_groups
from tagging.scenario_words import fits, told

__all__ = ["Audience", "Options", "Scenario", "ScenarioPage", "Shown"]

LONGEST_NAME = 100
LONGEST_ABOUT = 500
MOST_CHANGES = 100
MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as it is told; `fits` is False where what it names is not there any more."""

    words: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ScenarioPage:
    """A scenario as this viewer sees it; `outcome` None where it would tell of a small group.

    `at`: only what has happened by then; None: everything.
    """

    scenario: Scenario
    own: bool
    changes: tuple[Shown, ...]
    outcome: Compared | None
    at: date | None = None


def browse(db: Database, figures: Figures, viewer: Viewer) -> tuple[Scenario, ...]:
    """Return the scenarios that the viewer may see, the last changed first."""
    seen = _may(figures, viewer)
    return tuple(store.all_visible(db, viewer.person_id, gaps=seen.aggregates or seen.manages))


def page(
    db: Database, figures: Figures, viewer: Viewer, scenario_id: str, at: date | None = None
) -> ScenarioPage:
    """Return a scenario with what it makes of the gaps; raises `NotFound`."""
    seen = _may(figures, viewer)
    return _page(figures, seen, viewer, _find(db, seen, viewer, scenario_id), at)


def side_by_side(
    db: Database, figures: Figures, viewer: Viewer, ids: Sequence[str]
) -> tuple[ScenarioPage, ...]:
    """Return several scenarios to compare; raises `NotFound` where one of them is not there."""
    seen = _may(figures, viewer)
    chosen = list(dict.fromkeys(ids))[:MOST_COMPARED]
    found = [_find(db, seen, viewer, one) for one in chosen]
    return tuple(_page(figures, seen, viewer, one, None) for one in found)


def options(figures: Figures, viewer: Viewer) -> Options:
    """Return whom and what this viewer can name in a change."""
    return options_for(figures, _may(figures, viewer))


def addresses(db: Database, scenario: Scenario) -> tuple[str, ...]:
    """Return the e-mail addresses of those whom a scenario is shared with by name."""
    found = people.get_many(db, [one.id for one in scenario.people])
    return tuple(one.email for one in found if one.email)


def create(
    db: Database,
    figures: Figures,
    viewer: Viewer,
    name: str,
    now: datetime,
    *,
    about: str = "",
    changes: Sequence[Happening] = (),
) -> Scenario:
    """Make a scenario of the viewer's own and return it; `Invalid` without a name."""
    _may(figures, viewer)
    if viewer.person_id is None:
        raise NotPermitted("Scenarios belong to a person. Sign in to keep one.")
    scenario = Scenario(
        id=secrets.token_urlsafe(9),
        name=_name(name),
        owner=Ref(viewer.person_id, viewer.name),
        made=now,
        changed=now,
        about=about.strip()[:LONGEST_ABOUT],
        changes=tuple(changes)[:MOST_CHANGES],
    )
    db.transact(lambda tx: store.put(tx, scenario))
    return scenario


def duplicate(
    db: Database, figures: Figures, viewer: Viewer, scenario_id: str, now: datetime
) -> Scenario:
    """Make a copy of a scenario that the viewer may see, as their own, shared with nobody."""
    seen = _may(figures, viewer)
    old = _find(db, seen, viewer, scenario_id)
    name = f"Copy of {old.name}"[:LONGEST_NAME]
    return create(db, figures, viewer, name, now, about=old.about, changes=old.changes)


def add(
    db: Database,
    figures: Figures,
    viewer: Viewer,
    scenario_id: str,
    kind: str,
    values: Mapping[str, str],
    skills: Skilled,
    now: datetime,
) -> Change:
    """Add a change to one's own scenario; raises what `scenario_changes.read` raises."""
    seen = _may(figures, viewer)
    new = read(figures, seen, kind, values, skills)

    def work(old: Scenario) -> Scenario:
        if len(old.changes) >= MOST_CHANGES:
            raise Invalid(f"A scenario holds at most {MOST_CHANGES} changes")
        return replace(old, changes=(*old.changes, new))

    words = told(figures, seen, new)
    return revise_own(db, viewer, scenario_id, now, f"Added: {words}.", work)


def take_out(
    db: Database, figures: Figures, viewer: Viewer, scenario_id: str, position: int, now: datetime
) -> Change:
    """Take the change at a position (from 0) out of one's own scenario."""
    _may(figures, viewer)

    def work(old: Scenario) -> Scenario:
        return replace(old, changes=without(old.changes, position))

    return revise_own(db, viewer, scenario_id, now, "The change is taken out.", work)


def revise(
    db: Database,
    figures: Figures,
    viewer: Viewer,
    scenario_id: str,
    *,
    name: str,
    about: str,
    audience: str,
    emails: Sequence[str],
    now: datetime,
) -> Change:
    """Change the name of one's own scenario, what it is about, and who sees it.

    People it is shared with are named by their e-mail addresses; `Invalid` where one is unknown.
    """
    _may(figures, viewer)
    shared = Audience(audience) if audience in set(Audience) else Audience.NOBODY
    named = [_by_email(db, one) for one in emails if one.strip()]
    if shared is Audience.PEOPLE and not named:
        raise Invalid("Name who it is shared with, by their e-mail addresses", "people")

    def work(old: Scenario) -> Scenario:
        with_whom = tuple(named) if shared is Audience.PEOPLE else ()
        words = about.strip()[:LONGEST_ABOUT]
        return replace(old, name=_name(name), about=words, audience=shared, people=with_whom)

    return revise_own(db, viewer, scenario_id, now, "The scenario is changed.", work)


def delete(
    db: Database, figures: Figures, viewer: Viewer, scenario_id: str, now: datetime
) -> Change:
    """Delete one's own scenario; that can be undone."""
    _may(figures, viewer)

    def work(tx: Transaction) -> Change:
        old = own(tx, viewer, scenario_id)
        store.delete(tx, old.id)
        event = record(tx, viewer, f"{ACTION} deleted", old, None, now)
        return Change(event, (), f"‘{old.name}’ is deleted.")

    return db.transact(work)


def _may(figures: Figures, viewer: Viewer) -> Sight:
    require(viewer, Permission.FIND)
    seen = sight(figures, viewer)
    require_figures(seen)
    return seen


def _find(db: Queryable, seen: Sight, viewer: Viewer, scenario_id: str) -> Scenario:
    gaps = seen.aggregates or seen.manages
    found = store.visible(db, scenario_id, viewer.person_id, gaps=gaps)
    if found is None:
        raise NotFound("There is no such scenario, or it is not shared with you.")
    return found


def _page(
    figures: Figures, seen: Sight, viewer: Viewer, scenario: Scenario, at: date | None
) -> ScenarioPage:
    hidden = tells_small_groups(figures, seen, scenario.changes)
    outcome = None if hidden else compared(figures, seen, run(figures, scenario.changes, at))
    return ScenarioPage(
        scenario=scenario,
        own=scenario.owner.id == viewer.person_id,
        changes=tuple(
            Shown(told(figures, seen, one), fits(figures, one)) for one in scenario.changes
        ),
        outcome=outcome,
        at=at,
    )


def _name(name: str) -> str:
    kept = " ".join(name.split())[:LONGEST_NAME]
    if not kept:
        raise Invalid("Give the scenario a name", "name")
    return kept


def _by_email(db: Queryable, email: str) -> Ref:
    found = people.by_email(db, email.strip())
    if found is None or found.kind is not PersonKind.STAFF:
        raise Invalid(f"Nobody on the staff has the address {email.strip()[:100]}", "people")
    return Ref(found.id, found.name)
