"""Where a document speaks of: the whole country, a region or a town, and its name.

Names of the United Kingdom come from a table; the organisation's own places are passed in.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from tagging.lmi.cues import Cues, Hit, Reading
from tagging.lmi.evidence import Proposal, Weighed, best, certainty, weigh
from tagging.lmi.tables import table

_SCALE_CUES = {
    "national": ("national average", "nationally", "~government", "~all regions"),
    "region": (
        "!the region",
        "!in the county",
        "county",
        "~regional",
        "combined authority",
        "region",
    ),
    "local": (
        "!in the town",
        "!this town",
        "the town",
        "district",
        "borough",
        "local",
        "local firms",
    ),
}
_LEAST = 0.35
_MOST_REGIONS = 2
_COUNTY_ENDINGS = ("shire", "county", "region")


def propose(title: Reading, text: Reading, places: Sequence[str] = ()) -> list[Proposal]:
    """Return proposals for `geography` (one) and `region` (up to two names of places)."""
    own = [place.strip() for place in places if place.strip()]
    places_said = weigh(_named_cues(tuple(own)), title, text)
    regions = best(places_said.values(), _MOST_REGIONS, _LEAST)
    found = [one.proposal("region") for one in regions]
    scale = _scale(title, text, places_said, own)
    return found + ([scale.proposal("geography")] if scale else [])


def named(reading: Reading, places: Sequence[str] = ()) -> list[Hit]:
    """Return where a text names a place: its other words ('Port' Carrow) then say nothing."""
    own = tuple(place.strip() for place in places if place.strip())
    return list(_named_cues(own).find(reading))


def scale_of(place: str, own: Sequence[str] = ()) -> str:
    """Return how large a named place is: a key of `graph.records.GEOGRAPHIES`.

    An organisation's own place is a town, unless the table or the end of its name says otherwise.
    """
    if place in _scales() or place not in own:
        return _scales().get(place, "local")
    return "region" if place.lower().endswith(_COUNTY_ENDINGS) else "local"


def _scale(
    title: Reading, text: Reading, places: Mapping[str, Weighed], own: Sequence[str]
) -> Weighed | None:
    by_scale: dict[str, list[Weighed]] = {"national": [], "region": [], "local": []}
    for place, one in places.items():
        by_scale[scale_of(place, own)].append(one)
    for one in weigh(_scale_cues(), title, text).values():
        by_scale[one.value].append(one)
    sums = {scale: sum(one.weight for one in ones) for scale, ones in by_scale.items()}
    scale = max(sums, key=lambda key: sums[key])
    if certainty(sums[scale]) < _LEAST:
        return None
    evidence = max(by_scale[scale], key=lambda one: one.weight)
    share = sums[scale] / sum(sums.values())
    return Weighed(scale, sums[scale] * share, evidence.sentence, evidence.start, evidence.end)


@cache
def _scale_cues() -> Cues:
    return Cues({**_SCALE_CUES, "national": (*_SCALE_CUES["national"], *_nations_in_words())})


def _nations_in_words() -> list[str]:
    return [name for name in _list(table("places")["nations"]) if name == name.lower()]


@cache
def _named_cues(own: tuple[str, ...]) -> Cues:
    cues = {name: (name,) for name in _scales()}
    cues |= {name: (f"!{name}",) for name in own}
    return Cues(cues)


@cache
def _scales() -> dict[str, str]:
    places = table("places")
    names = {name: "national" for name in _list(places["nations"]) if name != name.lower()}
    for group, scale in (("towns", "local"), ("regions", "region")):
        names |= {name: scale for listed in places[group].values() for name in _list(listed)}
    return names


def _list(names: str) -> list[str]:
    return [name.strip() for line in names.splitlines() for name in line.split(";") if name.strip()]
