"""Suggestions in the store: written once, answered, learnt from."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph import (
    documents,
    people,
    schema,
    skills,
    suggestion_answers,
    suggestion_model,
    suggestions,
)
from graph.database import Database
from graph.documents import analysis as document_analysis
from graph.records import Analysis, Document, Person, Ref, Skill, SkillStatus
from graph.suggestion_answers import Given
from graph.suggestion_model import SuggestionModel
from graph.suggestions import Answer, Suggestion

pytestmark = pytest.mark.store

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def suggestion(value: str, probability: float = 0.5, **rest: object) -> Suggestion:
    given: dict[str, object] = {
        "id": suggestions.suggestion_id("d1", "skill", value),
        "subject": "d1",
        "field": "skill",
        "value": value,
        "label": value.title(),
        "kind": "explicit",
        "probability": probability,
        "sentence": f"About {value}.",
        "start": 6,
        "end": 6 + len(value),
        "features": {"exact": probability},
    }
    return Suggestion(**given | rest)  # type: ignore[arg-type]


@pytest.fixture
def store(db: Database) -> Database:
    """A document, two people, and the skills farming and fishing (which angling became)."""
    vocabulary = [
        Skill("farming", "farming"),
        Skill("fishing", "fishing"),
        Skill("angling", "angling", status=SkillStatus.RETIRED, replaced_by="fishing"),
    ]
    db.transact(lambda tx: people.save(tx, [Person("nora", "Nora"), Person("omar", "Omar")]))
    db.transact(lambda tx: skills.save(tx, vocabulary))
    db.transact(lambda tx: documents.save(tx, [Document("d1", "Work", "About farming.")]))
    return db


def put(db: Database, *given: Suggestion) -> None:
    db.transact(lambda tx: suggestions.put(tx, given, NOW))


def answer(db: Database, *given: Given) -> None:
    db.transact(lambda tx: suggestion_answers.put(tx, given))


def test_they_come_back_the_most_certain_first(store: Database) -> None:
    farming, angling = suggestion("farming", 0.4), suggestion("angling", 0.8)
    put(store, farming, angling)
    assert suggestions.of_document(store, "d1") == [
        replace(angling, skill=Ref("fishing", "fishing"), found=NOW),
        replace(farming, skill=Ref("farming", "farming"), found=NOW),
    ]
    assert suggestions.of_person(store, "nora") == []
    assert suggestions.get(store, "nothing") is None


def test_written_again_nothing_is_doubled_and_an_answer_stays(store: Database) -> None:
    one = suggestion("farming")
    put(store, one)
    answer(store, Given(one.id, Answer.CORRECTED, NOW, "nora", "fishing"))
    before = schema.checksum(store)
    put(store, one)
    assert schema.checksum(store) == before
    kept = suggestions.get(store, one.id)
    assert kept is not None
    assert (kept.answer, kept.answered, kept.by, kept.chosen) == (
        Answer.CORRECTED, NOW, Ref("nora", "Nora"), Ref("fishing", "fishing"),
    )  # fmt: skip
    answer(store, Given(one.id, Answer.REFUSED, NOW, "omar"))
    kept = suggestions.get(store, one.id)
    assert kept is not None
    assert (kept.by, kept.chosen) == (Ref("omar", "Omar"), None)
    answer(store, Given(one.id, Answer.NONE))
    assert schema.checksum(store) != before
    assert suggestions.get(store, one.id) == replace(
        one, skill=Ref("farming", "farming"), found=NOW
    )


def test_a_retired_skill_without_successor_is_none(store: Database) -> None:
    put(store, suggestion("farming"))
    retired = Skill("farming", "farming", status=SkillStatus.RETIRED)
    store.transact(lambda tx: skills.save(tx, [retired]))
    assert suggestions.of_document(store, "d1")[0].skill is None


def test_only_answers_on_documents_about_skills_are_learnt_from(store: Database) -> None:
    yes, no, wrong, open_one = (
        suggestion(one, number / 10) for number, one in enumerate(("farming", "fishing", "a", "b"))
    )
    term = suggestion("c", field="new term", id="term")
    person = suggestion("farming", subject="nora", id="person")
    put(store, yes, no, wrong, open_one, term, person)
    at = [NOW + timedelta(minutes=number) for number in range(3)]
    answer(
        store,
        Given(yes.id, Answer.ACCEPTED, at[0], "nora", "farming"),
        Given(no.id, Answer.REFUSED, at[1], "nora"),
        Given(wrong.id, Answer.CORRECTED, at[2], "nora", "farming"),
        *(Given(one.id, Answer.ACCEPTED, NOW, "nora", "farming") for one in (term, person)),
    )
    assert suggestion_answers.learnt_from(store) == [
        ({"exact": 0.0}, True),
        ({"exact": 0.1}, False),
        ({"exact": 0.2}, False),
    ]
    assert suggestion_answers.count(store) == 3


def test_those_of_a_person_can_all_be_removed(store: Database) -> None:
    put(store, suggestion("farming", subject="nora", id="person"), suggestion("farming"))
    store.transact(lambda tx: suggestions.remove_of_person(tx, "nora"))
    assert suggestions.of_person(store, "nora") == []
    one = suggestions.of_document(store, "d1")[0]
    store.transact(lambda tx: suggestions.remove(tx, [one.id]))
    assert suggestions.of_document(store, "d1") == []


def test_reading_is_done_unless_it_was_asked_for_again(store: Database) -> None:
    def state() -> Analysis:
        document = documents.get(store, "d1")
        assert document is not None
        return document.analysis

    store.transact(lambda tx: suggestions.note_read(tx, "d1"))
    assert state() is Analysis.DONE
    store.transact(lambda tx: documents.set_analysis(tx, "d1", Analysis.WAITING))
    store.transact(lambda tx: suggestions.note_read(tx, "d1"))
    assert state() is Analysis.WAITING
    assert document_analysis.begin(store, "d1") == 1
    new = Document("d1", "Work", "About fishing.", analysis=Analysis.WAITING)
    store.transact(lambda tx: documents.save(tx, [new]))
    store.transact(lambda tx: suggestions.note_read(tx, "d1"))
    assert state() is Analysis.WAITING, "what was read is no longer its text"
    document_analysis.end(store, "d1")
    assert document_analysis.begin(store, "d1") == 1
    store.transact(lambda tx: suggestions.note_read(tx, "d1"))
    assert state() is Analysis.DONE


def test_there_is_one_model(store: Database) -> None:
    assert suggestion_model.get(store) is None
    for answers in (20, 40):
        model = SuggestionModel("{}", answers, NOW)
        store.transact(lambda tx, model=model: suggestion_model.put(tx, model))
        assert suggestion_model.get(store) == model


def test_what_is_not_there_cannot_be_held(store: Database) -> None:
    assert store.transact(lambda tx: suggestions.lock_document(tx, "d1"))
    assert store.transact(lambda tx: suggestions.lock_person(tx, "nora"))
    assert not store.transact(lambda tx: suggestions.lock_document(tx, "d2"))
    assert not store.transact(lambda tx: suggestions.lock_person(tx, "paul"))
