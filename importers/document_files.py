"""Which files are meant: documents by name, and all of those in folders and the folders below."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from importers.parsing.kinds import SUFFIXES
from tagging.errors import ImportFailed

_ENDINGS = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"


def documents_in(paths: Sequence[Path]) -> list[Path]:
    """Return the documents that these paths name, each once, in the order given.

    Of a folder, every file whose name ends as a document's does, in the order of their paths;
    hidden files and those that Office leaves beside an open one (~$...) are passed over. Raises
    `ImportFailed` where a path is no document, or a folder holds none.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for one in _in_folder(path) if path.is_dir() else [_document(path)]:
            found[one] = None
    return list(found)


def _document(path: Path) -> Path:
    if path.exists() and path.suffix.lower() not in SUFFIXES:
        raise ImportFailed(f"{path.name} is no document that can be read. Use {_ENDINGS}.")
    return path


def _in_folder(folder: Path) -> Iterable[Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not _passed_over(path, folder)
    )
    if not files:
        raise ImportFailed(f"{folder.name} holds no document ({_ENDINGS}).")
    return files


def _passed_over(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
