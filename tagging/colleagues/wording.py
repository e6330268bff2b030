"""Quoting what was typed: in its own letters, and no more of it than is read."""

import re
from collections.abc import Sequence

_MOST_WORDS, _LONGEST = 6, 60


def quoted(words: Sequence[str], text: str) -> str:
    """Return in quotation marks the stretch of `text` with these folded words, cut where long."""
    found = [span for word in words if (span := _where(word, text))]
    start = min((begin for begin, _ in found), default=0)
    end = max((end for _, end in found), default=len(text))
    stretch = text[:start].rpartition(" ")[2] + text[start:end] + text[end:].partition(" ")[0]
    return f"‘{few(stretch.rstrip('.,;:?!'))}’"


def few(text: str) -> str:
    """Return the first few words of a text; an ellipsis stands for the rest."""
    words = text.split()
    short = " ".join(words[:_MOST_WORDS])
    if len(short) > _LONGEST:
        short = short[:_LONGEST].rsplit(" ", 1)[0].rstrip(",.;:")
    return short if len(short) == len(" ".join(words)) else f"{short} …"


def _where(word: str, text: str) -> tuple[int, int] | None:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None
