"""Undo: put back what a change found, if nobody has changed it since."""

from datetime import datetime

from graph import audit, skill_labels
from graph import taggings as store
from graph.database import Database, Transaction
from graph.records import AuditEvent, Statement
from tagging import changes, scenario_keeping
from tagging.changes import Change, State
from tagging.errors import Conflict, NotFound, NotPermitted
from tagging.permissions import Permission, Viewer, require
from tagging.reviewing import answers as reviewing_answers


def undo(db: Database, viewer: Viewer, event_id: str, now: datetime) -> Change:
    """Put back the state before one's own change; that is a change of its own.

    It was a change of statements or of a scenario, or an answer to suggestions about a document.

    Sent twice it is done once. The statements returned are those the change was about; where
    undoing took them away, as they last were. Raises `NotFound`, `NotPermitted` where it was
    somebody else's change, and `Conflict` where the state is no longer what the change left.
    """
    require(viewer, Permission.TAG)

    def work(tx: Transaction) -> Change:
        event = _own_event(tx, viewer, event_id)
        if answers := reviewing_answers.undo(tx, viewer, event, now):
            return answers
        if scenario := scenario_keeping.undo(tx, viewer, event, now):
            return scenario
        before, after = changes.state_from(event.before), changes.state_from(event.after)
        if before is None or after is None:
            raise Conflict("This kind of change cannot be undone here.")
        store.lock(tx, _people(before, after))
        now_there = changes.again(tx, after)
        statements = _statements(tx, after)
        if _same(now_there, before) and not _same(before, after):
            done = changes.nothing_new(tx, viewer, after.taggings)
            return Change(done, statements, "It is undone already.")
        if not _same(now_there, after):
            raise Conflict("It has been changed since, so it cannot be undone. Change it by hand.")
        _restore(tx, before, now_there)
        recorded = changes.record(tx, viewer, f"undo {event.action}", now_there, before, now)
        return Change(recorded, _statements(tx, before) or statements, "Undone.")

    return db.transact(work)


def _own_event(tx: Transaction, viewer: Viewer, event_id: str) -> AuditEvent:
    event = audit.get(tx, event_id)
    if event is None:
        raise NotFound("There is nothing to undo.")
    if event.actor != viewer.actor:
        raise NotPermitted("Only the one who made a change can undo it.")
    return event


def _same(one: State, other: State) -> bool:
    """Say whether two states agree; a statement that one does not mention is not there."""
    there = [{key: each for key, each in s.taggings.items() if each} for s in (one, other)]
    return there[0] == there[1] and one.vetoes == other.vetoes


def _restore(tx: Transaction, before: State, now_there: State) -> None:
    for pair, since in before.vetoes.items():
        if since is None:
            store.allow(tx, *pair)
        else:
            store.refuse(tx, *pair, since)
    kept = [each for each in before.taggings.values() if each]
    try:
        store.put(tx, *kept)
    except ValueError as error:
        raise Conflict("The topic is no longer there. Say it again instead.") from error
    gone = [
        each for key, each in now_there.taggings.items() if each and not before.taggings.get(key)
    ]
    store.remove(tx, *gone)
    skill_labels.remove_unused(tx, sorted({each.skill for each in gone}))


def _people(*states: State) -> set[str]:
    """Return everybody that the states are about, and whoever said it."""
    people = {person for state in states for person, _ in state.vetoes}
    for state in states:
        people.update(part for key in state.taggings for part in key.split(".")[:2])
    return people


def _statements(tx: Transaction, state: State) -> tuple[Statement, ...]:
    return tuple(store.get_many(tx, sorted(state.taggings)))
