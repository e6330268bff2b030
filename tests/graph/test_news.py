"""What is new is found newest first, and only as far back as asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from graph import audit, documents, news, people, skills, taggings
from graph.database import Database
from graph.records import AuditEvent, Document, Person, Ref, Skill, Tagging, TaggingStatus

pytestmark = pytest.mark.store
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TEAM = Ref("harbour", "Harbour")


def said(person: str, days: int, status: TaggingStatus = TaggingStatus.ACTIVE) -> Tagging:
    then = NOW - timedelta(days)
    return Tagging("ada", person, "knots", then, then, status=status)


@pytest.fixture
def filled(db: Database) -> Database:
    staff = [Person("ada", "Ada", team=TEAM), Person("bo", "Bo", team=TEAM), Person("cy", "Cy")]
    made = [said("bo", 3), said("cy", 1), said("ada", 90)]
    db.transact(lambda tx: people.save(tx, staff))
    db.transact(lambda tx: skills.save(tx, [Skill("knots", "knots")]))
    db.transact(lambda tx: taggings.save(tx, made))
    for number, one in enumerate(made):
        event = AuditEvent(f"e{number}", NOW - timedelta(number), "ada", "tag", one.id)
        db.transact(lambda tx, event=event: audit.record(tx, event))
    return db


def test_recent_statements_are_the_latest_changed_ones(filled: Database) -> None:
    assert news.recent_statements(filled, NOW - timedelta(hours=30), 5) == [
        "ada.bo.knots.knows",
        "ada.cy.knots.knows",
    ]
    assert news.recent_statements(filled, NOW - timedelta(9), 1) == ["ada.bo.knots.knows"]


def test_a_team_s_news_is_about_its_own_people(filled: Database) -> None:
    assert news.team_statements(filled, "ada", NOW - timedelta(60), 5) == ["ada.bo.knots.knows"]
    assert news.team_statements(filled, "cy", NOW - timedelta(60), 5) == []


def test_the_newest_documents_come_first(db: Database) -> None:
    written = [
        Document(f"d{day}", f"Day {day}", "", published=date(2026, 5, day)) for day in (1, 3)
    ]
    db.transact(lambda tx: documents.save(tx, written))
    assert news.newest_documents(db, date(2026, 1, 1), 5) == [
        (Ref("d3", "Day 3"), date(2026, 5, 3)),
        (Ref("d1", "Day 1"), date(2026, 5, 1)),
    ]
    assert news.newest_documents(db, date(2026, 5, 2), 5)[1:] == []
