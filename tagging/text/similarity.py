"""How like a text is to each label of a vocabulary, by shared words and by shared letters.

Words: cosine of TF-IDF vectors over stems and pairs of stems, with 1 + ln(tf) and ln((n + 1) /
(df + 1/2)) (G. Salton and C. Buckley, 'Term-weighting approaches in automatic text retrieval',
1988). Letters: the same over runs of three and four letters inside words. Cover: the share of a
label's weight (sum of idf of its stems) that the text holds.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tagging.text.forms import plain_words, runs, stems, terms

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Matrix = Any  # scipy's matrices have no types


@dataclass(frozen=True)
class Space:
    """One way to turn a text into a vector: its terms, how telling each is, and every label's."""

    numbers: Mapping[str, int]
    idf: Floats
    labels: Matrix

    def vectors(self, counted: Sequence[Mapping[str, int]]) -> Matrix:
        """Return one row of length 1 for each bag of terms (0 where no term is known)."""
        return unit_rows(weighted(count_matrix(counted, self.numbers), self.idf))


@dataclass(frozen=True)
class LabelIndex:
    """Every label of a vocabulary as vectors. The rows of one skill stand together.

    `starts` has the first row of each skill, its preferred label, and one more for the end;
    `shared` says how many skills have this very label.
    """

    labels: tuple[str, ...]
    starts: Numbers
    shared: Numbers
    words: Space
    letters: Space
    cover: Matrix

    @property
    def size(self) -> int:
        """How many skills there are."""
        return len(self.starts) - 1

    def of_words(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors of texts by their words."""
        return self.words.vectors([Counter(terms(text)) for text in texts])

    def of_letters(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors of texts by their letters."""
        return self.letters.vectors([letters_of(text) for text in texts])

    def covered(self, texts: Sequence[str]) -> Matrix:
        """Return, text by label, the share of the label's weight that the text holds."""
        held = [dict.fromkeys(stems(text), 1) for text in texts]
        return count_matrix(held, self.words.numbers) @ self.cover

    def rows(self, skills: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of all labels of these skills, and where each skill's rows begin."""
        first, after = self.starts[skills], self.starts[skills + 1]
        lengths = (after - first).astype(np.int64)
        begins = np.concatenate(([0], np.cumsum(lengths)))
        rows = np.arange(begins[-1]) + np.repeat(first - begins[:-1], lengths)
        return rows, begins[:-1]


def build(groups: Sequence[Sequence[str]], tell: Callable[[int, int], None]) -> LabelIndex:
    """Return the index of a vocabulary: for each skill its labels, the preferred one first."""
    labels = tuple(label for group in groups for label in group)
    starts = np.concatenate(([0], np.cumsum([len(group) for group in groups]))).astype(np.int32)
    tell(0, 3)
    words = _space([Counter(terms(label)) for label in labels])
    tell(1, 3)
    letters = _letter_space(labels)
    tell(2, 3)
    cover = _cover([dict.fromkeys(stems(label), 1) for label in labels], words)
    tell(3, 3)
    return LabelIndex(labels, starts, _shared(groups), words, letters, cover)


def letters_of(text: str) -> Counter[str]:
    """Return how often each run of letters stands in a text."""
    return Counter(run for word in plain_words(text) for run in runs(word))


def count_matrix(counted: Sequence[Mapping[str, int]], numbers: Mapping[str, int]) -> Matrix:
    """Return bags of terms as rows; terms without a number are left out."""
    columns: list[int] = []
    values: list[int] = []
    ends = [0]
    for bag in counted:
        for term, count in bag.items():
            if (number := numbers.get(term)) is not None:
                columns.append(number)
                values.append(count)
        ends.append(len(columns))
    parts = np.array(values, np.float32), np.array(columns, np.int32), np.array(ends, np.int32)
    return sparse.csr_matrix(parts, shape=(len(counted), len(numbers)))


def weighted(counts: Matrix, idf: Floats) -> Matrix:
    """Return counts as (1 + ln count) times idf."""
    data = (1 + np.log(counts.data)) * idf[counts.indices]
    parts = data.astype(np.float32), counts.indices, counts.indptr
    return sparse.csr_matrix(parts, shape=counts.shape)


def unit_rows(matrix: Matrix) -> Matrix:
    """Return the rows with length 1; empty rows stay."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    lengths = np.sqrt(squares, where=squares > 0, out=np.ones_like(squares))
    data = matrix.data / np.repeat(lengths, np.diff(matrix.indptr))
    parts = data.astype(np.float32), matrix.indices, matrix.indptr
    return sparse.csr_matrix(parts, shape=matrix.shape)


def _space(counted: Sequence[Mapping[str, int]]) -> Space:
    numbers: dict[str, int] = {}
    for bag in counted:
        for term in bag:
            numbers.setdefault(term, len(numbers))
    return _weigh(count_matrix(counted, numbers), numbers)


def _letter_space(labels: Sequence[str]) -> Space:
    """Return the space of letters, made word by word: far fewer words than labels."""
    bags = [Counter(plain_words(label)) for label in labels]
    words = {word: number for number, word in enumerate(dict.fromkeys(w for b in bags for w in b))}
    of_words = [Counter(runs(word)) for word in words]
    numbers = {run: n for n, run in enumerate(dict.fromkeys(r for bag in of_words for r in bag))}
    return _weigh(count_matrix(bags, words) @ count_matrix(of_words, numbers), numbers)


def _weigh(counts: Matrix, numbers: Mapping[str, int]) -> Space:
    often = np.bincount(counts.indices, minlength=len(numbers))
    idf = np.log((counts.shape[0] + 1) / (often + 0.5)).astype(np.float32)
    return Space(numbers, idf, unit_rows(weighted(counts, idf)))


def _cover(held: Sequence[Mapping[str, int]], words: Space) -> Matrix:
    shares = count_matrix(held, words.numbers)
    shares.data = words.idf[shares.indices]
    mass = np.maximum(np.asarray(shares.sum(axis=1)).ravel(), 1e-6)
    shares.data = (shares.data / np.repeat(mass, np.diff(shares.indptr))).astype(np.float32)
    return shares.T.tocsr()


def _shared(groups: Sequence[Sequence[str]]) -> Numbers:
    keys = [[" ".join(stems(label)) for label in group] for group in groups]
    times = Counter(key for group in keys for key in set(group))
    return np.array([times[key] for group in keys for key in group], np.int32)
