"""Suggestions in words for people: how sure, of which kind, and what an answer did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.suggestions import Answer, Suggestion
from tagging.reviewing import details as reviewing_details
from tagging.reviewing.text import plain, without_sign

CERTAIN, LIKELY, DOUBTFUL = 0.9, 0.6, 0.1
_KINDS: Mapping[str, str] = {
    "explicit": "the words are there",
    "implied": "meant, not said",
    "new term": "new topic",
    "detail": "about the document",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion as it is shown. `instead`: what stands now where a detail would be set.

    `words` are those of its sentence that decided it.
    """

    suggestion: Suggestion
    instead: str = ""
    words: str = ""

    @property
    def label(self) -> str:
        """What is suggested: a skill as it is called now, a new term, a detail's value."""
        one = self.suggestion
        return one.skill.name if one.skill else one.label

    @property
    def about(self) -> str:
        """The detail of the document that it is for; nothing for a topic."""
        return reviewing_details.FIELD_WORDS.get(self.suggestion.field, "")

    @property
    def percent(self) -> int:
        """The probability in per cent; never 100, since nothing is sure before a person's yes."""
        return min(99, max(1, round(100 * self.suggestion.probability)))

    @property
    def surely(self) -> str:
        """How sure the text analysis is, in a word."""
        probability = self.suggestion.probability
        return (
            "certain" if probability >= CERTAIN else "likely" if probability >= LIKELY
            else "possible"
        )  # fmt: skip

    @property
    def doubtful(self) -> bool:
        """Whether it is so unsure that it is shown only to who asks for it."""
        return self.suggestion.probability < DOUBTFUL

    @property
    def kind(self) -> str:
        """In which way the text says it."""
        return _KINDS.get(self.suggestion.kind, self.suggestion.kind)

    @property
    def quoted(self) -> tuple[str, str, str]:
        """The sentence that shows why: what stands before the deciding words, they, the rest."""
        before, words, after = self.suggestion.sentence.partition(self.words or "\0")
        return plain(without_sign(before)), plain(words), plain(after)

    @property
    def answer(self) -> str:
        """What was answered, in words."""
        one = self.suggestion
        chosen = one.chosen.name if one.chosen else ""
        if one.answer is Answer.CORRECTED:
            return f"corrected to ‘{chosen}’"
        if one.answer is Answer.ACCEPTED and chosen and chosen != self.label:
            return f"accepted, now called ‘{chosen}’"
        return one.answer.value


def answered_words(after: Sequence[Suggestion]) -> str:
    """Return what these answers did, in a sentence or two."""
    if len(after) == 1:
        return _one_answered(Item(after[0]))
    yes = sum(one.answer in (Answer.ACCEPTED, Answer.CORRECTED) for one in after)
    no = sum(one.answer is Answer.REFUSED for one in after)
    parts = [f"{count} {word}" for count, word in ((yes, "accepted"), (no, "refused")) if count]
    return f"{' and '.join(parts)[:1].upper()}{' and '.join(parts)[1:]}." if parts else "No change."


def _one_answered(item: Item) -> str:
    one = item.suggestion
    chosen = one.chosen.name if one.chosen else item.label
    if one.answer is Answer.REFUSED:
        return f"Refused: ‘{item.label}’. It will not be suggested for this text again."
    if item.about:
        return f"{item.about}: {item.label}."
    if one.answer is Answer.CORRECTED:
        return f"‘{chosen}’ instead of ‘{item.label}’ is now a topic of this document."
    return f"‘{chosen}’ is now a topic of this document."
