"""Whether clients can read a document themselves, or an adviser has to explain it.

Texts that speak to 'you' are for clients; texts about clients, and those that need an explanation
of figures, are for advisers.
"""

from functools import cache

from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal, Weighed, certainty, weigh
from tagging.lmi.tables import phrases

_LEAST = 0.35


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return `direct` or `mediated`, whichever the text speaks for, or nothing."""
    weighed = weigh(_cues(), title, text)
    if not weighed:
        return []
    chosen = max(weighed.values(), key=lambda one: one.weight)
    rest = sum(one.weight for one in weighed.values()) - chosen.weight
    sure = certainty(chosen.weight) * chosen.weight / (chosen.weight + rest)
    return [_said(chosen, sure)] if sure >= _LEAST else []


def _said(chosen: Weighed, sure: float) -> Proposal:
    return chosen.proposal("use", sure)


@cache
def _cues() -> Cues:
    return Cues(phrases("use"))
