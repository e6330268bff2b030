"""Holes in what is known: what exists elsewhere, or is needed, but is missing or old here.

Pure rules on what documents say they are; each hole says in a sentence what is missing, with a
weight by what hangs on it. Weights only order the list: they are not shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from graph.ids import fold
from graph.knowledge_base import Entry, Required
from graph.records import LMI_TYPES, Ref
from tagging.documents.words import Currency, currency
from tagging.regions import is_about

_NO_SECTORS = frozenset({"", "all", "all sectors", "any", "cross-sector", "general", "various"})
_CURRENT = (Currency.CURRENT, Currency.DUE)
_ONCE_THERE = 2.5
_MOST_OF_A_KIND, _MOST_ABOUT_ONE = 5, 2
_USUAL_TYPE = 0.5
_FEWEST_FOR_A_TYPE = 2


@dataclass(frozen=True, slots=True)
class Hole:
    """Something missing. `chosen` are the filters of what there is; `title` could be written.

    `about` names the sector or topic, `skill` and `place` where it is one of those.
    """

    kind: str
    sentence: str
    weight: float
    about: str
    title: str
    chosen: Mapping[str, str]
    skill: Ref | None = None
    place: Ref | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What the organisation needs documents for.

    `places` come with how many staff sit there; `searched` is how often people looked in vain
    for somebody who knows a topic, by skill; `covered_by` names the skills at and below a skill.
    """

    places: Sequence[tuple[Ref, int]] = ()
    required: Sequence[Required] = ()
    searched: Sequence[tuple[Ref, int]] = ()
    covered_by: Mapping[str, frozenset[str]] | None = None

    def below(self, skill: str) -> frozenset[str]:
        """Return the skills whose documents speak of `skill`: itself, and the narrower ones."""
        return (self.covered_by or {}).get(skill, frozenset()) | {skill}


def holes(entries: Sequence[Entry], needs: Needs, today: date, limit: int = 12) -> list[Hole]:
    """Return the holes on which most hangs, not too many of one kind or about one thing."""
    found = [
        *_local(entries, needs, today),
        *_of_types(entries, today),
        *_required(entries, needs, today),
        *_searched(entries, needs, today),
    ]
    kinds: dict[str, int] = defaultdict(int)
    named: dict[str, int] = defaultdict(int)
    chosen = []
    for hole in sorted(found, key=lambda one: (-one.weight, one.sentence)):
        things = [hole.about, *([hole.place.name] if hole.place else [])]
        if kinds[hole.kind] < _MOST_OF_A_KIND and all(named[a] < _MOST_ABOUT_ONE for a in things):
            chosen.append(hole)
            kinds[hole.kind] += 1
            for thing in things:
                named[thing] += 1
    return chosen[:limit]


def _local(entries: Sequence[Entry], needs: Needs, today: date) -> Iterable[Hole]:
    """Yield the sectors that there are documents on, but none that is current about a place."""
    for sector, there in _by_sector(entries).items():
        for place, staff in needs.places:
            local = [one for one in there if is_about(one.region, place.name)]
            if any(_is_current(one, today) for one in local):
                continue
            last = max((one.published for one in local if one.published), default=None)
            weight = log2(1 + staff) * log2(1 + len(there)) * (_ONCE_THERE if local else 1)
            since = f" since {last:%B %Y}" if last else " that is current" if local else ""
            chosen = {"sector": sector} | ({"region": place.name} if local else {})
            yield Hole(
                "local",
                f"No local information on {_in_sentence(sector)} in {place.name}{since}.",
                weight,
                sector,
                f"{sector} in {place.name}",
                chosen,
                place=place,
            )


def _of_types(entries: Sequence[Entry], today: date) -> Iterable[Hole]:
    """Yield the kinds of information that most sectors have, and a sector has not, or old."""
    sectors = _by_sector(entries)
    for key, words in LMI_TYPES.items():
        having = [sector for sector, there in sectors.items() if _any(there, key, today)]
        if len(having) < max(_FEWEST_FOR_A_TYPE, _USUAL_TYPE * len(sectors)):
            continue
        for sector in sectors.keys() - set(having):
            there = sectors[sector]
            old = [one for one in there if key in one.types]
            last = max((one.published for one in old if one.published), default=None)
            since = f" since {last:%B %Y}" if last else ""
            yield Hole(
                "type",
                f"Nothing on {words} for {_in_sentence(sector)}{since}: "
                f"{len(having)} of {len(sectors)} sectors have it.",
                log2(1 + len(having)) * log2(1 + len(there)) * (_ONCE_THERE if old else 1),
                sector,
                f"{sector}: {words}",
                {"sector": sector},
            )


def _required(entries: Sequence[Entry], needs: Needs, today: date) -> Iterable[Hole]:
    """Yield the topics that roles require and no current document covers."""
    for one in needs.required:
        there = _covering(entries, needs.below(one.skill.id))
        if any(_is_current(entry, today) for entry in there):
            continue
        roles = "1 role" if one.roles == 1 else f"{one.roles} roles"
        people = f" ({one.holders} {'person' if one.holders == 1 else 'people'})"
        yield Hole(
            "required",
            f"{_begun(one.skill.name)} is required by {roles}{people if one.holders else ''}, "
            f"and {_none_current(there)}.",
            log2(1 + one.holders + one.roles) * (_ONCE_THERE if there else 1),
            one.skill.name,
            one.skill.name,
            {"skill": one.skill.id} if there else {},
            skill=one.skill,
        )


def _searched(entries: Sequence[Entry], needs: Needs, today: date) -> Iterable[Hole]:
    """Yield the topics that people looked for in vain and no current document covers."""
    for skill, times in needs.searched:
        there = _covering(entries, needs.below(skill.id))
        if any(_is_current(entry, today) for entry in there):
            continue
        often = "once" if times == 1 else f"{times} times"
        yield Hole(
            "searched",
            f"{_begun(skill.name)} was searched for {often} in vain, and {_none_current(there)}.",
            2 * log2(1 + times) * (_ONCE_THERE if there else 1),
            skill.name,
            skill.name,
            {"skill": skill.id} if there else {},
            skill=skill,
        )


def _by_sector(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        if fold(one.sector) not in _NO_SECTORS:
            found[one.sector].append(one)
    return dict(found)


def _covering(entries: Sequence[Entry], skills: frozenset[str]) -> list[Entry]:
    return [one for one in entries if skills.intersection(one.skills)]


def _any(entries: Sequence[Entry], key: str, today: date) -> bool:
    return any(key in one.types and _is_current(one, today) for one in entries)


def _none_current(there: Sequence[Entry]) -> str:
    return "what is written about it is out of date" if there else "no document covers it"


def _is_current(one: Entry, today: date) -> bool:
    return currency(one.published, one.review_due, today) in _CURRENT


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]


def _in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: abbreviations keep their capitals."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
