"""Sectors by the UK Standard Industrial Classification 2007: sections and divisions.

Codes and names are Crown copyright, from the Office for National Statistics under the Open
Government Licence v3.0; the cues are ours.
"""

from functools import cache

from tagging.lmi.classified import propose_codes
from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal
from tagging.lmi.tables import rows

_LEAST = 0.42
_MOST = 3


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return up to three sectors: divisions, or a section where no division stands out."""
    readings = (title, text)
    return propose_codes("sic", _cues(), _section_of(), readings, most=_MOST, least=_LEAST)


@cache
def names() -> dict[str, str]:
    """Return the official name of each section (a letter) and division (two digits)."""
    return {row.code: row.name for row in rows("sic")}


@cache
def _section_of() -> dict[str, str]:
    sections: dict[str, str] = {}
    section = ""
    for row in rows("sic"):
        if row.code.isalpha():
            section = row.code
        else:
            sections[row.code] = section
    return sections


@cache
def _cues() -> Cues:
    return Cues({row.code: row.cues for row in rows("sic")})
