"""Statements as the rater model hears them: one voice of each rater for a person and skill."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.workforce import From, Numbers, Statements, Workforce

Floats = NDArray[np.float64]
SOURCES = tuple(From)
_SELF = SOURCES.index(From.SELF)


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says what, v voices about k pairs of person and skill.

    The pairs are sorted by skill, then person; the voices by pair, so that those of pair i are
    `starts[i]` up to `starts[i + 1]`. Voices have shape (v,): `pair`; `rater`, which is the
    tagger's position for what they say of others, n + position for what they say of themself, and
    2n for a tagger who is not there; `source`; `level` (0: none said); `mutual`, where the person
    says something of the tagger and the same skill; `age` in days. Of a pair: `person`, `skill`,
    `peers` (how many others speak), `own` (the person does), `freshest` (ordinal of a day).
    """

    people: int
    person: Numbers
    skill: Numbers
    starts: NDArray[np.intp]
    peers: Numbers
    own: NDArray[np.bool_]
    freshest: Numbers
    pair: NDArray[np.intp]
    rater: Numbers
    source: Numbers
    level: Floats
    mutual: NDArray[np.bool_]
    age: Floats

    def per_pair(self, values: Floats) -> Floats:
        """Return the sums of `values` (v,) over the voices of each pair, (k,)."""
        if not len(values):
            return np.zeros(0)
        return np.add.reduceat(values, self.starts[:-1])


def sums(where: NDArray[np.integer], values: Floats, count: int) -> Floats:
    """Return the sums (count,) of the values that belong to each number from 0."""
    return np.bincount(where, values, count).astype(np.float64, copy=False)


def voices(workforce: Workforce) -> Voices:
    """Return the voices in a workforce's statements.

    A rater who made several statements about a pair (knows and helps) has one voice: one with a
    level before one without, then the newest, then the highest. Raters who are not there any more
    cannot be told apart, so each of their statements is a voice.
    """
    said, people = workforce.statements, len(workforce.members.ids)
    pair_key = said.skill.astype(np.int64) * people + said.person
    chosen = _one_each(said, pair_key, people)
    key = pair_key[chosen]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    starts = np.append(first, len(key))
    person, tagger = said.person[chosen], said.tagger[chosen]
    own = tagger == person
    spoken = np.where(own, person + people, np.where(tagger < 0, 2 * people, tagger))
    confirmed = said.confirmed[chosen]
    pair = np.repeat(np.arange(len(first)), np.diff(starts))
    own_of_pair = np.bincount(pair, own, len(first)).astype(np.int32)
    return Voices(
        people=people,
        person=person[first],
        skill=said.skill[chosen][first],
        starts=starts,
        peers=(np.diff(starts) - own_of_pair).astype(np.int32),
        own=own_of_pair > 0,
        freshest=np.maximum.reduceat(confirmed, first) if len(first) else confirmed,
        pair=pair,
        rater=spoken.astype(np.int32),
        source=np.where(own, _SELF, said.source[chosen]).astype(np.int32),
        level=said.level[chosen].astype(np.float64),
        mutual=_mutual(said.skill[chosen], person, tagger, people),
        age=np.maximum(workforce.day.toordinal() - confirmed, 0).astype(np.float64),
    )


def _one_each(said: Statements, pair_key: NDArray[np.int64], people: int) -> NDArray[np.intp]:
    """Return the positions of the statements that count, sorted by pair, then tagger."""
    voice = pair_key * (people + 1) + said.tagger + 1
    steps = np.diff(voice)
    if (steps > 0).all():
        return np.arange(len(voice))
    order = np.arange(len(voice)) if (steps >= 0).all() else np.argsort(voice, kind="stable")
    again = voice[order][1:] == voice[order][:-1]
    if again.any():
        order = _best_first(said, voice, order)
        again = voice[order][1:] == voice[order][:-1]
    drop = np.append(False, again) & (said.tagger[order] >= 0)
    kept: NDArray[np.intp] = order[~drop]
    return kept


def _best_first(
    said: Statements, voice: NDArray[np.int64], order: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return `order` with statements of one voice, of which there are few, the best first."""
    same = voice[order][1:] == voice[order][:-1]
    several = np.flatnonzero(np.append(same, False) | np.append(False, same))
    rows = order[several]
    level, confirmed = said.level[rows], said.confirmed[rows]
    ranked = np.lexsort((-level, -confirmed, level == 0, voice[rows]))
    better = order.copy()
    better[several] = rows[ranked]
    return better


def _mutual(skill: Numbers, person: Numbers, tagger: Numbers, people: int) -> NDArray[np.bool_]:
    """Return which voices have one the other way round: the same skill, the roles exchanged."""
    low, high = np.minimum(person, tagger), np.maximum(person, tagger)
    others = np.flatnonzero((person != tagger) & (tagger >= 0))
    key = (skill[others].astype(np.int64) * people + low[others]) * people + high[others]
    order = np.argsort(key)
    same = key[order][1:] == key[order][:-1]
    mutual = np.zeros(len(person), bool)
    mutual[others[order]] = np.append(same, False) | np.append(False, same)
    return mutual
