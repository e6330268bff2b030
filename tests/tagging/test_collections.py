"""Collections as use cases: whose they are, who may change them, what goes in."""

from datetime import UTC, datetime

import pytest

from graph import documents, people
from graph.database import Database
from graph.records import Document, Person, Ref, Space
from tagging import collections
from tagging.errors import DocumentNotFound, Invalid, NotFound, NotPermitted
from tagging.permissions import Viewer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANA = Viewer("ana", "Ana Reid", ("adviser",))
BEN = Viewer("ben", "Ben Okoro", ("adviser",))


@pytest.fixture
def store(db: Database) -> Database:
    """Ana in a team with nobody else, Ben in none; two documents, one of them Ana's draft."""
    draft = Document("draft", "A secret", "Mine.", owner=Ref("ana", ""), space=Space.PERSONAL)
    staff = [Person("ana", "Ana Reid", team=Ref("north", "North")), Person("ben", "Ben Okoro")]
    db.transact(lambda tx: people.save(tx, staff))
    db.transact(lambda tx: documents.save(tx, [Document("open", "For all", "Words."), draft]))
    return db


def test_one_makes_changes_and_deletes_ones_own(store: Database) -> None:
    made = collections.create(store, ANA, "  My   reading ", NOW, documents=["open", "draft"])
    assert made.name == "My reading"
    assert [item.document.id for item in made.items] == ["open", "draft"]
    collections.move(store, ANA, made.id, "draft", -1, NOW)
    collections.note(store, ANA, made.id, "open", " Page 3. ", NOW)
    collections.revise(
        store, ANA, made.id, name="Reading", about="For new staff.", space="team", now=NOW
    )
    found = collections.find(store, ANA, made.id)
    assert [(item.document.id, item.note) for item in found.items] == [
        ("draft", ""),
        ("open", "Page 3."),
    ]
    assert (found.name, found.about, found.team) == (
        "Reading",
        "For new staff.",
        Ref("north", "North"),
    )
    collections.remove(store, ANA, made.id, "open", NOW)
    assert collections.mine(store, ANA)[0].items[0].document.id == "draft"
    collections.delete(store, ANA, made.id)
    assert collections.mine(store, ANA) == ()


def test_others_see_what_is_shared_and_change_nothing(store: Database) -> None:
    made = collections.create(store, ANA, "Reading", NOW, documents=["open", "draft"])
    with pytest.raises(NotFound):
        collections.find(store, BEN, made.id)
    collections.revise(store, ANA, made.id, name="Reading", about="", space="organisation", now=NOW)
    seen = collections.find(store, BEN, made.id)
    assert [item.document.name for item in seen.items] == ["For all"]
    assert seen.out_of_sight == 1
    assert [one.id for one in collections.shared(store, BEN)] == [made.id]
    for change in (
        lambda: collections.add(store, BEN, made.id, ["open"], NOW),
        lambda: collections.remove(store, BEN, made.id, "open", NOW),
        lambda: collections.delete(store, BEN, made.id),
        lambda: collections.note(store, BEN, made.id, "open", "x", NOW),
        lambda: collections.move(store, BEN, made.id, "open", 1, NOW),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_what_cannot_be_is_refused(store: Database) -> None:
    with pytest.raises(Invalid):
        collections.create(store, ANA, "  ", NOW)
    with pytest.raises(Invalid):
        collections.create(store, ANA, "x" * 101, NOW)
    with pytest.raises(Invalid):
        collections.create(store, ANA, "x", NOW, space="world")
    with pytest.raises(Invalid, match="no team"):
        collections.create(store, BEN, "x", NOW, space="team")
    with pytest.raises(DocumentNotFound):
        collections.create(store, BEN, "x", NOW, documents=["draft"])
