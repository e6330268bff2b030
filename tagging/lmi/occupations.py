"""Occupations by the UK Standard Occupational Classification 2020: sub-major and minor groups.

Codes and names are Crown copyright, from the Office for National Statistics under the Open
Government Licence v3.0; the cues are ours.
"""

from functools import cache

from tagging.lmi.classified import propose_codes
from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal
from tagging.lmi.tables import rows

_LEAST = 0.4
_MOST = 4
_LETTERS_OF_MINOR_GROUP = 3


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return up to four groups of occupations: minor groups, else a sub-major group."""
    readings = (title, text)
    return propose_codes("soc", _cues(), _wider(), readings, most=_MOST, least=_LEAST)


@cache
def names() -> dict[str, str]:
    """Return the official name of each sub-major group (two digits) and minor group (three)."""
    return {row.code: row.name for row in rows("soc")}


@cache
def _wider() -> dict[str, str]:
    codes = [row.code for row in rows("soc")]
    return {code: code[:-1] for code in codes if len(code) == _LETTERS_OF_MINOR_GROUP}


@cache
def _cues() -> Cues:
    return Cues({row.code: row.cues for row in rows("soc")})
