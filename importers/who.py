"""Whom a file means: people by id, e-mail address or name, and the nearest name otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.records import Ref
from tagging.identity import clean_id, fold

_MOST_SUGGESTIONS = 200
_LIKE_ENOUGH = 70.0


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody, or more than one, is meant by these words: why, and what to do."""

    reason: str
    mend: str


class Directory:
    """Everybody who can be meant, in memory: ids, e-mail addresses and names only."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._by_email: dict[str, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        self._found: dict[str, Ref | Unknown] = {}
        self._suggestions = 0

    def add(self, person_id: str, name: str, email: str, nicknames: Iterable[str] = ()) -> None:
        """Add a person; who is there already gets more names."""
        self._names[person_id] = name
        self._found.clear()
        if email:
            self._by_email.setdefault(fold(email), set()).add(person_id)
        for called in (name, *nicknames):
            self._by_name.setdefault(fold(called), set()).add(person_id)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of everybody there is so far."""
        return frozenset(self._names)

    def with_email(self, email: str) -> str | None:
        """Return the one person with this e-mail address, or None."""
        found = self._by_email.get(fold(email), set())
        return next(iter(found)) if len(found) == 1 else None

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._names

    def find(self, words: str) -> Ref | Unknown:
        """Return whom these words mean, or why that cannot be said."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = self._look_up(words)
        return found

    def _look_up(self, words: str) -> Ref | Unknown:
        person_id = clean_id("person", words)
        if person_id in self._names:
            return self._ref(person_id)
        folded = fold(words)
        ids = self._by_email.get(folded) or self._by_name.get(folded) or set()
        if len(ids) == 1:
            return self._ref(next(iter(ids)))
        if ids:
            return Unknown(
                f"{len(ids)} people are called this",
                "Give the person's id or e-mail address instead.",
            )
        return Unknown("Nobody here has this id, e-mail address or name", self._nearest(folded))

    def _ref(self, person_id: str) -> Ref:
        return Ref(person_id, self._names[person_id])

    def _nearest(self, folded: str) -> str:
        otherwise = "Import the person first, or correct the name."
        self._suggestions += 1
        if self._suggestions > _MOST_SUGGESTIONS or len(folded) > 100:
            return otherwise
        choices = self._by_email if "@" in folded else self._by_name
        near = process.extractOne(
            folded, choices.keys(), scorer=fuzz.WRatio, score_cutoff=_LIKE_ENOUGH
        )
        if near is None:
            return otherwise
        person_id = min(choices[near[0]])
        return f"Did you mean {self._names[person_id]} ({person_id})? {otherwise}"
