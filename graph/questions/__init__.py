"""Questions in the store: one, somebody's, those that are open; see `writing` and `learning`."""

from collections.abc import Mapping, Sequence
from typing import Any

from graph.database import Queryable, Row
from graph.questions.learning import asked_lately, helped_about
from graph.records import Answer, PutTo, Question, QuestionStatus, Turn, Whom
from graph.values import instant, instant_or_none, ref, ref_or_none, refs

__all__ = [
    "asked_by", "asked_lately", "asked_of", "get", "get_many", "helped_about", "of_answer",
    "unfinished", "waiting_for",
]  # fmt: skip

GET_MANY = """
UNWIND $ids AS id
MATCH (asker:Person)-[:ASKED]->(q:Question {id: id})
RETURN q {.*} AS question, asker {.id, .name} AS asker,
  COLLECT { MATCH (q)-[:OF]->(s:Skill)
    RETURN s {.id, name: s.label} ORDER BY s.label, s.id } AS skills,
  COLLECT { MATCH (q)-[put:PUT_TO]->(p:Person)
    OPTIONAL MATCH (through:Person {id: put.through})
    RETURN put {.*, person: p {.id, .name}, through: through {.id, .name}}
    ORDER BY put.place, p.id } AS put_to,
  COLLECT { MATCH (p:Person)-[:GAVE]->(a:Answer)-[:TO]->(q)
    RETURN a {.*, by: p {.id, .name}} ORDER BY a.at, a.id } AS answers
"""


def get_many(db: Queryable, ids: Sequence[str]) -> list[Question]:
    """Return the questions with these ids, in their order; whoever asks."""
    return [_question(row) for row in db.read(GET_MANY, ids=list(ids))]


def get(db: Queryable, question_id: str) -> Question | None:
    """Return one question, or None; whoever asks."""
    found = get_many(db, [question_id])
    return found[0] if found else None


ASKED_BY = """
MATCH (:Person {id: $person})-[:ASKED]->(q:Question)
RETURN q.id AS id ORDER BY q.asked DESC, id LIMIT $limit
"""


def asked_by(db: Queryable, person_id: str, limit: int = 50) -> list[Question]:
    """Return what somebody asked, the newest first."""
    return get_many(db, [row["id"] for row in db.read(ASKED_BY, person=person_id, limit=limit)])


ASKED_OF = """
MATCH (:Person {id: $person})<-[put:PUT_TO]-(q:Question)
WHERE put.at IS NOT NULL
RETURN q.id AS id ORDER BY put.at DESC, id LIMIT $limit
"""


def asked_of(db: Queryable, person_id: str, limit: int = 50) -> list[Question]:
    """Return what somebody was asked, the newest first; not what still waits for its turn."""
    return get_many(db, [row["id"] for row in db.read(ASKED_OF, person=person_id, limit=limit)])


WAITING_FOR = """
MATCH (:Person {id: $person})<-[put:PUT_TO {state: 'asked'}]-(q:Question {status: 'open'})
RETURN count(q) AS questions
"""


def waiting_for(db: Queryable, person_id: str) -> int:
    """Return how many questions wait for somebody's answer."""
    return int(db.read(WAITING_FOR, person=person_id)[0]["questions"])


UNFINISHED = """
MATCH (q:Question {status: 'open'}) WHERE q.id > $after
RETURN q.id AS id ORDER BY id LIMIT $limit
"""


def unfinished(db: Queryable, after: str = "", limit: int = 500) -> list[str]:
    """Return the ids of open questions, by id, from the one after `after` on."""
    return [row["id"] for row in db.read(UNFINISHED, after=after, limit=limit)]


OF_ANSWER = "MATCH (:Answer {id: $id})-[:TO]->(q:Question) RETURN q.id AS id"


def of_answer(db: Queryable, answer_id: str) -> str | None:
    """Return the id of the question that an answer is to, or None."""
    rows = db.read(OF_ANSWER, id=answer_id)
    return str(rows[0]["id"]) if rows else None


def _question(row: Row) -> Question:
    stored = row["question"]
    return Question(
        id=stored["id"],
        text=stored["text"],
        asked=instant(stored["asked"]),
        asker=ref(row["asker"]),
        status=QuestionStatus(stored["status"]),
        way=Whom(stored["way"]),
        anonymous=bool(stored.get("anonymous")),
        place=stored.get("place") or "",
        skills=refs(row["skills"]),
        put_to=tuple(_put_to(one) for one in row["put_to"]),
        answers=tuple(_answer(one) for one in row["answers"]),
    )


def _put_to(stored: Mapping[str, Any]) -> PutTo:
    return PutTo(
        person=ref(stored["person"]),
        place=stored["place"],
        state=Turn(stored["state"]),
        at=instant_or_none(stored.get("at")),
        seen=instant_or_none(stored.get("seen")),
        reminded=instant_or_none(stored.get("reminded")),
        through=ref_or_none(stored.get("through")),
    )


def _answer(stored: Mapping[str, Any]) -> Answer:
    return Answer(
        id=stored["id"],
        by=ref(stored["by"]),
        text=stored["text"],
        at=instant(stored["at"]),
        helped=stored.get("helped"),
        helped_at=instant_or_none(stored.get("helped_at")),
        asker_keeps=instant_or_none(stored.get("asker_keeps")),
        author_keeps=instant_or_none(stored.get("author_keeps")),
        kept_as=stored.get("kept_as"),
    )
