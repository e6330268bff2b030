"""Information (figures and facts as they came) or intelligence (what they mean).

Intelligence draws conclusions: it advises, gives reasons, weighs and warns. Information is
sentences full of figures, rows of tables and items of lists without such words.
"""

import re
from functools import cache

from tagging.lmi.cues import Cues, Reading
from tagging.lmi.evidence import Proposal, Weighed, certainty, weigh
from tagging.lmi.tables import phrases

_LEAST = 0.35
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_ROW_OR_ITEM = re.compile(r"^\s*(?:\||[-*+•]\s|\d{1,2}[.)]\s)")
_MANY_FIGURES = 3
_WEIGHT_OF_ROW, _WEIGHT_OF_FIGURES = 0.6, 0.8
_MOST_EVIDENCE = 12.0


def propose(title: Reading, text: Reading) -> list[Proposal]:
    """Return `information` or `intelligence`, or nothing for a text that tells neither."""
    meant = weigh(_cues(), title, text).get("intelligence")
    raw = _information(text)
    sides = [one for one in (meant, raw) if one is not None]
    if not sides:
        return []
    chosen = max(sides, key=lambda one: one.weight)
    share = chosen.weight / max(1e-9, sum(one.weight for one in sides))
    sure = certainty(min(_MOST_EVIDENCE, chosen.weight)) * share
    return [chosen.proposal("interpretation", sure)] if sure >= _LEAST else []


def _information(text: Reading) -> Weighed | None:
    """Weigh sentences by their figures, and rows and items; the fullest one is the evidence."""
    weights = [_rawness(text.text[one.start : one.end]) for one in text.sentences]
    if not any(weights):
        return None
    number = max(range(len(weights)), key=lambda one: weights[one])
    place = text.sentences[number]
    total = sum(weights) * min(1.0, (300 / text.length) ** 0.5)
    return Weighed("information", total, text.sentence(number), place.start, place.end)


def _rawness(sentence: str) -> float:
    figures = len(_FIGURE.findall(sentence))
    row = _WEIGHT_OF_ROW if _ROW_OR_ITEM.match(sentence) else 0.0
    return row + (_WEIGHT_OF_FIGURES if figures >= _MANY_FIGURES else 0.0)


@cache
def _cues() -> Cues:
    return Cues(phrases("interpretation"))
