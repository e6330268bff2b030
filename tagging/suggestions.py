"""Which skills a text is about: suggestions with their evidence, for a person to decide.

The door of text analysis. It knows no database: it gets the labels of a vocabulary and a folder
for its cache. See docs/suggestions.md for how it works and how well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from graph.skills import LabelRow
from tagging.text import cache
from tagging.text.aggregate import Hit, over_sentences
from tagging.text.boilerplate import without_boilerplate
from tagging.text.candidates import Lookup, lookup
from tagging.text.evidence import Evidence, evidence
from tagging.text.fusion import Weights, refit, shipped
from tagging.text.language import Sentence, read
from tagging.text.meaning import Meaning
from tagging.text.second_look import again, doubt
from tagging.text.similarity import build
from tagging.text.terms_found import terms_found

__all__ = ["Found", "Kind", "Meaning", "Suggester", "Weights", "refit", "shipped"]

Kind = Literal["explicit", "implied", "new term"]
Tell = Callable[[int, int], None]
_LONGEST_TEXT = 1_000_000
_WHOLE_TEXT = 4
_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One suggestion. `start` and `end` are character offsets of the evidence in the text.

    `skill` is None for a new term; `probability` is for 'a person would accept this'; `decided`
    says in words what decided it; `features` are the signs that `refit` learns from.
    """

    skill: str | None
    label: str
    kind: Kind
    probability: float
    sentence: str
    start: int
    end: int
    features: dict[str, float]
    decided: str


@dataclass(frozen=True)
class Suggester:
    """Suggests the skills of one vocabulary. Make it with `open`; it may be kept and reused."""

    lookup: Lookup
    weights: Weights

    @classmethod
    def open(
        cls,
        labels: Iterable[LabelRow],
        cache_folder: Path,
        *,
        edition: str,
        model: Weights | None = None,
        meaning: Meaning | None = None,
        tell: Tell | None = None,
    ) -> "Suggester":
        """Return the suggester of a vocabulary, from the cache where it has this very one.

        Otherwise the index is built (seconds for a large vocabulary; `tell` hears how far it is)
        and cached. `edition` names the vocabulary, so that two with the same labels have a file
        each. Retired skills count only where another has replaced them.
        """
        rows = [row for row in labels if row.label.strip() and (not row.retired or row.replaced_by)]
        ids, groups = [row.id for row in rows], [_labels(row) for row in rows]
        path = cache.path_of(cache_folder, cache.digest([edition, *ids], [(), *groups]))
        index = cache.load(path, groups)
        if index is None:
            index = build(groups, tell or _say_nothing)
            cache.save(path, index)
        return cls(lookup(index, ids, meaning), model or shipped())

    def suggest(self, text: str, *, most: int = 40, least: float = 0.05) -> tuple[Found, ...]:
        """Return what `text` is about, most certain first: at most so many, at least so probable.

        Boilerplate counts for nothing. Never raises, whatever the text is.
        """
        text = _readable(text)
        sentences = read(text, without_boilerplate(text))
        hits = self._hits(sentences, least)[: _LOOKED_AT * most]
        skills = [one for one in self._looked_again(hits, sentences) if one.probability >= least]
        known = {term for one in skills for term in (one.label.casefold(),)}
        terms = [
            Found(None, term.words, "new term", term.probability, term.sentence, term.start,
                  term.end, {}, "used again and again here, and no skill has this name")
            for term in terms_found(text, sentences, self._knows(known))
            if term.probability >= least
        ]  # fmt: skip
        return tuple(sorted([*skills, *terms], key=lambda one: -one.probability)[:most])

    def ranked(self, text: str, most: int = 10) -> list[tuple[str, float]]:
        """Return the ids of the likeliest skills with their probability, without the evidence."""
        text = _readable(text)
        hits = self._hits(read(text, without_boilerplate(text)), 0.0)
        return [(self.lookup.ids[hit.skill], hit.probability) for hit in hits[:most]]

    def _hits(self, sentences: list[Sentence], least: float) -> list[Hit]:
        if not self.lookup.ids:
            return []
        return over_sentences(self.lookup, self.weights, sentences, least)

    def _looked_again(self, hits: list[Hit], sentences: list[Sentence]) -> list[Found]:
        """Return suggestions; in a whole text, those of a second look, most probable first."""
        found = [self._found(one) for one in hits]
        if len(sentences) < _WHOLE_TEXT:
            return found
        doubted = [_less(one, doubt(self._labels_of(hit.skill), one.sentence))
                   for one, hit in zip(found, hits, strict=True)]  # fmt: skip
        doubted.sort(key=lambda one: -one.probability)
        factors = again([(one.start, one.end) for one in doubted])
        looked = [_less(one, factor) for one, factor in zip(doubted, factors, strict=True)]
        return sorted(looked, key=lambda one: -one.probability)

    def _labels_of(self, skill: int) -> list[str]:
        index = self.lookup.index
        return list(index.labels[index.starts[skill] : index.starts[skill + 1]])

    def _found(self, hit: Hit) -> Found:
        shown: Evidence = evidence(self.lookup, hit)
        return Found(
            skill=self.lookup.ids[hit.skill],
            label=self.lookup.index.labels[self.lookup.index.starts[hit.skill]],
            kind=shown.kind,
            probability=hit.probability,
            sentence=hit.candidates.sentence.text,
            start=shown.start,
            end=shown.end,
            features=hit.signs,
            decided=shown.words,
        )

    def _knows(self, found: set[str]) -> Callable[[str], bool]:
        return lambda words: words.casefold() in found or self.lookup.knows(words)


def _less(found: Found, factor: float) -> Found:
    return replace(found, probability=found.probability * factor)


def _labels(row: LabelRow) -> tuple[str, ...]:
    """Return the labels of a skill, the preferred one first, each once whatever its capitals."""
    every = (" ".join(label.split()) for label in (row.label, *row.alternative_labels))
    return tuple({label.casefold(): label for label in reversed([*every]) if label}.values())[::-1]


def _readable(text: str) -> str:
    """Return the text with half characters replaced (offsets stay), not longer than a book."""
    return text[:_LONGEST_TEXT].encode("utf-8", "replace").decode() if text else ""


def _say_nothing(_done: int, _total: int) -> None:
    pass
