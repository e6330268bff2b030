"""Documents looked at again: who is asked, what they answer, when the next time is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph import documents, people
from graph.database import Database
from graph.documents import reviews as store_reviews
from graph.documents import versions as document_versions
from graph.records import Absence, Document, Person, Ref, Space
from tagging.documents import reviews
from tagging.errors import DocumentNotFound, Invalid, NotPermitted
from tests import writers
from tests.writers import (
    AUTHOR,
    COLLEAGUE,
    CURATOR,
    FARMING,
    LATER,
    MATE,
    NOW,
    OWNER,
    REPORT,
    said,
    shared,
)

DUE = replace(REPORT, review_due=date(2026, 3, 1))


def asked(db: Database, document_id: str = "report") -> list[str]:
    found = store_reviews.open_questions(db, "nora", documents=[document_id])
    return [one.person.id for one in found]


def away(db: Database, person_id: str) -> None:
    person = people.get(db, person_id)
    assert person is not None
    gone = replace(person, absence=Absence(NOW.date(), None))
    db.transact(lambda tx: people.update(tx, gone))


def test_whoever_maintains_it_is_asked_once_when_it_is_due(db: Database) -> None:
    writers.load(db, REPORT)
    assert reviews.assign_reviews(db, NOW) == 0
    writers.load(db, DUE)
    assert reviews.assign_reviews(db, NOW) == 1
    assert reviews.assign_reviews(db, LATER) == 0
    assert asked(db) == ["nora"]
    waiting = reviews.waiting(db, OWNER)
    assert [(one.document.id, one.reason) for one in waiting] == [("report", "Its review is due.")]
    assert reviews.waiting(db, AUTHOR) == ()


def test_then_the_author_then_who_knows_most_of_its_topics(db: Database) -> None:
    writers.load(db, DUE)
    said(db, "hana", "cleo", FARMING.id, 5)
    said(db, "hana", "ben", FARMING.id, 2)
    order = []
    for _ in range(4):
        person = reviews.best_placed(db, "report", NOW, frozenset(order))
        order.append(person.id if person else "")
    assert order == ["nora", "ada", "cleo", "ben"]
    away(db, "nora")
    assert reviews.best_placed(db, "report", NOW) == Ref("ada", "Ada")


def test_the_same_expert_is_not_asked_again_and_again(db: Database) -> None:
    bare = replace(DUE, owner=None, authors=())
    many = [replace(bare, id=f"d{n}", text=f"{bare.text} {n}") for n in range(4)]
    writers.load(db, *many)
    said(db, "hana", "cleo", FARMING.id, 5)
    said(db, "hana", "ben", FARMING.id, 3)
    assert reviews.assign_reviews(db, NOW) == 4
    people_asked = [asked(db, f"d{n}")[0] for n in range(4)]
    assert people_asked.count("cleo") == people_asked.count("ben") == 2


def test_who_may_not_see_it_is_not_asked(db: Database) -> None:
    writers.load(db, replace(shared(DUE, Space.TEAM), owner=None, authors=()))
    said(db, "hana", "cleo", FARMING.id, 5)
    said(db, "hana", "ben", FARMING.id, 2)
    assert reviews.best_placed(db, "report", NOW) == Ref("ben", "Ben")
    writers.load(db, replace(shared(DUE, Space.PERSONAL), authors=()))
    away(db, "nora")
    assert reviews.best_placed(db, "report", NOW) is None
    assert reviews.assign_reviews(db, NOW) == 0


def test_still_right_moves_the_date_on_by_its_half_life(db: Database) -> None:
    writers.load(db, replace(DUE, lmi_types=("progression", "structure")))
    reviews.assign_reviews(db, NOW)
    document = reviews.still_right(db, OWNER, "report", NOW)
    assert document.review_due == NOW.date() + timedelta(days=365)
    assert documents.get(db, "report").review_due == document.review_due  # type: ignore[union-attr]
    assert reviews.waiting(db, OWNER) == ()
    assert store_reviews.reviewed(db, "report") == (NOW, "Nora")
    assert reviews.assign_reviews(db, LATER) == 0


@pytest.mark.parametrize(
    ("types", "days"), [(("vacancies",), 91), (("structure",), 730), ((), 730), (("demand",), 365)]
)
def test_nothing_is_due_sooner_than_in_three_months(types: tuple[str, ...], days: int) -> None:
    document = Document("d", "Title", "Text", lmi_types=types)
    assert reviews.next_due(document, date(2026, 1, 1)) == date(2026, 1, 1) + timedelta(days)


def test_passed_on_it_goes_to_the_next_best_or_whom_one_names(db: Database) -> None:
    writers.load(db, DUE)
    reviews.assign_reviews(db, NOW)
    assert reviews.pass_on(db, OWNER, "report", "", NOW) == Ref("ada", "Ada")
    assert asked(db) == ["ada"]
    assert reviews.waiting(db, AUTHOR)[0].reason == "Nora passed it on to you."
    assert reviews.pass_on(db, AUTHOR, "report", "Cleo", LATER) == Ref("cleo", "Cleo")
    assert reviews.still_right(db, COLLEAGUE, "report", LATER).id == "report"
    with pytest.raises(NotPermitted):
        reviews.pass_on(db, MATE, "report", "Cleo", LATER)
    with pytest.raises(Invalid, match="Nobody here"):
        reviews.pass_on(db, OWNER, "report", "Zoe Zorn", LATER)


def test_it_is_passed_only_to_those_who_may_see_it(db: Database) -> None:
    writers.load(db, shared(DUE, Space.PERSONAL))
    with pytest.raises(Invalid, match="may not see"):
        reviews.pass_on(db, OWNER, "report", "Cleo", NOW)
    with pytest.raises(DocumentNotFound):
        reviews.still_right(db, CURATOR, "report", NOW)


def test_a_newer_edition_is_compared_by_who_knew_the_older_one(db: Database) -> None:
    newer = replace(REPORT, id="newer", text="New.", owner=Ref("ben", "Ben"),
                    authors=(Ref("ben", "Ben"),))  # fmt: skip
    writers.load(db, REPORT, newer)
    db.transact(lambda tx: document_versions.replace_edition(tx, "newer", "report"))
    assert reviews.assign_reviews(db, NOW) == 1
    assert reviews.assign_reviews(db, NOW) == 0
    found = reviews.waiting(db, OWNER)
    assert [one.document.id for one in found] == ["newer"]
    assert "replaces an older document" in found[0].reason
    reviews.still_right(db, OWNER, "newer", LATER)
    assert reviews.assign_reviews(db, LATER) == 0


def test_ones_own_come_first_and_curators_see_all(db: Database) -> None:
    other = replace(DUE, id="other", text="Else.", owner=Ref("cleo", "Cleo"), authors=())
    soon = replace(DUE, id="soon", text="Soon.", review_due=date(2026, 3, 20))
    writers.load(db, DUE, other, soon)
    reviews.assign_reviews(db, NOW)
    mine = reviews.reviews(db, OWNER, NOW)
    assert [one.document.id for one in mine.mine] == ["report"]
    assert [one.document.id for one in mine.soon] == ["soon"]
    assert mine.others == ()
    everybody = reviews.reviews(db, CURATOR, NOW)
    assert {one.document.id for one in everybody.others} == {"report", "other"}
    assert {one.asked.person.id for one in everybody.others if one.asked} == {"nora", "cleo"}


def test_changing_it_is_an_answer(db: Database) -> None:
    writers.load(db, DUE)
    reviews.assign_reviews(db, NOW)
    reviews.changed(db, AUTHOR, "report", NOW)
    assert asked(db) == ["nora"]
    reviews.changed(db, OWNER, "report", NOW)
    assert asked(db) == []
    assert reviews.assign_reviews(db, LATER) == 0


def test_somebody_who_left_is_not_asked(db: Database) -> None:
    writers.load(db, DUE)
    gone: Person | None = people.get(db, "nora")
    assert gone is not None
    left = replace(gone, left=NOW.date() - timedelta(1))
    db.transact(lambda tx: people.update(tx, left))
    assert reviews.best_placed(db, "report", NOW) == Ref("ada", "Ada")
