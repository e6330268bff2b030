"""What suggestions are measured against, computed in the same run: simple ways that anyone has.

Each is a function of texts that gives, text by text, the likeliest skills in order.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.skills import LabelRow
from tagging.evaluation.metrics import DEPTH
from tagging.text.meaning import Meaning

Ranking = list[str]
Baseline = Callable[[Sequence[str]], list[Ranking]]
_AT_ONCE = 64
_K1, _B = 1.5, 0.75


def baselines(
    labels: Sequence[LabelRow], meaning: Meaning | None = None
) -> Mapping[str, Callable[[], Baseline]]:
    """Return, by name, what makes each baseline ready (which takes seconds)."""
    made: dict[str, Callable[[], Baseline]] = {
        "PhraseMatcher, preferred labels": lambda: phrase_matcher(labels, others=False),
        "PhraseMatcher, all labels": lambda: phrase_matcher(labels, others=True),
        "TF-IDF of words, preferred labels": lambda: tf_idf(labels, others=False),
        "TF-IDF of words, all labels": lambda: tf_idf(labels, others=True),
        "TF-IDF of letters, preferred labels": lambda: tf_idf(labels, others=False, letters=True),
        "BM25, all labels": lambda: bm25(labels),
    }
    if meaning:
        made["sentence model alone"] = lambda: by_meaning(meaning)
    return made


def phrase_matcher(labels: Sequence[LabelRow], others: bool) -> Baseline:
    """Return spaCy's PhraseMatcher on small letters: longer matches first."""
    import spacy
    from spacy.matcher import PhraseMatcher

    reader = spacy.blank("en")
    matcher = PhraseMatcher(reader.vocab, attr="LOWER")
    for row in labels:
        names = (row.label, *row.alternative_labels) if others else (row.label,)
        matcher.add(row.id, [reader.make_doc(name) for name in names])

    def rank(texts: Sequence[str]) -> list[Ranking]:
        found = []
        for text in texts:
            spans = sorted(matcher(reader.make_doc(text)), key=lambda m: (m[1] - m[2], m[1]))
            found.append(list(dict.fromkeys(reader.vocab.strings[key] for key, _, _ in spans)))
        return found

    return rank


def tf_idf(labels: Sequence[LabelRow], others: bool, letters: bool = False) -> Baseline:
    """Return the cosine of scikit-learn's TF-IDF vectors of text and label, best label each."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names, starts = _names(labels, others)
    shape: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5)} if letters else {}
    vectoriser = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **shape)
    matrix = vectoriser.fit_transform(names).T.tocsr()

    def rank(texts: Sequence[str]) -> list[Ranking]:
        return _ranked(vectoriser.transform(texts), matrix, starts, labels)

    return rank


def bm25(labels: Sequence[LabelRow]) -> Baseline:
    """Return BM25 over all labels of a skill (S. Robertson and H. Zaragoza, 2009)."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(dtype=np.float32)
    texts = [" ".join((row.label, *row.alternative_labels)) for row in labels]
    counts = counter.fit_transform(texts).tocsr()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    often = Counter(counts.indices.tolist())
    df = np.array([often[number] for number in range(counts.shape[1])])
    idf = np.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
    norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1e-9))
    spread = np.repeat(norm, np.diff(counts.indptr))
    counts.data = counts.data * (_K1 + 1) / (counts.data + spread) * idf[counts.indices]
    matrix, starts = counts.T.tocsr(), np.arange(len(texts))

    def rank(wanted: Sequence[str]) -> list[Ranking]:
        return _ranked(counter.transform(wanted), matrix, starts, labels)

    return rank


def by_meaning(meaning: Meaning) -> Baseline:
    """Return the nearest skills of the whole text by the sentence model."""

    def rank(texts: Sequence[str]) -> list[Ranking]:
        answers = meaning.nearest(texts, DEPTH)
        return [sorted(one, key=lambda key: -one[key]) for one in answers]

    return rank


def _names(labels: Sequence[LabelRow], others: bool) -> tuple[list[str], Any]:
    groups = [(row.label, *row.alternative_labels) if others else (row.label,) for row in labels]
    starts = np.concatenate(([0], np.cumsum([len(group) for group in groups])))[:-1]
    return [name for group in groups for name in group], starts


def _ranked(queries: Any, matrix: Any, starts: Any, labels: Sequence[LabelRow]) -> list[Ranking]:
    found: list[Ranking] = []
    for first in range(0, queries.shape[0], _AT_ONCE):
        scores = (queries[first : first + _AT_ONCE] @ matrix).toarray()
        best = np.maximum.reduceat(scores, starts, axis=1)
        for row in best:
            order = np.argsort(-row, kind="stable")[:DEPTH]
            found.append([labels[number].id for number in order if row[number] > 0])
    return found
