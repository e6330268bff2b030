"""Which skills a sentence may be about, and every sign for and against each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tagging.text.forms import stems
from tagging.text.fusion import MEANING, PLAIN
from tagging.text.language import Sentence, phrases
from tagging.text.matcher import Match, is_lone_adjective, matches
from tagging.text.similarity import LabelIndex, Matrix

if TYPE_CHECKING:
    from tagging.text.meaning import Meaning

_AT_ONCE = 32
_MOST_BY_WORDS = 50
_MOST_BY_MEANING = 50
_WHOLLY_COVERED = 0.999
_MOST_MATCHED = 400
_MOST_LABELS = 30


@dataclass(frozen=True)
class Candidates:
    """What one sentence may be about: skill numbers, and a row of signs for each."""

    sentence: Sentence
    phrases: list[tuple[int, int]]
    matches: list[Match]
    skills: NDArray[np.int64]
    signs: NDArray[np.float32]


@dataclass(frozen=True)
class Lookup:
    """What candidates are looked up in: the index of labels, the skills' ids, perhaps meaning."""

    index: LabelIndex
    ids: Sequence[str]
    numbers: Mapping[str, int]
    by_words: Matrix
    sizes: NDArray[np.float32]
    meaning: "Meaning | None" = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the signs, in their order."""
        return (*PLAIN, *MEANING) if self.meaning else PLAIN

    def candidates(self, sentences: Sequence[Sentence]) -> list[Candidates]:
        """Return what each sentence may be about."""
        found: list[Candidates] = []
        for first in range(0, len(sentences), _AT_ONCE):
            found += self._some(sentences[first : first + _AT_ONCE])
        return found

    def _some(self, sentences: Sequence[Sentence]) -> list[Candidates]:
        index, texts = self.index, [one.text for one in sentences]
        held = [phrases(one.doc) for one in sentences]
        near = self._near(sentences, held)
        words = (index.of_words(texts) @ self.by_words).toarray()
        cover = index.covered(texts).toarray()
        begins, preferred = index.starts[:-1], index.starts[:-1]
        best_words = np.maximum.reduceat(words, begins, axis=1)
        best_cover = np.maximum.reduceat(cover, begins, axis=1)
        found = []
        for number, one in enumerate(sentences):
            likely = [
                best_words[number],
                words[number, preferred],
                best_words[number] + best_cover[number],
                words[number, preferred] + cover[number, preferred],
            ]
            inside, mistaken = self._inside(one, cover[number])
            skills = self._union(likely, inside, near[number])
            skills = skills[~np.isin(skills, mistaken)]
            signs = [
                *(each[number][skills] for each in (best_words,)),
                words[number, preferred[skills]],
                best_cover[number][skills],
                cover[number, preferred[skills]],
                *self._closer(one, held[number], skills),
                *self._matched(inside, skills),
                *self.sizes[:, skills],
                *near[number].signs(skills),
            ]
            found.append(
                Candidates(one, held[number], inside, skills, np.stack(signs, 1).astype(np.float32))
            )
        return found

    def _union(
        self, likely: Sequence[NDArray[np.float32]], inside: Sequence[Match], near: "Near"
    ) -> NDArray[np.int64]:
        most = min(_MOST_BY_WORDS, self.index.size)
        parts = [np.argpartition(-each, most - 1)[:most] for each in likely]
        parts = [part[each[part] > 0] for part, each in zip(parts, likely, strict=True)]
        parts += [self.skill_of([one.row for one in inside]), near.most_likely()]
        return np.unique(np.concatenate(parts)).astype(np.int64)

    def knows(self, words: str) -> bool:
        """Say whether these words are a label, but for the forms of the words."""
        held = self.index.covered([words])
        whole = np.flatnonzero(held.toarray()[0] > _WHOLLY_COVERED)
        wanted = sorted(stems(words))
        return any(sorted(stems(self.index.labels[row])) == wanted for row in whole)

    def skill_of(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """Return the skills that these label rows belong to."""
        return np.searchsorted(self.index.starts, np.array(rows, np.int64), side="right") - 1

    def _inside(
        self, sentence: Sentence, cover: NDArray[np.float32]
    ) -> tuple[list[Match], NDArray[np.int64]]:
        """Return the labels in a sentence, and skills that only an adjective seems to name."""
        doc, labels = sentence.doc, self.index.labels
        rows = np.flatnonzero(cover > _WHOLLY_COVERED)[:_MOST_MATCHED].tolist()
        found = matches(doc, rows, labels)
        lone = [one for one in found if is_lone_adjective(doc, one, labels[one.row])]
        kept = [one for one in found if one not in lone]
        doubted = self.skill_of([one.row for one in lone])
        return kept, np.setdiff1d(doubted, self.skill_of([one.row for one in kept]))

    def _closer(
        self, sentence: Sentence, held: Sequence[tuple[int, int]], skills: NDArray[np.int64]
    ) -> list[NDArray[np.float32]]:
        """Return the likeness by letters, and that of the best phrase by words and letters."""
        index = self.index
        texts = [sentence.text, *(sentence.doc[first:after].text for first, after in held)]
        rows, begins = index.rows(skills)
        if not len(rows):
            return [np.zeros(0, np.float32)] * 4
        words = (index.words.labels[rows] @ index.of_words(texts).T).toarray()
        letters = (index.letters.labels[rows] @ index.of_letters(texts).T).toarray()
        phrase = words[:, 1:].max(axis=1, initial=0.0)
        return [
            np.maximum.reduceat(letters[:, 0], begins),
            np.maximum.reduceat(phrase, begins),
            phrase[begins],
            np.maximum.reduceat(letters[:, 1:].max(axis=1, initial=0.0), begins),
        ]

    def _matched(
        self, inside: Sequence[Match], skills: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return whether the preferred label is there, and how surely another one (0 to 1)."""
        preferred = np.zeros(len(skills), np.float32)
        other = np.zeros(len(skills), np.float32)
        places = np.searchsorted(skills, self.skill_of([one.row for one in inside]))
        for one, place in zip(inside, places, strict=True):
            sure = 1.0 / float(self.index.shared[one.row])
            if one.row == self.index.starts[skills[place]]:
                preferred[place] = max(preferred[place], sure)
            else:
                other[place] = max(other[place], sure)
        return preferred, other

    def _near(
        self, sentences: Sequence[Sentence], held: Sequence[Sequence[tuple[int, int]]]
    ) -> list["Near"]:
        if not self.meaning:
            return [Near([], [])] * len(sentences)
        texts = [one.text for one in sentences]
        parts = [
            [s.doc[a:b].text for a, b in each] for s, each in zip(sentences, held, strict=True)
        ]
        every = dict.fromkeys([*texts, *(part for each in parts for part in each)])
        answers = self.meaning.nearest(list(every), min(_MOST_BY_MEANING, self.index.size))
        lists = {
            text: NearList.of(answer, self.numbers)
            for text, answer in zip(every, answers, strict=True)
        }
        return [
            Near([lists[text]], [lists[part] for part in each])
            for text, each in zip(texts, parts, strict=True)
        ]


