"""Text files with a small front matter: `key: value` lines between two lines of hyphens."""

import re
from dataclasses import dataclass

from tagging.errors import Invalid
from tagging.identity import fold

_FENCE = "---"
_NAMES = {
    "id": "id",
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "kind": "kind",
    "type": "kind",
    "lmi types": "lmi_types",
    "lmi type": "lmi_types",
    "lmi": "lmi_types",
    "region": "region",
    "area": "region",
    "sector": "sector",
    "industry": "sector",
    "published": "published",
    "date": "published",
    "review due": "review_due",
    "review": "review_due",
    "review by": "review_due",
    "source": "source",
    "source date": "source_date",
    "summary": "summary",
    "method": "method",
    "licence": "licence",
    "license": "licence",
    "interpretation": "interpretation",
    "geography": "geography",
    "audience": "audience",
    "use": "use",
    "official": "official",
    "maturity": "maturity",
    "stage": "maturity",
    "owner": "owner",
    "maintained by": "owner",
    "sic": "sic",
    "soc": "soc",
    "skills": "skills",
    "topics": "skills",
    "tags": "skills",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A file's front matter by field, what in it is not known, and the text below it."""

    fields: dict[str, str]
    unknown: tuple[str, ...]
    text: str

    def listed(self, field: str) -> tuple[str, ...]:
        """Return the entries of a field that may hold several (see `listed`)."""
        return listed(self.fields.get(field, ""))


def listed(value: str) -> tuple[str, ...]:
    """Return the entries of a value that may hold several, parted by ';' or '|'."""
    parts = re.split(r"[;|\n]", value)
    return tuple(part.strip() for part in parts if part.strip())


def parse(content: str) -> Parts:
    """Part a file into front matter and text; raises `Invalid` where its end is missing."""
    lines = content.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != _FENCE:
        return Parts({}, (), content.strip())
    try:
        end = next(n for n, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
    except StopIteration:
        raise Invalid(
            "The front matter has no end. Put a line with --- after it.", "front matter"
        ) from None
    fields, unknown = _fields(lines[1:end])
    return Parts(fields, unknown, "\n".join(lines[end + 1 :]).strip())


def _fields(lines: list[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    fields: dict[str, str] = {}
    unknown = []
    current = ""
    for line in lines:
        item = re.match(r"\s*-\s+(.*)", line)
        name, colon, value = line.partition(":")
        if item and current:
            fields[current] = "\n".join(filter(None, (fields[current], _bare(item[1]))))
        elif colon and (known := _NAMES.get(re.sub(r"[-_\s]+", " ", fold(name)))):
            current = known
            fields[current] = _value(value)
        elif line.strip():
            current = ""
            unknown.append(line.strip()[:60])
    return fields, tuple(unknown)


def _value(text: str) -> str:
    """Return a value without quotation marks; a list in brackets becomes lines."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return "\n".join(_bare(part) for part in text[1:-1].split(","))
    return _bare(text)


def _bare(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text
