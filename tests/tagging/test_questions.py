"""Asking: in turn, by stand-in, passed on, declined, judged, kept; who may read; what time does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import documents, people, questions, skills, taggings
from graph.database import Database
from graph.records import (
    Absence,
    Person,
    PersonKind,
    PutTo,
    Question,
    QuestionStatus,
    Ref,
    Skill,
    Source,
    Tagging,
    Turn,
    Whom,
)
from tagging.errors import Conflict, Invalid, NotFound, NotPermitted
from tagging.permissions import OPERATOR, Viewer
from tagging.questions import answering, asking, judging, on_time, reading, turns
from tagging.questions.asking import Asking

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday
ANA, BEN, CLEO, DAN, HR = (
    Viewer(key, name, (role,))
    for key, name, role in (
        ("ana", "Ana Reid", "adviser"),
        ("ben", "Ben Okoro", "adviser"),
        ("cleo", "Cleo Vance", "adviser"),
        ("dan", "Dan Ek", "adviser"),
        ("hr", "Hal Ross", "hr"),
    )
)
WELDING = Asking("Who trains welders near the docks?", ("welding",), ("ben",), key="k")


@pytest.fixture
def office(db: Database) -> Database:
    """Five colleagues and an outside contact; Cleo stands in for Dan, who is away."""
    away = Absence(NOW.date(), (NOW + timedelta(5)).date())
    staff = [Person(one.person_id or "", one.name) for one in (ANA, BEN, CLEO, HR)]
    dan = Person("dan", "Dan Ek", absence=away, stand_in=Ref("cleo", "Cleo Vance"))
    outside = Person("out", "Olu Far", kind=PersonKind.EXTERNAL)
    said = Tagging("ana", "ben", "welding", NOW, NOW, source=Source.PEER)

    def fill(tx):
        people.save(tx, [*staff, dan, outside])
        skills.save(tx, [Skill("welding", "welding")])
        taggings.lock(tx, ["ana", "ben"])
        taggings.put(tx, said)

    db.transact(fill)
    return db


def state(db: Database, question: Question) -> dict[str, str]:
    found = questions.get(db, question.id)
    assert found
    return {one.person.id: one.state.value for one in found.put_to}


def test_asked_answered_and_helped(office: Database) -> None:
    question = asking.ask(office, ANA, WELDING, NOW)
    assert asking.ask(office, ANA, WELDING, NOW).id == question.id
    assert reading.waiting(office, BEN) == 1
    answering.answer(office, BEN, question.id, "The dry dock does.", NOW)
    assert reading.waiting(office, BEN) == 0
    shown = reading.page(office, ANA, question.id, NOW)
    answer = shown.question.answers[0]
    judging.helped(office, ANA, answer.id, True, NOW)
    assert list(questions.helped_about(office, ["ben"], ["welding"])) == ["ben"]
    with pytest.raises(Conflict):
        answering.answer(office, BEN, question.id, "Something else.", NOW)
    judging.helped(office, ANA, answer.id, None, NOW)
    assert questions.helped_about(office, ["ben"], ["welding"]) == {}
    with pytest.raises(NotPermitted):
        judging.helped(office, BEN, answer.id, True, NOW)


def test_help_both_ways_counts_half_for_each_of_the_two(office: Database) -> None:
    def help_given(asker: Viewer, by: Viewer, key: str) -> None:
        asked = Asking("Who trains welders?", ("welding",), (by.person_id or "",), key=key)
        question = asking.ask(office, asker, asked, NOW)
        answering.answer(office, by, question.id, "The dry dock does.", NOW)
        given_answer = reading.page(office, asker, question.id, NOW).question.answers[0]
        judging.helped(office, asker, given_answer.id, True, NOW)

    help_given(BEN, CLEO, "one")
    (alone,) = taggings.knows(office, "cleo")
    help_given(CLEO, BEN, "two")
    (mutual,) = taggings.knows(office, "cleo")
    assert (mutual.answers, mutual.score) == (1, pytest.approx(alone.score - 1, abs=2e-6))


def test_only_the_asker_and_those_asked_read_it(office: Database) -> None:
    turn = replace(WELDING, to=("ben", "cleo"), way="in turn")
    question = asking.ask(office, ANA, turn, NOW)
    for viewer in (CLEO, DAN, HR):
        with pytest.raises(NotFound):
            reading.page(office, viewer, question.id, NOW)
    assert reading.page(office, OPERATOR, question.id, NOW).own
    assert reading.page(office, BEN, question.id, NOW).asker == "Ana Reid"
    assert [one.person.id for one in reading.page(office, BEN, question.id, NOW).question.put_to]


def test_an_asker_can_stay_unnamed_only_where_that_is_allowed(office: Database) -> None:
    hidden = replace(WELDING, anonymous=True)
    with pytest.raises(Invalid):
        asking.ask(office, ANA, hidden, NOW)
    question = asking.ask(office, ANA, hidden, NOW, anonymous_allowed=True)
    shown = reading.page(office, BEN, question.id, NOW)
    assert "Ana" not in repr(shown)
    assert "'ana'" not in repr(shown)
    assert reading.page(office, ANA, question.id, NOW).asker == "Ana Reid"


def test_while_somebody_is_away_their_stand_in_is_asked(office: Database) -> None:
    question = asking.ask(office, ANA, replace(WELDING, to=("dan",)), NOW)
    assert state(office, question) == {"dan": "stood in", "cleo": "asked"}
    turn = reading.page(office, CLEO, question.id, NOW).turn
    assert turn
    assert turn.through == Ref("dan", "Dan Ek")


@pytest.mark.parametrize("to", ["ana", "out", "nobody"])
def test_who_cannot_be_asked(office: Database, to: str) -> None:
    with pytest.raises((Invalid, NotFound)):
        asking.ask(office, ANA, replace(WELDING, to=(to,)), NOW)


@pytest.mark.parametrize("text", ["", "My client Mary Smith, born 3 May 1990", "a" * 2001])
def test_what_cannot_be_asked(office: Database, text: str) -> None:
    with pytest.raises(Invalid):
        asking.ask(office, ANA, replace(WELDING, text=text), NOW)
    question = asking.ask(office, ANA, WELDING, NOW)
    with pytest.raises(Invalid):
        answering.answer(office, BEN, question.id, text, NOW)


def test_passed_on_it_waits_for_somebody_else(office: Database) -> None:
    question = asking.ask(office, ANA, WELDING, NOW)
    with pytest.raises(Conflict):
        answering.pass_on(office, BEN, question.id, "ana", NOW)
    answering.pass_on(office, BEN, question.id, "cleo", NOW)
    assert state(office, question) == {"ben": "passed", "cleo": "asked"}


def test_not_this_time_asks_the_next_and_changes_nothing_said(office: Database) -> None:
    turn = replace(WELDING, to=("ben", "cleo"), way="in turn")
    question = asking.ask(office, ANA, turn, NOW)
    _, change = answering.not_me(office, BEN, question.id, NOW)
    assert change is None
    assert state(office, question) == {"ben": "not me", "cleo": "asked"}
    assert taggings.knows(office, "ben")
    answering.not_me(office, CLEO, question.id, NOW)
    found = questions.get(office, question.id)
    assert found
    assert found.status is QuestionStatus.CLOSED


def test_not_the_right_one_hides_the_claim(office: Database) -> None:
    question = asking.ask(office, ANA, WELDING, NOW)
    (topic,) = answering.preview(office, BEN, question.id)
    assert len(topic.others) == 1
    assert taggings.knows(office, "ben")
    _, change = answering.not_me(office, BEN, question.id, NOW, skill="welding")
    assert change
    assert not taggings.knows(office, "ben")


def test_an_answer_is_kept_once_both_agree(office: Database) -> None:
    question = asking.ask(office, ANA, WELDING, NOW)
    answering.answer(office, BEN, question.id, "The dry dock does.", NOW)
    answer = reading.page(office, ANA, question.id, NOW).question.answers[0]
    with pytest.raises(Conflict):
        judging.keep(office, ANA, answer.id, NOW)
    judging.helped(office, ANA, answer.id, True, NOW)
    assert judging.keep(office, ANA, answer.id, NOW).kept_as is None
    kept = judging.keep(office, BEN, answer.id, NOW).kept_as
    document = documents.get(office, kept or "")
    assert document
    assert document.text == "The dry dock does."
    assert [one.id for one in document.authors] == ["ben"]
    assert [one.id for one in document.skills] == ["welding"]


def test_time_reminds_asks_the_next_and_ends_it_once_each(office: Database) -> None:
    turn = replace(WELDING, to=("ben", "cleo"), way="in turn")
    question = asking.ask(office, ANA, turn, NOW)
    assert on_time(office, NOW + timedelta(hours=23)) == 0
    assert on_time(office, NOW + timedelta(days=1)) == 1
    assert state(office, question) == {"ben": "asked", "cleo": "asked"}
    assert on_time(office, NOW + timedelta(days=2)) == 1
    assert on_time(office, NOW + timedelta(days=2)) == 0
    assert on_time(office, NOW + timedelta(days=16)) == 1
    assert state(office, question) == {"ben": "expired", "cleo": "expired"}
    assert on_time(office, NOW + timedelta(days=16)) == 0


def test_a_closed_question_waits_for_nobody(office: Database) -> None:
    question = asking.ask(office, ANA, WELDING, NOW)
    with pytest.raises(NotPermitted):
        judging.close(office, BEN, question.id, NOW)
    judging.close(office, ANA, question.id, NOW)
    assert reading.waiting(office, BEN) == 0
    with pytest.raises(Conflict):
        answering.answer(office, BEN, question.id, "Too late.", NOW)


@given(hours=st.integers(0, 500), states=st.lists(st.sampled_from(list(Turn)), max_size=4))
def test_nothing_is_due_twice(hours: int, states: list[Turn]) -> None:
    """What a step asks for is not asked for again at the same instant once it is done."""
    now = NOW + timedelta(hours=hours)
    put_to = [
        PutTo(Ref(str(n), str(n)), n, one, None if one is Turn.WAITING else NOW)
        for n, one in enumerate(states)
    ]
    asked = Question("q", "?", NOW, Ref("a", "A"), way=Whom.IN_TURN, put_to=tuple(put_to))
    step = turns.due(asked, now)
    if step.close:
        return
    done = {one.person.id: replace(one, reminded=now) for one in step.remind}
    if step.ask:
        done[step.ask.person.id] = turns.asked(step.ask, now)
    after = replace(asked, put_to=tuple(done.get(one.person.id, one) for one in put_to))
    assert turns.due(after, now) == turns.Step()


def test_a_working_day_skips_the_weekend() -> None:
    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    assert turns.a_working_day_after(friday) == datetime(2026, 11, 30, 15, tzinfo=UTC)
