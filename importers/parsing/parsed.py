"""What is read from a document's file: its text as Markdown, and what it says about itself."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

LARGEST_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's text and what its file says about it.

    `pages` is 0 where a file has none. `fields` and `unknown` are the front matter of a text file
    (see `importers.front_matter`).
    """

    text: str
    media_type: str
    title: str = ""
    authors: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    published: date | None = None
    pages: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return it as JSON, for the way between two processes."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Parsed":
        """Return what `to_json` wrote; raises `ValueError` or `TypeError` for anything else."""
        day = said.get("published")
        return cls(
            text=str(said["text"])[:LARGEST_TEXT],
            media_type=str(said["media_type"]),
            title=str(said.get("title") or ""),
            authors=tuple(map(str, said.get("authors") or ())),
            emails=tuple(map(str, said.get("emails") or ())),
            published=date.fromisoformat(day) if day else None,
            pages=int(said.get("pages") or 0),
        )


def heading(text: str) -> str:
    """Return the Markdown heading that a text begins with, or nothing."""
    first = text.partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else ""
