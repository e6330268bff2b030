"""Questions in the store: as written, as read, and what they tell about people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from graph import people, questions, skills
from graph.database import Database
from graph.questions import writing
from graph.records import (
    Answer,
    Helped,
    Person,
    PutTo,
    Question,
    QuestionStatus,
    Ref,
    Skill,
    Turn,
    Whom,
)

pytestmark = pytest.mark.store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANA, BEN, CLEO = Ref("ana", "Ana Reid"), Ref("ben", "Ben Okoro"), Ref("cleo", "Cleo Vance")
DOCKS = Ref("docks", "dock work")
QUESTION = Question(
    "q1", "Who trains welders?", NOW, ANA, way=Whom.IN_TURN, skills=(DOCKS,),
    put_to=(PutTo(BEN, 1, Turn.ASKED, NOW), PutTo(CLEO, 2)),
)  # fmt: skip


@pytest.fixture
def store(db: Database) -> Database:
    """Three people, a topic and a question of Ana's, put to Ben and then to Cleo."""

    def fill(tx):
        people.save(tx, [Person(one.id, one.name) for one in (ANA, BEN, CLEO)])
        skills.save(tx, [Skill(DOCKS.id, DOCKS.name)])
        writing.put(tx, QUESTION)
        writing.put(tx, QUESTION)

    db.transact(fill)
    return db


def test_a_question_reads_as_written(store: Database) -> None:
    assert questions.get(store, "q1") == QUESTION
    assert questions.get(store, "q2") is None
    assert questions.asked_by(store, "ana") == [QUESTION]
    assert questions.asked_of(store, "ben") == [QUESTION]
    assert questions.asked_of(store, "cleo") == []
    assert questions.unfinished(store) == ["q1"]
    assert questions.unfinished(store, "q1") == []


def test_those_asked_have_it_waiting_until_it_is_answered(store: Database) -> None:
    assert questions.waiting_for(store, "ben") == 1
    assert questions.waiting_for(store, "cleo") == 0
    store.transact(lambda tx: writing.set_status(tx, "q1", QuestionStatus.ANSWERED))
    assert questions.waiting_for(store, "ben") == 0


def test_being_asked_counts_from_when_ones_turn_came(store: Database) -> None:
    everybody = ["ana", "ben", "cleo"]
    assert questions.asked_lately(store, everybody, NOW - timedelta(1)) == {"ben": 1}
    assert questions.asked_lately(store, everybody, NOW + timedelta(1)) == {}
    turn = replace(QUESTION.put_to[1], state=Turn.ASKED, at=NOW + timedelta(2))
    store.transact(lambda tx: writing.put_to(tx, "q1", [turn]))
    assert questions.asked_lately(store, everybody, NOW + timedelta(1)) == {"cleo": 1}


def test_what_helped_is_told_without_the_asker(store: Database) -> None:
    given = Answer("a1", BEN, "The dry dock.", NOW, helped=False, helped_at=NOW)
    store.transact(lambda tx: writing.answer(tx, "q1", given))
    assert questions.helped_about(store, ["ben"], ["docks"]) == {}
    store.transact(lambda tx: writing.answer(tx, "q1", replace(given, helped=True)))
    found = {"ben": [Helped("q1", DOCKS, NOW)]}
    assert questions.helped_about(store, ["ana", "ben"], ["docks"]) == found
    assert questions.helped_about(store, ["ben"], ["other"]) == {}
    assert questions.of_answer(store, "a1") == "q1"


def test_the_first_look_is_kept(store: Database) -> None:
    for later in (1, 2):
        at = NOW + timedelta(later)
        store.transact(lambda tx, at=at: writing.see(tx, "q1", "ben", at))
    found = questions.get(store, "q1")
    assert found
    assert found.put_to[0].seen == NOW + timedelta(1)
