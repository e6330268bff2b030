"""Whom a document is of use to: young people, adults, people in or after higher education."""

from functools import cache

from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal, best, weigh
from tagging.lmi.tables import phrases

_LEAST = 0.4
_SHARE_OF_BEST = 0.4


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return the audiences that the text speaks of, keys of `graph.records.AUDIENCES`."""
    found = best(weigh(_cues(), title, text).values(), 3, _LEAST)
    return [one.proposal("audience") for one in found if _near(one.weight, found[0].weight)]


def _near(weight: float, most: float) -> bool:
    return weight >= _SHARE_OF_BEST * most


@cache
def _cues() -> Cues:
    return Cues(phrases("audience"))
