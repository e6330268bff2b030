"""The audit trail: kept with the change, never changed, read by what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph import audit
from graph.database import Database
from graph.records import AuditEvent

AT = datetime(2026, 5, 1, 12, 0, 0, 123456, tzinfo=UTC)
EVENT = AuditEvent("e1", AT, "ada", "tag", "ada.ben.welding.knows", "", '{"level": 3}')


def test_an_event_is_read_as_it_was_kept(db: Database) -> None:
    db.transact(lambda tx: audit.record(tx, EVENT))
    assert audit.get(db, "e1") == EVENT
    assert audit.get(db, "e2") is None


def test_an_event_never_changes(db: Database) -> None:
    db.transact(lambda tx: audit.record(tx, EVENT))
    db.transact(lambda tx: audit.record(tx, replace(EVENT, actor="mallory", after="")))
    assert audit.get(db, "e1") == EVENT


def test_events_of_one_subject_come_newest_first(db: Database) -> None:
    later = replace(EVENT, id="e2", at=AT + timedelta(days=1), actor="ben")
    other = replace(EVENT, id="e3", subject="other")
    for event in (EVENT, later, other):
        db.transact(lambda tx, event=event: audit.record(tx, event))
    assert audit.of_subject(db, EVENT.subject) == [later, EVENT]
    assert audit.of_subject(db, EVENT.subject, limit=1) == [later]
    assert audit.latest(db, EVENT.subject, "ada") == "e1"
    assert audit.latest(db, EVENT.subject, "nobody") is None


def test_a_failed_change_leaves_no_event(db: Database) -> None:
    def work(tx):  # type: ignore[no-untyped-def]
        audit.record(tx, EVENT)
        raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError):
        db.transact(work)
    assert audit.get(db, "e1") is None
