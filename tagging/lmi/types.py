"""Which types of labour market information a document holds; several may."""

from functools import cache

from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal, best, weigh
from tagging.lmi.tables import phrases
from tagging.text.splitting import Span

_LEAST = 0.4
_MOST = 5
_SPOKEN_OF = 1.5


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return the types that enough sentences speak of, keys of `graph.records.LMI_TYPES`."""
    weighed = weigh(_cues(), title, text).values()
    return [one.proposal("lmi_types") for one in best(weighed, _MOST, _LEAST)]


def spoken_of(title: str, text: Reading) -> frozenset[str]:
    """Return the types that a text speaks of at all, more than by one plain cue."""
    weighed = weigh(_cues(), Reading(title, [Span(0, len(title))]), text)
    return frozenset(type_ for type_, one in weighed.items() if one.weight >= _SPOKEN_OF)


@cache
def _cues() -> Cues:
    return Cues(phrases("types"))
