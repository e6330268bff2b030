"""What would be believed of people if what somebody says of them were not mutual any more."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.levels import Beliefs, at_least, estimate, position
from graph.algorithms.voices import voices
from graph.algorithms.workforce import Workforce

Pair = tuple[int, int]


class Mutuality:
    """The pairs of people who say of each other that they have a skill."""

    def __init__(self, workforce: Workforce, beliefs: Beliefs) -> None:
        self.workforce, self.beliefs = workforce, beliefs
        heard = voices(workforce)
        self._with: dict[int, list[Pair]] = {}
        for voice in np.flatnonzero(heard.mutual):
            pair = heard.pair[voice]
            tagger = int(heard.rater[voice])
            self._with.setdefault(tagger, []).append(
                (int(heard.person[pair]), int(heard.skill[pair]))
            )
        said = workforce.statements
        self._about = _Index(said.person, said.skill)
        self._by = _Index(said.tagger, said.skill)

    def without(self, person: int) -> dict[int, dict[int, float]]:
        """Return what changes where somebody leaves: rows of the beliefs, chances by level.

        What they said of others stays said, by the same raters; what others said of them does not.
        """
        changed = self._with.get(person, ())
        if not changed:
            return {}
        said = self.workforce.statements
        rows = np.unique(
            np.concatenate(
                [
                    part
                    for pair in changed
                    for part in (self._about.rows(*pair), self._by.rows(*pair))
                ]
            )
        )
        some = replace(self.workforce, statements=said.only(rows[said.person[rows] != person]))
        tried = estimate(some, fitted=self.beliefs.fitted)
        return dict(self._found(tried, changed))

    def _found(
        self, tried: Beliefs, changed: Iterable[Pair]
    ) -> Iterable[tuple[int, dict[int, float]]]:
        chances = {level: at_least(tried, level) for level in range(1, 6)}
        for pair in changed:
            row, at = position(self.beliefs, *pair), position(tried, *pair)
            if row is not None and at is not None:
                yield row, {level: float(values[at]) for level, values in chances.items()}


class _Index:
    """Where statements are, by a column of people and one of skills."""

    def __init__(self, people: NDArray[np.int32], skills: NDArray[np.int32]) -> None:
        self.width = int(skills.max(initial=0)) + 1
        keys = people.astype(np.int64) * self.width + skills
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]

    def rows(self, person: int, skill: int) -> NDArray[np.intp]:
        key = person * self.width + skill
        low, high = np.searchsorted(self.keys, [key, key + 1])
        return self.order[low:high]
