"""Labels that stand in a text word for word, but for the forms of the words (spaCy's matcher).

A vocabulary of 100,000 labels takes seconds to put into a `PhraseMatcher`. A text can hold only
labels all of whose words it has, and the label index knows those: the matcher is made of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tagging.text.forms import is_acronym
from tagging.words import stem

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Match:
    """A label (by its row) in a text, from one token up to another."""

    row: int
    first: int
    after: int


def matches(doc: "Doc", rows: Sequence[int], labels: Sequence[str]) -> list[Match]:
    """Return where the labels of these rows stand in `doc`, nested ones too.

    Words are compared by their stems, acronyms by exact case.
    """
    from spacy.matcher import PhraseMatcher

    from tagging.text.language import language

    if not rows:
        return []
    matcher = PhraseMatcher(doc.vocab, attr="NORM")
    reader = language()
    for row in rows:
        matcher.add(str(row), [_stemmed(reader.make_doc(labels[row]))])
    found = matcher(_stemmed(doc))
    each = (Match(int(doc.vocab.strings[key]), first, after) for key, first, after in found)
    return [one for one in each if _same_case(doc, one, labels[one.row])]


def is_lone_adjective(doc: "Doc", match: Match, label: str) -> bool:
    """Say whether an adjective alone stands for a noun of the same stem ('physical': physics)."""
    if match.after - match.first != 1 or doc[match.first].lower_ == label.lower():
        return False
    return bool(doc[match.first].pos_ == "ADJ" or doc[match.first].lower_.endswith("ical"))


def _stemmed(doc: "Doc") -> "Doc":
    for token in doc:
        token.norm_ = stem(token.lower_)
    return doc


def _same_case(doc: "Doc", match: Match, label: str) -> bool:
    return not is_acronym(label) or doc[match.first : match.after].text == label
