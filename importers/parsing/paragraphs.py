"""Lines as they stand on a printed page, put together to paragraphs again."""

import re
from collections.abc import Iterable, Mapping, Sequence

_LIGATURES = str.maketrans({
    "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\u200b": "",
})  # fmt: skip
# Some programs write a space after a ligature in the middle of a word; no word ends in these.
_TORN_LIGATURE = re.compile(r"([ﬁﬂﬃﬄ]) (?=[a-zß-ÿ])")
_BULLET = re.compile(r"^[•●▪■◦‣∙·\uf0b7\uf0a7]\s*|^[–-]\s+")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_ENDS = (".", "!", "?", ":", ";", "”", '"')
_SHORT = 0.7


def of_pages(pages: Sequence[str], headings: Sequence[Mapping[int, int]] = ()) -> str:
    """Return the text of a document's pages as paragraphs parted by an empty line.

    `headings` holds for each page the level of each line (counted from 0) that is a heading.

    A word broken at the end of a line is put together, with its hyphen where the document writes
    it so elsewhere. List items begin with `- `.
    """
    known = frozenset(
        word for page in pages for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", page.casefold())
    )
    found: list[str] = []
    for number, page in enumerate(pages):
        marked = headings[number] if headings else {}
        whole = _TORN_LIGATURE.sub(r"\1", page).translate(_LIGATURES)
        blocks = list(_of_page(whole, known, marked))
        if found and blocks and _goes_on(found[-1], blocks[0]):
            found[-1] = _joined(found[-1], blocks.pop(0), known)
        found += blocks
    return _parted(found).replace("\u00ad", "")


def _parted(blocks: Sequence[str]) -> str:
    """Return the blocks with an empty line between, but for the items of one list."""
    text = ""
    listed = False
    for block in blocks:
        item = block.startswith("- ")
        text += ("\n" if item and listed else "\n\n" if text else "") + block
        listed = item
    return text


def _goes_on(before: str, after: str) -> bool:
    return not before.endswith(_ENDS) and after[:1].islower() and not before.startswith(("- ", "#"))


def _of_page(page: str, known: frozenset[str], headings: Mapping[int, int]) -> Iterable[str]:
    lines = [" ".join(line.split()) for line in page.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    current = last = ""
    level = 0
    for number, line in enumerate(lines):
        before, level = level, headings.get(number, 0)
        anew = level != before or (not level and _begins_anew(last, line, usual))
        if not line or (current and anew):
            if current:
                yield current
            current = ""
        if line:
            item = "#" * level + " " + line if level else _BULLET.sub("- ", line, count=1)
            current = _joined(current, line if level else item, known) if current else item
        last = line
    if current:
        yield current


def _begins_anew(last: str, line: str, usual: int) -> bool:
    """Say whether a line begins a paragraph, by the one above it and how long lines usually are."""
    if _BULLET.match(line) or _NUMBERED.match(line):
        return True
    short = len(last) < usual * _SHORT
    return short and (last.endswith(_ENDS) or (line[0].isupper() or line[0].isdigit()))


def _joined(before: str, after: str, known: frozenset[str]) -> str:
    broken = _BROKEN_WORD.search(before)
    if not broken or not after[:1].islower():
        return f"{before} {after}"
    rest = re.match(r"[^\W\d_]+", after)
    whole = f"{broken[1]}{rest[0] if rest else ''}".casefold()
    hyphened = f"{broken[1]}-{rest[0] if rest else ''}".casefold()
    keep = hyphened in known and whole not in known
    return f"{before if keep else before[:-1]}{after}"