@dataclass(frozen=True)
class NearList:
    """The skills nearest to one text in meaning, by number in order, and how near each is."""

    skills: NDArray[np.int64]
    scores: NDArray[np.float32]

    @property
    def floor(self) -> float:
        """How near the skills that are not in the list are at most."""
        return float(self.scores.min(initial=1.0)) if len(self.scores) else 0.0

    @classmethod
    def of(cls, answer: Mapping[str, float], numbers: Mapping[str, int]) -> "NearList":
        """Return the answer of `Meaning.nearest` by the numbers of skills."""
        known = sorted((numbers[key], score) for key, score in answer.items() if key in numbers)
        skills = np.array([number for number, _ in known], np.int64)
        return cls(skills, np.array([score for _, score in known], np.float32))

    def of_skills(self, skills: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return how near these skills are; those not in the list are as near as the last."""
        if not len(self.skills):
            return np.zeros(len(skills), np.float32)
        places = np.minimum(np.searchsorted(self.skills, skills), len(self.skills) - 1)
        there = self.skills[places] == skills
        return np.where(there, self.scores[places], self.floor).astype(np.float32)


@dataclass(frozen=True)
class Near:
    """What is near a sentence, and near each of its phrases."""

    whole: list[NearList]
    parts: list[NearList]

    def most_likely(self) -> NDArray[np.int64]:
        """Return the skills nearest to the sentence, and the nearest of each phrase."""
        nearest = [one.skills[np.argsort(-one.scores)[:10]] for one in self.parts]
        everything = [one.skills for one in self.whole] + nearest
        return np.concatenate([np.zeros(0, np.int64), *everything])

    def signs(self, skills: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        """Return how near each skill is to the sentence, and to the phrase that is nearest."""
        if not self.whole:
            return []
        whole = self.whole[0].of_skills(skills)
        parts = [one.of_skills(skills) for one in self.parts]
        return [whole, np.max(parts, axis=0) if parts else whole]


def lookup(index: LabelIndex, ids: Sequence[str], meaning: "Meaning | None") -> Lookup:
    """Return what candidates are looked up in."""
    labels_each = np.diff(index.starts)
    lengths = [len(stems(index.labels[row])) for row in index.starts[:-1]]
    sizes = np.stack([np.log1p(lengths), np.log(np.minimum(labels_each, _MOST_LABELS))])
    numbers = {key: number for number, key in enumerate(ids)}
    by_words = index.words.labels.T.tocsr()
    return Lookup(index, ids, numbers, by_words, sizes.astype(np.float32), meaning)
