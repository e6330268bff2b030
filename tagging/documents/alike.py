"""Similar documents, and what makes them so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph import documents
from graph.database import Database
from graph.documents import alike as documents_alike
from graph.records import Document
from tagging.documents import find, passages
from tagging.permissions import Permission, Viewer, require
from tagging.sentences import in_words
from tagging.words import STOP_WORDS, stem, tokens

_WORDS_COUNTED, _WORDS_LOOKED_UP, _SHORTEST_WORD = 20_000, 40, 4
_SHOWN_TOPICS, _SHOWN_WORDS = 3, 3


@dataclass(frozen=True, slots=True)
class Similar:
    """A document like another, and why, in words."""

    document: Document
    why: str


def similar(db: Database, viewer: Viewer, document_id: str, limit: int = 5) -> tuple[Similar, ...]:
    """Return the documents most like one; raises `DocumentNotFound`.

    They share topics with it (rare ones count more) or the words that tell it apart.
    """
    require(viewer, Permission.FIND)
    one = find(db, viewer, document_id)
    words = documents_alike.telling(db, _frequent(one))
    found = documents_alike.alike(db, document_id, words, viewer.person_id, limit)
    there = {each.id: each for each in documents.get_many(db, [each.id for each in found])}
    return tuple(
        Similar(there[each.id], _why([ref.name for ref in each.shared], there[each.id], words))
        for each in found
        if each.id in there
    )


def _frequent(document: Document) -> dict[str, int]:
    """Return the words that a document uses most, with how often; of the forms of one the first."""
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    number = 0
    for sentence in passages.sentences(f"{document.title}.\n{document.text}"):
        for word in tokens(sentence):
            number += 1
            if len(word) >= _SHORTEST_WORD and word.isalpha() and word not in STOP_WORDS:
                counted[first.setdefault(stem(word), word)] += 1
        if number > _WORDS_COUNTED:
            break
    return dict(counted.most_common(_WORDS_LOOKED_UP))


def _why(shared: Sequence[str], document: Document, words: Sequence[str]) -> str:
    if shared:
        return f"shares {in_words(list(shared[:_SHOWN_TOPICS]))}"
    there = {stem(word) for word in tokens(document.title)}
    there |= {
        stem(word) for line in passages.sentences(document.text[:20_000]) for word in tokens(line)
    }
    common = [word for word in words if stem(word) in there][:_SHOWN_WORDS]
    return f"also speaks of {in_words(common)}" if common else "uses like words"
