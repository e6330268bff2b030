"""Understanding what documents are looked for: words that Lucene can take, and topics."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.database import Queryable
from graph.documents import found as store
from graph.documents.found import Question, Topic
from graph.records import Ref
from tagging.documents import passages
from tagging.vocabulary import Vocabulary
from tagging.words import stem

_MOST_WORDS = 20
_NARROWER_DEPTH, _MOST_NARROWER = 3, 200
_NARROWER_WEIGHT = 0.9
_LEAST_FIT = 0.5


@dataclass(frozen=True, slots=True)
class AsAsked:
    """A question as it was understood: its telling words, its topics, what had to be let go."""

    question: Question
    words: tuple[str, ...] = ()
    matched: tuple[Ref, ...] = ()
    note: str = ""


def asked(db: Queryable, vocabulary: Vocabulary, text: str, viewer: str | None) -> AsAsked:
    """Return what is looked for, in the strictest reading that finds something.

    All words, or a topic that they name; else all words or what is spelt nearly so; else some.
    """
    words = passages.telling(text)[:_MOST_WORDS]
    matched, topics = _named(vocabulary, text)
    if not words:
        note = "" if topics or not text.strip() else "Type words that say what it is about."
        return AsAsked(Question(topics=topics), matched=matched, note=note)
    if topics:
        found = store.matches(db, all_of(words), viewer)
        reading = all_of(words) if found else some_of(words)
        return AsAsked(Question(reading, topics, words_find=found), words, matched)
    for reading, note in (
        (all_of(words), ""),
        (nearly_all_of(words), "No document has these words as they are spelt; these come near."),
        (some_of(words), "No document has all of these words; these have some."),
    ):
        if store.matches(db, reading, viewer):
            return AsAsked(Question(reading), words, note=note)
    return AsAsked(Question(all_of(words)), words)


def _named(vocabulary: Vocabulary, text: str) -> tuple[tuple[Ref, ...], tuple[Topic, ...]]:
    """Return the topics that the text names, and the topics to look for: the narrower ones too."""
    matched: dict[str, Ref] = {}
    topics: dict[str, Topic] = {}
    for number, term in enumerate(vocabulary.terms(text)):
        for hit in term.hits:
            ref = vocabulary.ref(vocabulary.current_id(hit.entry.skill))
            if ref and term.whole and hit.fit >= _LEAST_FIT and ref.id not in matched:
                matched[ref.id] = ref
                topics[ref.id] = Topic(ref.id, number, hit.fit)
    for direct in tuple(topics.values()):
        below = vocabulary.best_known(direct.skill, _NARROWER_DEPTH, _MOST_NARROWER)
        for skill, steps in below.items():
            weight = direct.weight * _NARROWER_WEIGHT**steps
            topics.setdefault(skill, Topic(skill, direct.term, weight))
    return tuple(matched.values()), tuple(topics.values())


def all_of(words: Sequence[str]) -> str:
    """Return the full-text query for all of `words`, better side by side and in the title.

    `words` are letters and digits in lower case, so that none is an operator of the query's.
    """
    needed = " ".join(f"+{word}" for word in words)
    titled = " ".join(f"title:{word}" for word in words)
    together = f'"{" ".join(words)}"^2' if len(words) > 1 else ""
    return f"{needed} {titled} {together}".strip()


def nearly_all_of(words: Sequence[str]) -> str:
    """Return the full-text query for all of `words`, or what begins so or is spelt nearly so."""
    return " ".join(f"+({word}^4 {word}*{_slips(word)})" for word in words)


def some_of(words: Sequence[str]) -> str:
    """Return the full-text query for any of `words`."""
    return " ".join(words)


def _slips(word: str) -> str:
    if len(word) < 4:
        return ""
    return f" {stem(word)}~{1 if len(word) < 6 else 2}"
