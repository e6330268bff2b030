"""How alike people are in what they are said to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody like another: the likeness (0 to 1), and the skills that make it, most first."""

    person: str
    likeness: float
    shared: tuple[str, ...]


def rarity(everybody: int, holders: int) -> float:
    """Return how telling a skill is: ln(1 + people / who know it).

    Inverse document frequency (K. Sparck Jones, Journal of Documentation 28, 1972), smoothed so
    that a skill which everybody has still counts a little.
    """
    return log(1 + everybody / max(holders, 1))


def most_alike(
    person: str,
    strengths: Mapping[str, Mapping[str, float]],
    rarities: Mapping[str, float],
    limit: int = 5,
    least: float = 0.05,
) -> list[Alike]:
    """Return who of `strengths` (by person and skill) is most like `person`.

    Cosine of the vectors ln(1 + strength) x rarity (G. Salton and C. Buckley, 'Term-weighting
    approaches in automatic text retrieval', Information Processing and Management 24, 1988): how
    much alike is what they know, not how much it is. Time in the number of strengths. Symmetric;
    nobody is listed with less than `least`.
    """
    vectors = {
        one: {
            skill: log(1 + max(value, 0.0)) * rarities.get(skill, 0.0)
            for skill, value in known.items()
        }
        for one, known in strengths.items()
    }
    own = vectors.pop(person, {})
    found = [_compare(one, own, vector) for one, vector in vectors.items()]
    found = [one for one in found if one.likeness >= least]
    return sorted(found, key=lambda one: (-one.likeness, one.person))[:limit]


def _compare(person: str, own: Mapping[str, float], other: Mapping[str, float]) -> Alike:
    products = {skill: own[skill] * other[skill] for skill in own.keys() & other.keys()}
    length = sqrt(sum(value**2 for value in own.values()))
    length *= sqrt(sum(value**2 for value in other.values()))
    likeness = min(1.0, sum(products.values()) / length) if length else 0.0
    shared = sorted(
        (skill for skill, value in products.items() if value > 0),
        key=lambda skill: (-products[skill], skill),
    )
    return Alike(person, likeness, tuple(shared))
