"""What answers to suggestions come to: which skill is meant, which detail is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph import skill_labels
from graph.database import Queryable
from graph.records import Document, Ref
from graph.suggestions import NEW_TERM, SKILL, Answer, Suggestion
from tagging.errors import Conflict, Invalid, SuggestionNotFound
from tagging.identity import skill_id
from tagging.reviewing import details as reviewing_details
from tagging.reviewing.answers import Answers, Given
from tagging.reviewing.details import Detail, Plain
from tagging.statement_words import require_new_skill, tidy_skills


@dataclass(frozen=True, slots=True)
class Wish:
    """An answer that somebody gives; `skill` (an id or words) is what they correct it to."""

    suggestion: str
    answer: Answer
    skill: str = ""


def answer_of(given: str) -> Answer:
    """Return the answer that a form names; raises `Invalid`."""
    if given not in (Answer.ACCEPTED, Answer.REFUSED, Answer.CORRECTED):
        raise Invalid("Choose: accept, refuse or correct.", "answer")
    return Answer(given)


def wanted(
    tx: Queryable,
    stored: Mapping[str, Suggestion],
    document: Document,
    wishes: Sequence[Wish],
    signed: Given,
) -> Answers:
    """Return how the answers and details stand once these wishes are fulfilled.

    New answers carry who gives them and when as `signed` does; an answer given before keeps its
    own. Raises `SuggestionNotFound`, `Conflict` and `Invalid`.
    """
    given: dict[str, Given] = {}
    details: dict[Detail, Plain] = {}
    for wish in wishes:
        one = stored.get(wish.suggestion)
        if one is None:
            raise SuggestionNotFound("There is no such suggestion (any more).")
        if one.field in (SKILL, NEW_TERM):
            answered = _topic(tx, one, wish)
        else:
            answered = _set_detail(stored, document, one, wish, given, details)
        same = (one.answer, one.chosen) == (answered.answer, answered.chosen)
        given[one.id] = (
            Given(one.answer, one.answered, one.by.id if one.by else None, one.chosen)
            if same
            else replace(answered, by=signed.by, answered=signed.answered)
        )
    return Answers(document.id, given, details)


def _topic(tx: Queryable, one: Suggestion, wish: Wish) -> Given:
    if wish.answer is Answer.REFUSED:
        return Given(Answer.REFUSED)
    if wish.answer is Answer.ACCEPTED:
        if one.field == SKILL and one.skill is None:
            raise Conflict(f"‘{one.label}’ is no longer used. Correct it to another topic.")
        return Given(Answer.ACCEPTED, chosen=one.skill or _named(tx, one.label))
    chosen = _named(tx, wish.skill)
    own = one.skill is not None and one.skill.id == chosen.id
    return Given(Answer.ACCEPTED if own else Answer.CORRECTED, chosen=chosen)


def _named(tx: Queryable, typed: str) -> Ref:
    """Return the skill that words mean; where they mean none yet, the one they would become."""
    words = tidy_skills([typed])[0]
    found = skill_labels.meant(tx, words) or skill_labels.meant(tx, skill_id(words))
    if found is None:
        require_new_skill(words)
        return Ref(skill_id(words), words)
    if not found.in_use:
        raise Invalid(f"‘{words}’ is no longer used. Choose another topic.", "skill")
    return found.skill


def _set_detail(
    stored: Mapping[str, Suggestion],
    document: Document,
    one: Suggestion,
    wish: Wish,
    given: dict[str, Given],
    details: dict[Detail, Plain],
) -> Given:
    """Note what an answer does to the document's details, and to other answers for that place."""
    if wish.answer is Answer.CORRECTED:
        raise Invalid("Refuse it, and change the document's details by hand.", "skill")
    place = reviewing_details.place(one.field, one.value)
    value = reviewing_details.wanted(one.field, one.value)
    if wish.answer is Answer.REFUSED:
        if one.answer is Answer.ACCEPTED and reviewing_details.held(document, place) == value:
            details[place] = False if place.of else None
        return Given(Answer.REFUSED)
    reviewing_details.require_known(one.field, one.value)
    details[place] = value
    for other in stored.values():
        same_place = (other.field, place.of) == (one.field, "")
        if same_place and other.id != one.id and other.answer is Answer.ACCEPTED:
            given[other.id] = Given()
    return Given(Answer.ACCEPTED)
