"""Regions as people write them: 'Marram Bay and Port Carrow' is about Port Carrow too."""

import re
from collections.abc import Iterable
from functools import lru_cache

from graph.ids import fold

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=50_000)
def is_about(region: str, wanted: str) -> bool:
    """Say whether all of `wanted` stands in `region`, whole words in their order."""
    return bool(_WORD.search(wanted)) and _words(wanted) in _words(region)


def about(regions: Iterable[str], wanted: str) -> tuple[str, ...]:
    """Return those of `regions` that are about `wanted`."""
    return tuple(region for region in regions if is_about(region, wanted))


def single(regions: Iterable[str]) -> tuple[str, ...]:
    """Return `regions` without those that are two others together."""
    known = tuple(regions)
    return tuple(one for one in known if sum(is_about(one, other) for other in known) < 3)


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "
