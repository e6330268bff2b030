"""What is shown beside people found: reasons with evidence, what speaks against, ease of asking."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.colleagues import Seed
from graph.database import Database
from graph.filters import Filters
from graph.records import Document, Person, Ref, Space
from tagging import novice, people, results, taggings
from tagging.documents import load_documents
from tagging.permissions import OPERATOR, Viewer
from tagging.ranking import List, Place, Question, Ranked, rank
from tagging.results import Result
from tests import organisation
from tests.kept import Holding
from tests.organisation import IDRIS, NOW, QUAY, ROSA

ME = Viewer("rosa", ROSA.name, ("adviser",))
ASKED = Question("engineering apprenticeships", (Seed("engineering-apprenticeships"),))

ANSWERED = """
MATCH (asker:Person {id: 'tobias'}), (p:Person {id: $person}), (s:Skill {id: $skill})
CREATE (asker)-[:ASKED]->(q:Question {id: $id, text: 'A secret of the asker'})-[:OF]->(s)
CREATE (q)-[:PUT_TO {place: 1, at: datetime($at), state: 'answered'}]->(p)
CREATE (p)-[:GAVE]->(:Answer {id: $id, helped: $helped, at: datetime($at),
  helped_at: datetime($at), kept_as: $kept})-[:TO]->(q)
