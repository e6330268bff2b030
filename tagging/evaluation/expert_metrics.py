"""Measures of a ranking of people against judged ones.

MAP and MRR, P@5, and nDCG@10 with gain 2^grade - 1 (C. Burges et al., 2005).
"""

from collections.abc import Mapping, Sequence
from math import exp2, log2

NAMES = ("MAP", "MRR", "nDCG@10", "P@5")


def measure(ranking: Sequence[str], grades: Mapping[str, float]) -> tuple[float, ...]:
    """Return the four measures of one ranking; who is judged but not ranked counts as missed."""
    hits = [grades.get(person, 0.0) > 0 for person in ranking]
    places = [place for place, hit in enumerate(hits, start=1) if hit]
    precise = sum(count / place for count, place in enumerate(places, start=1))
    highest = max(grades.values())
    gained = _gain([grades.get(person, 0.0) for person in ranking[:10]], highest)
    ideal = _gain(sorted(grades.values(), reverse=True)[:10], highest)
    return (
        precise / len(grades),
        1 / places[0] if places else 0.0,
        gained / ideal,
        sum(hits[:5]) / 5,
    )


def _gain(grades: Sequence[float], highest: float) -> float:
    # Over 2^highest, so that grades that are votes (hundreds, say) do not overflow.
    return sum(
        (exp2(grade - highest) - exp2(-highest)) / log2(place + 1)
        for place, grade in enumerate(grades, start=1)
    )
