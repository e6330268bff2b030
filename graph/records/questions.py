"""Questions: what was asked about which topics, put to whom, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from graph.records.shared import Ref


class QuestionStatus(StrEnum):
    """How a question stands: waiting for an answer, answered, given up or taken back."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Whom(StrEnum):
    """Whom a question goes to: one person, a few one after the other, or many at once."""

    ONE = "one"
    IN_TURN = "in turn"
    ALL = "all"


class Turn(StrEnum):
    """How a question stands with one person whom it is put to."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    PASSED = "passed"
    NOT_ME = "not me"
    EXPIRED = "expired"
    STOOD_IN = "stood in"


@dataclass(frozen=True, slots=True)
class PutTo:
    """A question as it is put to one person.

    `at` is None while their turn has not come. `through` is who passed it on to them, or whom
    they stand in for.
    """

    person: Ref
    place: int
    state: Turn = Turn.WAITING
    at: datetime | None = None
    seen: datetime | None = None
    reminded: datetime | None = None
    through: Ref | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `helped` is the asker's word, None until they give it.

    `asker_keeps` and `author_keeps` are the two consents to keeping it; `kept_as` is the document.
    """

    id: str
    by: Ref
    text: str
    at: datetime
    helped: bool | None = None
    helped_at: datetime | None = None
    asker_keeps: datetime | None = None
    author_keeps: datetime | None = None
    kept_as: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `place` is where the client lives roughly, `anonymous` hides the asker."""

    id: str
    text: str
    asked: datetime
    asker: Ref
    status: QuestionStatus = QuestionStatus.OPEN
    way: Whom = Whom.ONE
    anonymous: bool = False
    place: str = ""
    skills: tuple[Ref, ...] = ()
    put_to: tuple[PutTo, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Helped:
    """That somebody's answer to a question about a skill helped; never whose question it was."""

    question: str
    skill: Ref
    at: datetime