"""


@pytest.fixture
def filled(db: Database, holding: Holding) -> Database:
    holding(organisation.load)
    return db


def answered(
    db: Database, number: int, *, days: int = 3, helped: bool = True, kept: str | None = None
) -> None:
    at = (NOW - timedelta(days)).isoformat()
    db.transact(
        lambda tx: tx.write(
            ANSWERED, person="idris", skill="engineering-apprenticeships", id=f"q{number}",
            at=at, helped=helped, kept=kept,
        )
    )  # fmt: skip


def shown(db: Database, viewer: Viewer = ME, question: Question = ASKED) -> dict[str, Result]:
    ranked = rank(db, viewer, question, NOW)
    found = results.from_ranked(
        db, viewer, ranked, NOW, asked="engineering-apprenticeships", question=question
    )
    assert [one.person.id for one in found] == [one.person_id for one in ranked]
    return {one.person.id: one for one in found}


def test_every_reason_has_its_evidence(filled: Database) -> None:
    answered(filled, 1, days=70)
    answered(filled, 2, days=40)
    answered(filled, 3, helped=False)
    idris = shown(filled)["idris"]
    kinds = [reason.kind.value for reason in idris.reasons]
    assert kinds == ["statements", "questions", "documents", "own word"]
    said, questions, wrote, own = idris.reasons
    assert str(said).endswith("last confirmed in October.")
    assert {one.kind for one in said.evidence} == {"statement"}
    assert questions.words.startswith("Answered two questions about this that helped; last")
    assert [one.id for one in questions.evidence] == ["", ""]
    assert wrote.words == (
        "Wrote ‘Engineering along the estuary’ (February 2026), which fits what you typed."
    )
    assert [(one.kind, one.id) for one in wrote.evidence] == [("document", organisation.TIDES.id)]
    assert own.words == (
        "Idris Vaughan-Achterberg says: “Ask me about engineering, boats and bad weather.”"
    )
    assert "secret" not in repr(idris)
    assert "Tobias" not in repr(questions)


def test_documents_out_of_sight_are_never_a_reason(filled: Database) -> None:
    hidden = Document(
        "hidden-one", "Engineering apprenticeships in secret", "Engineering apprenticeships.",
        authors=(Ref("marguerite", "Marguerite Oyelaran"),), space=Space.PERSONAL,
        owner=Ref("idris", IDRIS.name),
    )  # fmt: skip
    load_documents(filled, OPERATOR, [hidden], "test")
    answered(filled, 1, kept="hidden-one")
    forged = [
        Ranked("idris", 1.0, (Place(List.DOCUMENTS, 1, 1.0, documents=("hidden-one",)),)),
    ]
    for viewer, seen in ((ME, False), (OPERATOR, False), (Viewer("idris", "", ("adviser",)), True)):
        found = results.from_ranked(filled, viewer, forged, NOW, question=ASKED)
        assert ("in secret" in repr(found[0].reasons)) is seen


def test_what_speaks_against_is_said(filled: Database) -> None:
    filled.transact(
        lambda tx: tx.write(
            "MATCH (p:Person {id: 'idris'}) SET p.approachable = false, p.left = $left",
            left=(NOW + timedelta(20)).date(),
        )
    )
    taggings.dispute(
        filled, Viewer("idris", "", ("adviser",)),
        "tobias.idris.engineering-apprenticeships.knows", "No longer.", NOW,
    )  # fmt: skip
    for number in range(9):
        answered(filled, number, helped=False)
    idris = shown(filled)["idris"]
    assert idris.approachable is False
    assert "Would rather not be asked" in idris.against
    assert "Asked nine times in the past month" in idris.against
    assert "Disagrees with a statement about this" in idris.against
    assert any(words.startswith("Leaves on ") for words in idris.against)
    old = Question("apprenticeships", (Seed("apprenticeships"),), Filters(level_at_least=2))
    tobias = shown(filled, question=old)["tobias"]
    assert any("Last confirmed over two years ago" in words for words in tobias.against)
    assert tobias.reach.words in tobias.against
    assert tobias.access == ("In your team",)


def test_own_word_alone_is_said_to_be_so(filled: Database) -> None:
    own = organisation.said("rosa", "rosa", "engineering-apprenticeships", 5, 1)
    taggings.load_taggings(filled, OPERATOR, [own], "test")
    rosa = shown(filled, OPERATOR)["rosa"]
    assert rosa.reasons[0].kind == "own word"
    assert "Only their own word says so" in rosa.against


def test_novices_are_those_who_joined_lately(filled: Database) -> None:
    for joined, expected in (
        (NOW.date() - timedelta(300), True),
        (NOW.date() - timedelta(400), False),
        (None, False),
    ):
        people.load_people(filled, OPERATOR, [replace(ROSA, joined=joined)], "test")
        assert novice.is_novice(filled, ME, NOW) is expected
    people.load_people(filled, OPERATOR, [replace(ROSA, joined=date(2020, 1, 1))], "test")
    assert novice.is_novice(filled, ME, NOW, months=12 * 50)
    assert not novice.is_novice(filled, OPERATOR, NOW)


def test_somebody_new_is_shown_first_who_is_near_and_likes_it(filled: Database) -> None:
    famous = Person("famous", "Fay Famous")
    keen = Person("keen", "Kit Keen", approachable=True, place=QUAY)
    people.load_people(filled, OPERATOR, [famous, keen], "test")
    filled.transact(lambda tx: tx.write("MATCH (p:Person {id: 'keen'}) SET p.approachable = true"))
    ranked = [Ranked("famous", 0.1, ()), Ranked("keen", 0.09, ()), Ranked("marguerite", 0.08, ())]
    easy = novice.access(filled, ME, ranked, NOW)
    usual = novice.for_everybody(ranked, easy)
    assert [one.person_id for one in usual] == ["famous", "keen", "marguerite"]
    found = novice.for_novice(ranked, novice.access(filled, ME, ranked, NOW))
    assert [one.person_id for one in found] == ["keen", "famous", "marguerite"]
    first = results.from_ranked(filled, ME, found, NOW)[0]
    assert first.access == ("Likes being asked", "Works where you do")


def test_ease_puts_nobody_in_front_of_those_whom_statements_led_with(filled: Database) -> None:
    keen = Person("keen", "Kit Keen", approachable=True, place=QUAY)
    people.load_people(filled, OPERATOR, [keen], "test")
    said = (Place(List.STATEMENTS, 1, 1.0),)
    ranked = [Ranked("idris", 0.1, said), Ranked("marguerite", 0.1, ()), Ranked("keen", 0.1, ())]
    found = novice.for_novice(ranked, novice.access(filled, ME, ranked, NOW))
    assert [one.person_id for one in found] == ["idris", "keen", "marguerite"]


def test_one_says_on_one_s_own_page_whether_one_likes_being_asked(filled: Database) -> None:
    for said, kept in (("yes", True), ("no", False), ("", None)):
        assert people.update_own(filled, ME, "rosa", approachable=said).approachable is kept
