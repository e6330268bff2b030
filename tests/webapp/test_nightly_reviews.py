"""Every night the worker asks for the reviews that are due."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from graph.database import Database
from tagging.analysing import Analyst
from tagging.documents import reviews as document_reviews
from tests import writers
from webapp.commands.working import Worker
from webapp.config import Environment, Settings


def test_the_worker_s_night_asks_for_reviews(db: Database, tmp_path: Path) -> None:
    writers.load(db, replace(writers.REPORT, review_due=datetime.now(UTC).date()))
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path)
    worker = Worker(settings, db, Analyst(tmp_path / "analysis"))
    worker.tidy()
    worker.tidy()
    waiting = document_reviews.waiting(db, writers.OWNER)
    assert [one.document.id for one in waiting] == ["report"]
