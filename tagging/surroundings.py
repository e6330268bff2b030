"""Places, teams, organisations, roles and languages, found in a question by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.records import Ref
from graph.surroundings import Named
from tagging.lmi.tables import table
from tagging.words import tokens

_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question names: one's own (with an id), or only known from the table.

    `own` are the organisation's places that lie in it, where it is a region.
    """

    id: str
    name: str
    own: tuple[Ref, ...] = ()


class Surroundings:
    """The names that questions are read for. Never changed: renewed whole."""

    def __init__(self, named: Named | None = None) -> None:
        """Index the names; without any, only the table of places is known."""
        named = named or Named()
        self.named = named
        self.languages = {tuple(tokens(one)): one for one in named.languages if tokens(one)}
        self.teams = _by_words((tuple(tokens(one.name.split(">")[-1])), one) for one in named.teams)
        self.organisations = _by_words(
            (tuple(tokens(one.name)), one) for one in named.organisations
        )
        self.roles = _by_words((tuple(tokens(one.name)), one) for one in named.roles)
        self._own = _by_words((tuple(tokens(one.name)), one) for one in named.places)
        self._joined = {"".join(words): words for words in self._own if len("".join(words)) >= 5}

    def place(self, words: tuple[str, ...]) -> Place | None:
        """Return the place of this very name: one's own, else a region or town of the table."""
        if own := self._own.get(words):
            return Place(own.id, own.name)
        name = _table_names().get(words)
        return Place("", name, self._within(name)) if name else None

    def misspelt_place(self, words: tuple[str, ...]) -> Place | None:
        """Return one's own place spelt nearly so: one slip, two from eight letters on."""
        typed = "".join(words)
        if len(typed) < 5:
            return None
        found = process.extractOne(
            typed, list(self._joined), scorer=OSA.distance, score_cutoff=1 if len(typed) < 8 else 2
        )
        return self.place(self._joined[found[0]]) if found and found[0][0] == typed[0] else None

    def _within(self, name: str) -> tuple[Ref, ...]:
        places = table("places")
        towns = [town for region, listed in places["towns"].items()
                 if name == region or name in _parted(places["regions"].get(region, ""))
                 for town in _parted(listed)]  # fmt: skip
        found = (self._own.get(tuple(tokens(town))) for town in towns)
        return tuple(one for one in found if one)


def _by_words(pairs: Iterable[tuple[tuple[str, ...], Ref]]) -> dict[tuple[str, ...], Ref]:
    return {words: ref for words, ref in pairs if 0 < len(words) <= _LONGEST_NAME}


@cache
def _table_names() -> Mapping[tuple[str, ...], str]:
    places = table("places")
    listed = [one for group in ("regions", "towns") for one in places[group].values()]
    names = [name for each in listed for name in _parted(each)]
    nations = [one for one in _parted(places["nations"]) if one != one.lower()]
    wanted = [name for name in (*nations, *names) if len(name) > 2]
    return {tuple(tokens(name)): name for name in wanted}


def _parted(names: str) -> list[str]:
    return [name.strip() for line in names.splitlines() for name in line.split(";") if name.strip()]
