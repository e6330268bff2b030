"""People around one document: who maintains it, who wrote it, a team mate, others with roles."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from graph import documents, people, skills, taggings
from graph.database import Database
from graph.records import Document, Person, Ref, Skill, Space, Tagging
from tagging.permissions import Viewer

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NORTH, SOUTH = Ref("north", "North team"), Ref("south", "South team")
FARMING, CARE = Ref("farming", "farming"), Ref("care", "care work")


def viewer(person_id: str, *roles: str) -> Viewer:
    """Return somebody who is signed in."""
    return Viewer(person_id, person_id.capitalize(), roles or ("adviser",))


OWNER, AUTHOR, MATE, COLLEAGUE = (viewer(one) for one in ("nora", "ada", "ben", "cleo"))
HR, CURATOR, ADMINISTRATOR = (
    viewer("hana", "hr"),
    viewer("cyd", "curator"),
    viewer("dev", "administrator"),
)
PEOPLE = (
    *(Person(one, one.capitalize(), email=f"{one}@x.example", team=NORTH)
      for one in ("nora", "ada", "ben")),
    *(Person(one, one.capitalize(), email=f"{one}@x.example", team=SOUTH)
      for one in ("cleo", "hana", "cyd", "dev")),
)  # fmt: skip
TEXT = "Farms here take on forty people each spring. " * 8
REPORT = Document(
    id="report",
    title="Work on farms",
    text=TEXT.strip(),
    authors=(Ref("ada", "Ada"),),
    owner=Ref("nora", "Nora"),
    published=date(2026, 1, 15),
    review_due=date(2027, 1, 15),
    skills=(FARMING,),
    added=NOW - timedelta(days=40),
    changed=NOW - timedelta(days=40),
)


def load(db: Database, *given: Document) -> None:
    """Fill an empty database with these people, two skills, and documents (or the report)."""
    db.transact(lambda tx: people.save(tx, PEOPLE))
    db.transact(lambda tx: skills.save(tx, [Skill(one.id, one.name) for one in (FARMING, CARE)]))
    db.transact(lambda tx: documents.save(tx, given or [REPORT]))


def said(db: Database, tagger: str, person: str, skill: str, level: int) -> None:
    """Let somebody say that somebody knows about a skill."""
    one = Tagging(tagger, person, skill, NOW, NOW, level=level)
    db.transact(lambda tx: taggings.save(tx, [one]))


def shared(document: Document, space: Space) -> Document:
    """Return a document in a space; a team's is that of the North team."""
    return replace(document, space=space, team=NORTH if space is Space.TEAM else None)
