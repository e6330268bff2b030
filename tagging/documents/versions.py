"""How a document read before, and which words were put in and taken out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from graph.database import Database
from graph.documents import versions as store
from tagging import personal_data
from tagging.documents import find
from tagging.documents.events import name_of
from tagging.permissions import Permission, Viewer, require

_WORD = re.compile(r"\n+|[^\S\n]+|\w+(?:['’-]\w+)*|[^\w\s]")
# Passages longer than this (characters) count as new as a whole: by words would take seconds.
_MOST_BY_WORD = 20_000
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same (`kind` 'same'), were put in, taken out, or left out of the view."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed when version `number` made room for the next: who did it, when, which words."""

    number: int
    by: str
    at: datetime
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    added: int
    removed: int
    title_changed: bool


@dataclass(frozen=True, slots=True)
class History:
    """A document's title and its changes, the latest first.

    `kept_back` counts those that this viewer is not shown: what was taken out looks like somebody's
    personal data.
    """

    document: str
    title: str
    changes: tuple[Change, ...]
    kept_back: int = 0


def history(db: Database, viewer: Viewer, document_id: str) -> History:
    """Return what was changed in a document's title and text, the latest change first."""
    require(viewer, Permission.FIND)
    document = find(db, viewer, document_id)
    earlier = store.versions(db, document_id)
    later = [(document.title, document.text), *((one.title, one.text) for one in earlier)]
    theirs = viewer.operator or viewer.person_id in {
        one.id for one in (document.owner, *document.authors) if one
    }
    public = {flag.words for flag in personal_data.flags(f"{document.title}\n\n{document.text}")}
    shown = [
        (version, after)
        for version, after in zip(earlier, later, strict=False)
        if theirs or not _private(version, public)
    ]
    changes = tuple(_change(one, *after, name_of(db, one.by)) for one, after in shown)
    return History(document.id, document.title, changes, len(earlier) - len(shown))


def _private(version: store.Version, public: set[str]) -> bool:
    """Say whether an earlier text holds what looks like personal data and was taken out since."""
    found = personal_data.flags(f"{version.title}\n\n{version.text}")
    return any(flag.words not in public for flag in found)


def _change(version: store.Version, title: str, text: str, by: str) -> Change:
    whole = difference(version.text, text)
    return Change(
        number=version.number,
        by=by,
        at=version.until,
        title=difference(version.title, title),
        text=shortened(whole),
        added=_words(whole, "added"),
        removed=_words(whole, "removed"),
        title_changed=version.title != title,
    )


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return `after` in pieces that are the same, added or removed against `before`.

    Putting together what is the same or added gives `after`, the same or removed gives `before`.
    Lines are compared first, then the words of those that differ (`difflib`).
    """
    return tuple(_joined(list(_by_line(before, after))))


def _by_line(before: str, after: str) -> Iterator[Piece]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        if tag == "replace" and len(was) + len(now) < _MOST_BY_WORD:
            yield from _by_word(was, now)
        elif tag == "equal":
            yield Piece("same", was)
        else:
            yield from _both(was, now)


def _by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _parts(before), _parts(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from _both("".join(old[a:b]), "".join(new[c:d]))


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces with long stretches that are the same cut down to what is around changes."""
    return tuple(
        short
        for number, piece in enumerate(pieces)
        for short in _short(piece, first=number == 0, last=number == len(pieces) - 1)
    )


def _short(piece: Piece, *, first: bool, last: bool) -> Iterator[Piece]:
    parts = _parts(piece.words)
    keep = 2 * _AROUND
    if piece.kind != "same" or len(parts) <= 2 * keep + 20:
        yield piece
        return
    if not first:
        yield Piece("same", "".join(parts[:keep]))
    left = sum(1 for part in parts[keep:-keep] if part[0].isalnum())
    yield Piece("left out", f"{left:,} words the same")
    if not last:
        yield Piece("same", "".join(parts[-keep:]))


def _parts(text: str) -> list[str]:
    return _WORD.findall(text)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces, with single spaces between two changes made part of them: easier to read."""
    removed = added = ""
    for number, piece in enumerate(pieces):
        blank = piece.kind == "same" and piece.words.isspace() and "\n" not in piece.words
        if blank and (removed or added) and number + 1 < len(pieces):
            removed, added = removed + piece.words, added + piece.words
        elif piece.kind == "removed":
            removed += piece.words
        elif piece.kind == "added":
            added += piece.words
        else:
            yield from _both(removed, added)
            removed = added = ""
            yield piece
    yield from _both(removed, added)


def _both(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)


def _words(pieces: Sequence[Piece], kind: str) -> int:
    return sum(
        1 for piece in pieces if piece.kind == kind for part in _parts(piece.words)
        if part[0].isalnum()
    )  # fmt: skip
