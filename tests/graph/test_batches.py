"""Imports as such: noted once for each file; rehearsals leave no trace."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph import batches, people, schema
from graph.batches import ImportBatch
from graph.database import Database
from graph.records import Person

pytestmark = pytest.mark.store

THEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 10, tzinfo=UTC)
BATCH = ImportBatch("b1", "people", "people.csv", THEN)


def test_a_file_loaded_again_keeps_its_first_start_and_what_it_did(db: Database) -> None:
    batches.start(db, BATCH)
    done = replace(BATCH, finished=THEN, added=3, rejected=1)
    batches.finish(db, done)
    batches.start(db, replace(BATCH, started=LATER))
    batches.finish(db, replace(BATCH, finished=LATER, unchanged=3, rejected=1))
    assert batches.get(db, "b1") == done
    assert batches.get(db, "none") is None


def test_a_rehearsal_gives_its_result_and_writes_nothing(db: Database) -> None:
    before = schema.checksum(db)
    counts = batches.rehearse(db, lambda tx: people.save(tx, [Person("nora", "Nora Quill")]))
    assert counts.added == ("nora",)
    assert schema.checksum(db) == before


def test_what_fails_in_a_rehearsal_is_raised(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        batches.rehearse(db, lambda _: 1 // 0)
