"""Which lines of a PDF are headings: those in larger letters than the text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_LARGER = 1.14
_LONGEST = 200
_MOST_OF_TEXT = 0.25
_LEVELS = 3


@dataclass
class Sizes:
    """Hears a page's text as it is put together, and notes the size of each line's letters."""

    of_lines: dict[int, float] = field(default_factory=dict)
    _line: int = 0

    def hear(self, text: str, page: Any, line: Any, _font: Any, size: Any) -> None:
        """Take the next piece of text (what pypdf calls a `visitor_text`)."""
        try:
            height = abs(float(size) * float(line[3] or line[1]) * float(page[3] or page[1]))
        except (TypeError, ValueError, IndexError):
            height = 0.0
        for number, piece in enumerate(text.split("\n")):
            self._line += number > 0
            if piece.strip() and 0 < height < 1_000:
                self.of_lines[self._line] = max(self.of_lines.get(self._line, 0.0), height)


def levels(pages: Sequence[str], sizes: Sequence[Sizes]) -> list[Mapping[int, int]]:
    """Return for each page the level (1 to 3) of each line that is a heading.

    The size of the text is the one of most letters. Where much of a document is larger than that,
    size says nothing, and nothing is a heading.
    """
    letters: Counter[float] = Counter()
    lines = [page.split("\n") for page in pages]
    for page, heard in zip(lines, sizes, strict=True):
        for number, size in heard.of_lines.items():
            if number < len(page):
                letters[round(size, 1)] += len(page[number])
    if not letters:
        return [{} for _ in pages]
    usual = letters.most_common(1)[0][0]
    larger = sorted((one for one in letters if one >= usual * _LARGER), reverse=True)
    if sum(letters[one] for one in larger) > letters.total() * _MOST_OF_TEXT:
        return [{} for _ in pages]
    level = {size: min(_LEVELS, rank) for rank, size in enumerate(larger, start=1)}
    return [
        {
            number: level[round(size, 1)]
            for number, size in heard.of_lines.items()
            if round(size, 1) in level and number < len(page) and _looks_so(page[number])
        }
        for page, heard in zip(lines, sizes, strict=True)
    ]


def _looks_so(line: str) -> bool:
    return len(line) <= _LONGEST and sum(map(str.isalpha, line)) >= 2
