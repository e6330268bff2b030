"""Is something said more often than it was? An exact test on counts of two periods."""

from math import comb


def chance_of_as_many(now: int, before: int, share: float) -> float:
    """Return the chance of `now` or more of `now + before`, if each fell here by `share`.

    The conditional test for two Poisson rates: given the total, the count of one period is
    binomial with that period's share of all (Przyborowski and Wilenski, Biometrika 31, 1940).
    `share` is 0 to 1. Raises `ValueError` for counts below 0 or another share.
    """
    if now < 0 or before < 0 or not 0 <= share <= 1:
        raise ValueError("counts are 0 or more, and the share is between 0 and 1")
    total = now + before
    tail = sum(
        comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(now, total + 1)
    )
    return min(1.0, tail)


def rises(
    now: int, before: int, all_now: int, all_before: int, *, least: int, chance: float
) -> bool:
    """Say whether a skill is in more documents than before, beyond there being more documents.

    It is in at least `least` documents now, in a larger share of them than before, and chance
    alone would bring as many in at most `chance` of cases. With no document in either period
    nothing can be told, so nothing rises.
    """
    if now < least or not all_now or not all_before:
        return False
    if now * all_before <= before * all_now:
        return False
    return chance_of_as_many(now, before, all_now / (all_now + all_before)) <= chance
