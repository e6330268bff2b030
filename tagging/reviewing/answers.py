"""Answers to suggestions about a document: as they stand, given, kept in the audit, taken back."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import audit, skill_labels, skills, suggestion_answers, suggestions
from graph.database import Queryable, Transaction
from graph.ids import derived_id
from graph.records import AuditEvent, Document, Ref, Skill, SkillStatus
from graph.suggestions import Answer, Suggestion
from tagging import documents
from tagging.changes import Change
from tagging.errors import Conflict
from tagging.identity import skill_id
from tagging.permissions import Viewer
from tagging.reviewing.covered import refresh_covers
from tagging.reviewing.details import Detail, Plain, held, put


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands; all empty where none was given."""

    answer: Answer = Answer.NONE
    answered: datetime | None = None
    by: str | None = None
    chosen: Ref | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Some answers to the suggestions of a document, and the details that they set."""

    document: str
    given: Mapping[str, Given]
    details: Mapping[Detail, Plain]

    def as_json(self) -> str:
        """Return this as text for the audit trail; `answers_from` reads it."""
        return json.dumps(
            {
                "review": self.document,
                "answers": {key: _as_json(one) for key, one in sorted(self.given.items())},
                "details": [[d.field, d.of, value] for d, value in sorted(self.details.items())],
            },
            ensure_ascii=False,
        )

    @property
    def skills(self) -> dict[str, Ref]:
        """The skills that the answers led to, by id."""
        return {one.chosen.id: one.chosen for one in self.given.values() if one.chosen}


def answers_from(text: str) -> Answers | None:
    """Return the answers that an event kept, or None where it is about something else."""
    try:
        kept = json.loads(text)
        return Answers(
            kept["review"],
            {key: _from_json(one) for key, one in kept["answers"].items()},
            {Detail(field, of): value for field, of, value in kept["details"]},
        )
    except (KeyError, TypeError, ValueError):
        return None


def read(
    stored: Iterable[Suggestion],
    document: Document,
    ids: Collection[str],
    details: Collection[Detail],
) -> Answers:
    """Return how these answers and details stand."""
    by_id = {one.id: one for one in stored}
    return Answers(
        document.id,
        {key: _given(by_id[key]) for key in ids if key in by_id},
        {one: held(document, one) for one in details},
    )


def _given(one: Suggestion) -> Given:
    return Given(one.answer, one.answered, one.by.id if one.by else None, one.chosen)


def write(
    tx: Transaction, document: Document, before: Answers, after: Answers, now: datetime
) -> None:
    """Make answers and details stand as `after` says, with all that follows from them.

    The document must be held. Raises `Conflict` where a skill is no longer there.
    """
    for skill in after.skills.values():
        _make_there(tx, skill, next((g.by for g in after.given.values() if g.chosen == skill), ""))
    suggestion_answers.put(
        tx,
        [
            suggestion_answers.Given(
                key, one.answer, one.answered, one.by, one.chosen.id if one.chosen else None
            )
            for key, one in after.given.items()
        ],
    )
    put(tx, document, after.details, now)
    touched = sorted({*before.skills, *after.skills})
    refresh_covers(tx, document.id, touched)
    skill_labels.remove_unused(tx, [one for one in touched if one not in after.skills])


def _make_there(tx: Transaction, skill: Ref, by: str | None) -> None:
    """Propose the skill that typed words name, unless it is there; raises `Conflict`."""
    if skills.get(tx, skill.id) is not None:
        return
    if skill_id(skill.name) != skill.id:
        raise Conflict(f"‘{skill.name}’ is no longer there. Choose another topic.")
    skills.save(
        tx, [Skill(skill.id, skill.name, status=SkillStatus.PROPOSED, proposed_by=by or None)]
    )


def record(
    tx: Transaction, viewer: Viewer, action: str, before: Answers, after: Answers, now: datetime
) -> str:
    """Keep who answered what in the audit trail, and return the event's id."""
    texts = (before.as_json(), after.as_json())
    key = derived_id("event", action, before.document, viewer.actor, now.isoformat(), *texts)
    audit.record(tx, AuditEvent(key, now, viewer.actor, action, before.document, *texts))
    return key


def latest(tx: Queryable, viewer: Viewer, document_id: str, ids: Collection[str]) -> str:
    """Return the viewer's latest event that answered these suggestions: the same, sent twice."""
    for event in audit.of_subject(tx, document_id):
        after = answers_from(event.after) if event.actor == viewer.actor else None
        if after and set(ids) <= set(after.given):
            return event.id
    return ""


def undo(tx: Transaction, viewer: Viewer, event: AuditEvent, now: datetime) -> Change | None:
    """Put back the answers before one's own event; None where it is about something else.

    Undone twice it is done once. Raises `NotPermitted` where the document is no longer the
    viewer's to change, and `Conflict` where an answer is no longer what the event left.
    """
    before, after = answers_from(event.before), answers_from(event.after)
    if before is None or after is None:
        return None
    suggestions.lock_document(tx, after.document)
    document = documents.to_change(tx, viewer, after.document)
    now_there = read(suggestions.of_document(tx, document.id), document, after.given, after.details)
    if _same(now_there, before) and not _same(before, after):
        return Change(latest(tx, viewer, document.id, after.given), (), "It is undone already.")
    if not _same(now_there, after):
        raise Conflict("It has been answered again since, so it cannot be undone. Answer it anew.")
    write(tx, document, now_there, before, now)
    recorded = record(tx, viewer, f"undo {event.action}", now_there, before, now)
    return Change(recorded, (), f"Undone: {_asked_again(before)}.")


def _asked_again(before: Answers) -> str:
    count = len(before.given)
    return "the suggestion is as it was" if count == 1 else f"{count} suggestions are as they were"


def _same(one: Answers, other: Answers) -> bool:
    """Say whether two states agree, however a skill is called by now."""
    said = [
        {key: (g.answer, g.answered, g.by, g.chosen and g.chosen.id) for key, g in a.given.items()}
        for a in (one, other)
    ]
    held_now = [{key: value or None for key, value in a.details.items()} for a in (one, other)]
    return said[0] == said[1] and held_now[0] == held_now[1]


def _as_json(one: Given) -> dict[str, object] | None:
    if one == Given():
        return None
    return {
        "answer": one.answer.value,
        "answered": one.answered and one.answered.isoformat(),
        "by": one.by,
        "chosen": one.chosen and [one.chosen.id, one.chosen.name],
    }


def _from_json(kept: Mapping[str, object] | None) -> Given:
    if kept is None:
        return Given()
    answered, chosen = kept["answered"], kept["chosen"]
    return Given(
        Answer(str(kept["answer"])),
        datetime.fromisoformat(str(answered)) if answered else None,
        str(kept["by"]) if kept["by"] else None,
        Ref(*chosen) if isinstance(chosen, Sequence) and chosen else None,
    )
