"""Questions into the store: as a whole, then one step at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from graph.database import Transaction
from graph.records import Answer, PutTo, Question, QuestionStatus

LOCK = """
MATCH (q:Question {id: $id})
SET q.locked = true
REMOVE q.locked
"""


def lock(tx: Transaction, question_id: str) -> None:
    """Hold a question until the transaction ends: another writer's `lock` of it waits."""
    tx.write(LOCK, id=question_id)


PUT = """
MATCH (asker:Person {id: $asker})
MERGE (q:Question {id: $id})
ON CREATE SET q.text = $text, q.asked = $asked, q.way = $way, q.anonymous = $anonymous,
  q.place = $place
SET q.status = $status
MERGE (asker)-[:ASKED]->(q)
WITH q
UNWIND $skills AS skill
MATCH (s:Skill {id: skill})
MERGE (q)-[:OF]->(s)
"""


def put(tx: Transaction, question: Question) -> None:
    """Write a new question with its topics and those it is put to; its words never change."""
    tx.write(
        PUT,
        id=question.id,
        asker=question.asker.id,
        text=question.text,
        asked=question.asked,
        way=question.way.value,
        anonymous=question.anonymous,
        place=question.place or None,
        status=question.status.value,
        skills=[skill.id for skill in question.skills],
    )
    put_to(tx, question.id, question.put_to)


PUT_TO = """
MATCH (q:Question {id: $id})
UNWIND $rows AS row
MATCH (person:Person {id: row.person})
MERGE (q)-[put:PUT_TO]->(person)
SET put = row.state
"""


def put_to(tx: Transaction, question_id: str, turns: Sequence[PutTo]) -> None:
    """Write exactly these states of those a question is put to; others stay as they are."""
    rows = [{"person": one.person.id, "state": _turn(one)} for one in turns]
    tx.write(PUT_TO, id=question_id, rows=rows)


def _turn(one: PutTo) -> dict[str, Any]:
    return {
        "place": one.place,
        "state": one.state.value,
        "at": one.at,
        "seen": one.seen,
        "reminded": one.reminded,
        "through": one.through.id if one.through else None,
    }


SET_STATUS = "MATCH (q:Question {id: $id}) SET q.status = $status"


def set_status(tx: Transaction, question_id: str, status: QuestionStatus) -> None:
    """Note how a question stands."""
    tx.write(SET_STATUS, id=question_id, status=status.value)


SEE = """
MATCH (:Question {id: $id})-[put:PUT_TO]->(:Person {id: $person})
WHERE put.seen IS NULL AND put.at IS NOT NULL
SET put.seen = $now
"""


def see(tx: Transaction, question_id: str, person_id: str, now: datetime) -> None:
    """Note that somebody asked has opened the question, the first time they do."""
    tx.write(SEE, id=question_id, person=person_id, now=now)


ANSWER = """
MATCH (q:Question {id: $question}), (person:Person {id: $person})
MERGE (a:Answer {id: $state.id})
SET a = $state
MERGE (person)-[:GAVE]->(a)
MERGE (a)-[:TO]->(q)
"""


def answer(tx: Transaction, question_id: str, given: Answer) -> None:
    """Write an answer exactly as given; there is one for each person and question."""
    state = {
        "id": given.id,
        "text": given.text,
        "at": given.at,
        "helped": given.helped,
        "helped_at": given.helped_at,
        "asker_keeps": given.asker_keeps,
        "author_keeps": given.author_keeps,
        "kept_as": given.kept_as,
    }
    tx.write(ANSWER, question=question_id, person=given.by.id, state=state)
