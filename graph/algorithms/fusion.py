"""Several ranked lists made into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K = 60


@dataclass(frozen=True, slots=True)
class Fused:
    """One key of the joint list, its score, and its place (from 1) in each list it stands in."""

    key: str
    score: float
    places: Mapping[str, int]


def fuse(
    lists: Mapping[str, Sequence[str]], weights: Mapping[str, float] | None = None, k: int = K
) -> list[Fused]:
    """Return the joint list, best first: each key's sum of weight / (`k` + its place in a list).

    Reciprocal rank fusion (G. Cormack, C. Clarke and S. Buettcher, SIGIR 2009, with its k = 60);
    a list that `weights` does not name counts 1. Only places count, so that lists whose scores
    have nothing in common can be joined. Takes n log n in the number of entries.
    """
    scores: dict[str, float] = {}
    places: dict[str, dict[str, int]] = {}
    for name, keys in lists.items():
        weight = 1.0 if weights is None else weights.get(name, 1.0)
        for place, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0.0) + weight / (k + place)
            places.setdefault(key, {})[name] = place
    order = sorted(scores, key=lambda key: (-scores[key], key))
    return [Fused(key, scores[key], places[key]) for key in order]
