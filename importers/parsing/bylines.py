"""Who says to have written a text: the lines near its top and end that name authors."""

import re

_LINES_LOOKED_AT = 40
_LONGEST_LINE = 300
_BYLINE = re.compile(
    r"^[\s#>*_-]*(?:by|authors?|written by|prepared by|compiled by)\b[:\s*_]+(?P<who>.+)$",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BETWEEN = re.compile(r"\s*(?:;|,|&|\band\b|\|)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,4}")
_SURNAME_FIRST = re.compile(r"(?P<last>[^,;&|]+), (?P<first>[^\W\d_][\w.'’-]*(?: \w\.?)?)")
_NOBODY = {
    "admin", "administrator", "author", "microsoft", "microsoft office user", "owner", "root",
    "unknown", "user", "windows user", "anonymous", "guest", "python-docx",
}  # fmt: skip


def of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names and the e-mail addresses of those whom a text calls its authors."""
    lines = text.splitlines()
    near = (
        lines
        if len(lines) < 2 * _LINES_LOOKED_AT
        else (lines[:_LINES_LOOKED_AT] + lines[-_LINES_LOOKED_AT:])
    )
    found: list[str] = []
    emails: list[str] = []
    for line in near:
        if len(line) <= _LONGEST_LINE and (match := _BYLINE.match(line)):
            emails += _EMAIL.findall(match["who"])
            found += names(_EMAIL.sub(" ", match["who"]), strict=True)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(emails))


def names(words: str, *, strict: bool = False) -> tuple[str, ...]:
    """Return the names in what a file gives as its author; not what programs write there.

    A `strict` name has two words at least, each with a capital, as in a by-line.
    """
    if surname_first := _SURNAME_FIRST.fullmatch(words.strip()):
        words = f"{surname_first['first']} {surname_first['last']}"
    parts = [part.strip(" \t<>()[]*_.") for part in _BETWEEN.split(words)]
    kept = [
        part
        for part in parts
        if 2 < len(part) <= 80 and part.casefold() not in _NOBODY and any(map(str.isalpha, part))
    ]
    return tuple(part for part in kept if not strict or _is_name(part))


def emails(words: str) -> tuple[str, ...]:
    """Return the e-mail addresses in what a file gives as its author."""
    return tuple(_EMAIL.findall(words))


def _is_name(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and all(part[0].isupper() for part in words.split()[:2])
