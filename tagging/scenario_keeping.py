"""Changes of scenarios are kept with the state before and after, so that they can be undone."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from graph import audit
from graph import scenarios as store
from graph.algorithms.changes import as_json, from_json
from graph.database import Database, Transaction
from graph.ids import derived_id
from graph.records import AuditEvent, Ref
from graph.scenarios import Audience, Scenario
from tagging.changes import Change
from tagging.errors import Conflict, NotFound, NotPermitted
from tagging.permissions import Viewer

ACTION = "scenario"


def undo(tx: Transaction, viewer: Viewer, event: AuditEvent, now: datetime) -> Change | None:
    """Put back the scenario before a change; None where the event is about something else.

    Raises `Conflict` where the scenario has been changed since.
    """
    if not event.action.startswith(ACTION):
        return None
    before, after = _kept(event.before), _kept(event.after)
    there = store.get(tx, event.subject)
    if before is None or _same(there, before):
        return Change("", (), "It is undone already.")
    if not _same(there, after):
        raise Conflict("The scenario has been changed since, so this cannot be undone.")
    store.put(tx, replace(before, changed=now))
    done = record(tx, viewer, f"{ACTION} undone", there, before, now)
    return Change(done, (), f"‘{before.name}’ is as it was.")


def own(tx: Transaction, viewer: Viewer, scenario_id: str) -> Scenario:
    """Return the viewer's own scenario, held until the transaction ends."""
    store.lock(tx, scenario_id)
    found = store.get(tx, scenario_id)
    if found is None:
        raise NotFound("There is no such scenario (any more).")
    if found.owner.id != viewer.person_id:
        raise NotPermitted("Only who made a scenario can change it. Make a copy of your own.")
    return found


def revise_own(
    db: Database,
    viewer: Viewer,
    scenario_id: str,
    now: datetime,
    message: str,
    change: Callable[[Scenario], Scenario],
) -> Change:
    """Change the viewer's own scenario, and keep how it was, so that it can be undone."""

    def work(tx: Transaction) -> Change:
        old = own(tx, viewer, scenario_id)
        new = replace(change(old), changed=now)
        if _same(old, new):
            return Change("", (), "Nothing was changed.")
        store.put(tx, new)
        return Change(record(tx, viewer, f"{ACTION} changed", old, new, now), (), message)

    return db.transact(work)


def record(
    tx: Transaction,
    viewer: Viewer,
    action: str,
    before: Scenario | None,
    after: Scenario | None,
    now: datetime,
) -> str:
    """Keep a scenario's state before and after in the audit trail; return the event's id."""
    texts = (_text(before), _text(after))
    subject = next(each.id for each in (after, before) if each)
    key = derived_id("event", action, subject, viewer.actor, now.isoformat(), *texts)
    audit.record(tx, AuditEvent(key, now, viewer.actor, action, subject, *texts))
    return key


def _text(scenario: Scenario | None) -> str:
    if scenario is None:
        return ""
    kept = {
        "id": scenario.id,
        "name": scenario.name,
        "owner": [scenario.owner.id, scenario.owner.name],
        "made": scenario.made.isoformat(),
        "about": scenario.about,
        "changes": as_json(scenario.changes),
        "audience": scenario.audience.value,
        "people": [[one.id, one.name] for one in scenario.people],
    }
    return json.dumps(kept, ensure_ascii=False)


def _kept(text: str) -> Scenario | None:
    if not text:
        return None
    kept = json.loads(text)
    made = datetime.fromisoformat(kept["made"])
    return Scenario(
        id=kept["id"],
        name=kept["name"],
        owner=Ref(*kept["owner"]),
        made=made,
        changed=made,
        about=kept["about"],
        changes=from_json(kept["changes"]),
        audience=Audience(kept["audience"]),
        people=tuple(Ref(*one) for one in kept["people"]),
    )


def _same(one: Scenario | None, other: Scenario | None) -> bool:
    return _text(one) == _text(other)
