"""Which occupation a title means, and which ones are nearest where it means none."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from tagging.errors import ImportFailed
from tagging.identity import fold

_NEAREST = 5
_LEAST_LIKE = 45


class Titles:
    """The occupations of a file, as they go by: only what the wanted one could be is kept."""

    def __init__(self, wanted: str) -> None:
        self._wanted = fold(wanted)
        self._said = " ".join(wanted.split())[:80]
        self._named: list[dict[str, str]] = []
        self._also: list[dict[str, str]] = []
        self._labels: dict[str, str] = {}

    def add(self, title: str, others: Iterable[str], record: dict[str, str]) -> None:
        """Take in an occupation: its title, other titles, and what is to be returned of it."""
        others = [other for other in others if other.strip()]
        if fold(title) == self._wanted:
            self._named.append(record)
        elif any(fold(other) == self._wanted for other in others):
            self._also.append(record)
        for label in (title, *others):
            self._labels.setdefault(fold(label), title)

    def found(self, file: str) -> dict[str, str]:
        """Return the one that is meant; raises `ImportFailed` with the nearest titles."""
        found = self._named or self._also
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(sorted(one["preferredLabel"] for one in found)[:_NEAREST])
            raise ImportFailed(f"Several occupations are called '{self._said}'. Name one: {names}.")
        near = self.nearest()
        hint = f"The nearest are: {'; '.join(near)}." if near else "No title is near to it."
        raise ImportFailed(f"{file} has no occupation '{self._said}'. {hint}")

    def nearest(self) -> list[str]:
        """Return the titles most like the one that was wanted, each once, the most like first."""
        hits = process.extract(
            self._wanted,
            list(self._labels),
            scorer=_likeness,
            limit=4 * _NEAREST,
            score_cutoff=_LEAST_LIKE,
        )
        return list(dict.fromkeys(self._labels[label] for label, _, _ in hits))[:_NEAREST]


def _likeness(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """Return how alike two titles are, 0 to 100: as a whole, and word for word in any order.

    Either measure alone errs: the first is taken in by a common part ('... engineer'), the second
    misses a short title inside a long one.
    """
    whole = fuzz.WRatio(one, other)
    if whole < (score_cutoff or 0):
        return 0.0
    return float(whole + fuzz.token_sort_ratio(one, other)) / 2
