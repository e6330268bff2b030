"""What statements add up to: the one formula behind KNOWS, and its plain-Python reference.

The store computes KNOWS in Cypher, in the transaction that writes a statement, with the constants
of `Weights` as parameters (see `graph.taggings`). `reference` is the same formula in Python: the
tests hold one against the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log2
from types import MappingProxyType

from graph.records import Knows, Source, Tagging, TaggingKind, TaggingStatus

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
HALF_LIFE = timedelta(days=730)
SCORE_DECIMALS = 6
COUNTED_KINDS = (TaggingKind.KNOWS, TaggingKind.HELPS)


def _sources() -> Mapping[str, float]:
    return MappingProxyType(
        {Source.SELF: 0.3, Source.PEER: 1.0, Source.IMPORT: 1.0, Source.MANAGER: 1.2}
    )


@dataclass(frozen=True, slots=True)
class Help:
    """That somebody's answer about a skill helped the one who asked, and when they said so."""

    asker: str
    person: str
    skill: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Weights:
    """How much one statement counts: by who says it, at which level, and whether it is mutual.

    `level_unsaid` is for a statement without a level; `levels` are for levels 1 to 5.
    `reciprocal` multiplies a statement that the tagged person also makes about the tagger, and
    the voice of one who was helped by an answer (`answer`) and helped the other too.
    """

    sources: Mapping[str, float] = field(default_factory=_sources)
    level_unsaid: float = 0.8
    levels: tuple[float, float, float, float, float] = (0.5, 0.7, 1.0, 1.3, 1.5)
    reciprocal: float = 0.5
    answer: float = 1.0

    def of(self, tagging: Tagging, *, reciprocal: bool) -> float:
        """Return the weight of one fresh statement; one about oneself always counts as self."""
        own = tagging.tagger == tagging.person
        source = self.sources[Source.SELF if own else tagging.source]
        level = self.level_unsaid if tagging.level is None else self.levels[tagging.level - 1]
        return source * level * (self.reciprocal if reciprocal and not own else 1.0)


WEIGHTS = Weights()


def strength(score: float, now: datetime) -> float:
    """Return how many fresh, independent, level-3 statements a stored score equals at `now`.

    Scores are kept in forward-decayed form (Cormode, Shkapenyuk, Srivastava and Xu, 'Forward
    decay', ICDE 2009), as a base-2 logarithm: dividing by today's factor is a subtraction.
    """
    return float(2.0 ** (score - _half_lives(now)))


def score(total: float) -> float:
    """Return the stored score of a sum of forward-decayed weights: log2, never below 0."""
    return round(max(0.0, log2(total)), SCORE_DECIMALS)


def reference(
    taggings: Iterable[Tagging],
    refused: Iterable[tuple[str, str]] = (),
    weights: Weights = WEIGHTS,
    helped: Iterable[Help] = (),
) -> dict[tuple[str, str], Knows]:
    """Return the KNOWS of each (person, skill) that `taggings` (all there are) add up to.

    Only active statements of the kinds knows and helps count, none of a `refused` pair. Each
    tagger has one voice for a pair: their strongest, or that of the answer that `helped` them.
    Independent of the Cypher, for tests; `documents` is 0.
    """
    everything, given = list(taggings), list(helped)
    active = {each.id for each in everything if each.status is TaggingStatus.ACTIVE}
    barred = frozenset(refused)
    pairs: dict[tuple[str, str], tuple[list[Tagging], list[Help]]] = {}
    for each in everything:
        if each.id in active and each.kind in COUNTED_KINDS:
            pairs.setdefault((each.person, each.skill), ([], []))[0].append(each)
    for one in given:
        if one.asker != one.person:
            pairs.setdefault((one.person, one.skill), ([], []))[1].append(one)
    both_ways = _help_both_ways(given)
    return {
        pair: _knows(pair, *truth, active, both_ways, weights)
        for pair, truth in pairs.items()
        if pair not in barred
    }


def _knows(
    pair: tuple[str, str],
    said: list[Tagging],
    helped: list[Help],
    active: set[str],
    both_ways: set[tuple[str, str, str]],
    weights: Weights,
) -> Knows:
    voices: dict[str, float] = {}
    levels: dict[str, int] = {}
    for each in said:
        weight = weights.of(each, reciprocal=_opposite(each) in active)
        voice = weight * 2.0 ** _half_lives(each.confirmed)
        voices[each.tagger] = max(voice, voices.get(each.tagger, 0.0))
        levels[each.tagger] = max(each.level or 0, levels.get(each.tagger, 0))
    for one in helped:
        mutual = (one.asker, one.person, one.skill) in both_ways
        weight = weights.answer * (weights.reciprocal if mutual else 1.0)
        voice = weight * 2.0 ** _half_lives(one.at)
        voices[one.asker] = max(voice, voices.get(one.asker, 0.0))
    person, skill = pair
    others = [level for tagger, level in levels.items() if tagger != person and level]
    return Knows(
        person=person,
        skill=skill,
        score=score(sum(voices.values())),
        level=sum(others) / len(others) if others else None,
        taggers=len(levels.keys() - {person}),
        self_level=levels.get(person),
        documents=0,
        answers=len({one.asker for one in helped}),
        last_confirmed=max([each.confirmed for each in said] + [one.at for one in helped]),
    )


def _help_both_ways(helped: Iterable[Help]) -> set[tuple[str, str, str]]:
    """Return (asker, person, skill) where each of the two helped the other about the skill."""
    given = {(one.asker, one.person, one.skill) for one in helped}
    return {one for one in given if (one[1], one[0], one[2]) in given}


def _opposite(tagging: Tagging) -> str:
    return f"{tagging.person}.{tagging.tagger}.{tagging.skill}.{tagging.kind}"


def _half_lives(at: datetime) -> float:
    return (at - EPOCH) / HALF_LIFE
