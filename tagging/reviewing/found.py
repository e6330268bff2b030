"""Keeping what text analysis found, so that answers stay and nothing is asked twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from graph import documents, skill_labels, skills, suggestion_answers, suggestions
from graph.database import Database, Queryable, Transaction
from graph.ids import fold
from graph.records import Document, Skill, SkillStatus
from graph.suggestions import NEW_TERM, SKILL, Answer, Suggestion, suggestion_id
from tagging.errors import DocumentNotFound, PersonNotFound
from tagging.reviewing import details as reviewing_details
from tagging.reviewing.covered import refresh_covers
from tagging.reviewing.text import holds

if TYPE_CHECKING:  # the analysis itself never comes into the web process
    from tagging.lmi import Proposal
    from tagging.suggestions import Found

_LONGEST_SENTENCE = 1_000


@dataclass(frozen=True, slots=True)
class Saved:
    """What keeping did: new ones, those that were there, and those that went."""

    added: int
    kept: int
    removed: int


def save_found(
    db: Database,
    document_id: str,
    found: Sequence["Found"],
    proposals: Sequence["Proposal"],
    now: datetime,
) -> Saved:
    """Keep what was found in a document's text, in one transaction, and note that it was read.

    The same found again changes nothing. An answer is never overwritten: what was refused stays
    so while its sentence is in the text. What was not answered and is no longer found goes. What
    retired skills would be suggested for is suggested for their successors. Raises
    `DocumentNotFound`.
    """

    def work(tx: Transaction) -> Saved:
        document = documents.get(tx, document_id)
        if document is None or not suggestions.lock_document(tx, document_id):
            raise DocumentNotFound("There is no such document (any more).")
        new = [*_of_skills(tx, document_id, found), *_of_details(document, proposals)]
        digest = documents.text_digest(document.text)
        saved = _merge(tx, [replace(one, text_digest=digest) for one in new], document, now)
        suggestions.note_read(tx, document_id)
        return saved

    return db.transact(work)


def save_found_about(
    db: Database, person_id: str, found: Sequence["Found"], now: datetime
) -> Saved:
    """Keep what was found in a text that someone gave about themself; the text itself is not kept.

    What they refused once is not asked again. Raises `PersonNotFound`.
    """

    def work(tx: Transaction) -> Saved:
        if not suggestions.lock_person(tx, person_id):
            raise PersonNotFound("There is no such person (any more).")
        stored = {one.id: one for one in suggestions.of_person(tx, person_id)}
        new = {one.id: one for one in _of_skills(tx, person_id, found)}
        asked = [one for key, one in new.items() if key not in stored or not stored[key].answer]
        suggestions.put(tx, [replace(one, start=0, end=0) for one in asked], now)
        return Saved(len(set(new) - set(stored)), len(set(new) & set(stored)), 0)

    return db.transact(work)


def _of_skills(tx: Queryable, subject: str, found: Iterable["Found"]) -> list[Suggestion]:
    """Return what was found as suggestions, one for each skill or new term, the surest of each."""
    surest: dict[str, Suggestion] = {}
    everything = list(found)
    current = _current(tx, [one.skill for one in everything if one.skill])
    for one in everything:
        skill = current.get(one.skill) if one.skill else _meant(tx, one.label)
        if one.skill and skill is None:
            continue
        about = SKILL if skill else NEW_TERM
        value = skill.id if skill else fold(one.label)
        key = suggestion_id(subject, about, value)
        suggestion = Suggestion(
            id=key,
            subject=subject,
            field=about,
            value=value,
            label=skill.label if skill else one.label,
            kind=one.kind,
            probability=round(float(one.probability), 4),
            sentence=one.sentence[:_LONGEST_SENTENCE],
            start=one.start,
            end=one.end,
            decided=one.decided,
            features=one.features,
        )
        if key not in surest or surest[key].probability < suggestion.probability:
            surest[key] = suggestion
    return list(surest.values())


def _current(tx: Queryable, ids: Sequence[str]) -> Mapping[str, Skill]:
    """Return, by id, the skills as they are now; of a retired one its successor, if it has one."""
    there = {one.id: one for one in skills.get_many(tx, sorted(set(ids)))}
    successors = [one.replaced_by for one in there.values() if one.replaced_by]
    there = {one.id: one for one in skills.get_many(tx, successors)} | there
    now = {
        key: there.get(one.replaced_by or "") if one.status is SkillStatus.RETIRED else one
        for key, one in there.items()
    }
    return {key: one for key, one in now.items() if one and one.status is not SkillStatus.RETIRED}


def _meant(tx: Queryable, label: str) -> Skill | None:
    """Return the skill that a new term has become since the text was read, if it has."""
    meant = skill_labels.meant(tx, label)
    return skills.get(tx, meant.skill.id) if meant and meant.in_use else None


def _of_details(document: Document, proposals: Iterable["Proposal"]) -> list[Suggestion]:
    surest: dict[str, Suggestion] = {}
    for one in proposals:
        value = str(one.value)
        if not reviewing_details.is_known(one.field, value):
            continue
        key = suggestion_id(document.id, one.field, value)
        words = reviewing_details.words(one.field, value)
        suggestion = Suggestion(
            id=key,
            subject=document.id,
            field=one.field,
            value=value,
            label=words,
            kind="detail",
            probability=round(float(one.probability), 4),
            sentence=one.sentence[:_LONGEST_SENTENCE],
            start=one.start,
            end=one.end,
        )
        if key not in surest or surest[key].probability < suggestion.probability:
            surest[key] = suggestion
    return list(surest.values())


def _merge(tx: Transaction, new: Sequence[Suggestion], document: Document, now: datetime) -> Saved:
    stored = {one.id: one for one in suggestions.of_document(tx, document.id)}
    kept = [one for one in new if one.id in stored]
    forgotten = [one for one in kept if _asked_anew(stored[one.id], document.text)]
    suggestion_answers.put(tx, [suggestion_answers.Given(one.id, Answer.NONE) for one in forgotten])
    asked = {one.id for one in forgotten} | {key for key, one in stored.items() if not one.answer}
    suggestions.put(tx, [_beside(one, stored.get(one.id), asked) for one in new], now)
    gone = [key for key in asked if key not in {one.id for one in new}]
    suggestions.remove(tx, gone)
    accepted = [stored[one.id].chosen for one in kept if one.id not in asked]
    refresh_covers(tx, document.id, [skill.id for skill in accepted if skill])
    return Saved(len(new) - len(kept), len(kept), len(gone))


def _asked_anew(stored: Suggestion, text: str) -> bool:
    """Say whether a refusal no longer holds: the sentence that it was about has gone."""
    return stored.answer is Answer.REFUSED and not holds(text, stored.sentence)


def _beside(new: Suggestion, stored: Suggestion | None, asked: set[str]) -> Suggestion:
    """Return what is kept of a suggestion found again.

    What an answer was given to stays, so that it can be learnt from; of an accepted one the
    evidence is brought up to date, of a refused one it is what the refusal holds for.
    """
    if stored is None or stored.id in asked:
        return new
    if stored.answer is Answer.REFUSED and new.sentence != stored.sentence:
        return stored
    return replace(new, probability=stored.probability, features=stored.features)
