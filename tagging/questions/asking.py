"""Asking: one person, up to three in turn, or all who know a topic."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph import audit, people, skill_labels, skills
from graph import questions as store
from graph.database import Database, Queryable, Transaction
from graph.ids import derived_id
from graph.questions import writing
from graph.records import (
    AuditEvent,
    Person,
    PersonKind,
    PutTo,
    Question,
    Ref,
    Skill,
    SkillStatus,
    Whom,
)
from tagging.colleagues import Findings, SearchQuery, find
from tagging.errors import Invalid, NotPermitted
from tagging.identity import skill_id
from tagging.permissions import Permission, Viewer, require
from tagging.personal_data import refuse_client_data
from tagging.questions import putting
from tagging.reach import Reach, reach_all
from tagging.results import Result
from tagging.statement_words import require_new_skill, tidy_skills
from tagging.vocabulary import Vocabulary

LONGEST_QUESTION = 2_000
MOST_IN_TURN = 3
MOST_AT_ONCE = 10
LATELY = timedelta(days=30)
OFTEN = 8
WAYS: dict[str, str] = {
    Whom.ONE: "One person",
    Whom.IN_TURN: "Up to three people, one after the other",
    Whom.ALL: "Everybody who knows about it (ten at most)",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is typed. `key` is the form's own: sent twice, it is one question."""

    text: str
    skills: tuple[str, ...]
    to: tuple[str, ...]
    way: str = Whom.ONE
    anonymous: bool = False
    place: str = ""
    key: str = ""


def candidates(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, words: str, now: datetime
) -> tuple[Result, ...]:
    """Return who can be asked about a topic, best first: at work, here, not asked too often."""
    require(viewer, Permission.ASK)
    return _free(db, viewer, _found(db, viewer, vocabulary, words, now), now)


def _found(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, words: str, now: datetime
) -> Findings:
    query = SearchQuery(words, kind=PersonKind.STAFF, limit=3 * MOST_AT_ONCE)
    return find(db, viewer, vocabulary, query, now) if words.strip() else Findings(query)


def _free(db: Database, viewer: Viewer, found: Findings, now: datetime) -> tuple[Result, ...]:
    others = [one for one in found.results if one.person.id != viewer.person_id]
    here = [one for one in others if not one.reach.away]
    busy = store.asked_lately(db, [one.person.id for one in here], now - LATELY)
    free = [one for one in here if busy.get(one.person.id, 0) < OFTEN]
    return tuple((free or here)[:MOST_AT_ONCE])


@dataclass(frozen=True, slots=True)
class Opening:
    """What the form for a question begins with: to whom, how to reach them, others who know."""

    person: Person | None
    reach: Reach | None
    refused: str
    topic: str
    others: tuple[Result, ...]


def opening(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, to: str, words: str, now: datetime
) -> Opening:
    """Return what to offer to somebody who begins a question to `to` ('': nobody yet)."""
    require(viewer, Permission.ASK)
    person = people.get(db, to) if to else None
    refused = ""
    if person:
        try:
            putting.to_ask(db, to, viewer.person_id or "", now)
        except Invalid as error:
            refused = error.message
    known = skill_labels.meant(db, words) if words.strip() else None
    topic = known.skill.name if known else " ".join(words.split())
    found = _found(db, viewer, vocabulary, topic, now)
    if known is None and found.matched:
        topic = found.matched[0].skill.name
    others = tuple(one for one in _free(db, viewer, found, now) if one.person.id != to)
    reach = reach_all(db, [person], now)[person.id] if person else None
    return Opening(person, reach, refused, topic, others)


def ask(
    db: Database, viewer: Viewer, asking: Asking, now: datetime, *, anonymous_allowed: bool = False
) -> Question:
    """Put a question to those named in `asking`; while one is away, their stand-in is asked.

    Raises `Invalid` with the field; words that could tell who a client is are refused.
    """
    require(viewer, Permission.ASK)
    if viewer.person_id is None:
        raise NotPermitted("A question needs somebody who asks. Sign in as a person.")
    text = tidy_text(asking.text, "text", "Enter your question.")
    if asking.anonymous and not anonymous_allowed:
        raise Invalid("Questions here are asked by name.", "anonymous")
    asker = Ref(viewer.person_id, viewer.name)
    key = derived_id("question", asker.id, asking.key or text)

    def work(tx: Transaction) -> Question:
        if there := store.get(tx, key):
            return there
        turns_ = _turns(tx, asking, asker.id, now)
        topics = tuple(_topic(tx, words, asker.id) for words in tidy_skills(asking.skills))
        place = " ".join(asking.place.split())[:100]
        way, hidden = Whom(asking.way), asking.anonymous
        question = Question(
            key, text, now, asker, way=way, anonymous=hidden, place=place, skills=topics
        )
        return _put(tx, replace(question, put_to=turns_), now)

    return db.transact(work)


def _put(tx: Transaction, question: Question, now: datetime) -> Question:
    writing.put(tx, question)
    note(tx, question.asker.id, "question asked", question.id, now)
    first = question.put_to if question.way is Whom.ALL else question.put_to[:1]
    for turn in first:
        question = putting.begin(tx, question, turn, now)
    return question


def _turns(tx: Queryable, asking: Asking, asker: str, now: datetime) -> tuple[PutTo, ...]:
    if asking.way not in WAYS:
        raise Invalid("Say whom to ask.", "way")
    most = {Whom.ONE: 1, Whom.IN_TURN: MOST_IN_TURN, Whom.ALL: MOST_AT_ONCE}[Whom(asking.way)]
    named = list(dict.fromkeys(filter(None, asking.to)))[:most]
    if not named:
        raise Invalid("Choose at least one person to ask.", "to")
    asked = [putting.to_ask(tx, one, asker, now) for one in named]
    return tuple(PutTo(Ref(one.id, one.name), place) for place, one in enumerate(asked, 1))


def _topic(tx: Transaction, words: str, asker: str) -> Ref:
    """Return the topic that is meant; words that mean none yet become a proposed one."""
    found = skill_labels.meant(tx, words) or skill_labels.meant(tx, skill_id(words))
    if found is not None and found.in_use:
        return found.skill
    require_new_skill(words)
    refuse_client_data(words, "skills")
    proposed = Skill(skill_id(words), words, status=SkillStatus.PROPOSED, proposed_by=asker)
    skills.save(tx, [proposed])
    return Ref(proposed.id, proposed.label)


def tidy_text(words: str, field: str, missing: str) -> str:
    """Return what was typed, trimmed; raises `Invalid` where it is empty, long or personal."""
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(missing, field)
    if len(text) > LONGEST_QUESTION:
        raise Invalid(f"Use {LONGEST_QUESTION} characters or fewer.", field)
    refuse_client_data(text, field)
    return text


def note(
    tx: Transaction, actor: str, action: str, subject: str, now: datetime,
    before: str = "", after: str = "",
) -> str:  # fmt: skip
    """Keep in the audit trail that something happened to a question; never its words."""
    key = derived_id("event", action, subject, actor, now.isoformat())
    audit.record(tx, AuditEvent(key, now, actor, action, subject, before, after))
    return key
