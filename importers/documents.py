"""Documents from Markdown and text files, one each, or a folder of them."""

from datetime import date
from pathlib import Path

from graph.database import Database
from graph.records import Document, Ref
from importers import run as runs
from importers.columns import printable, to_day
from importers.front_matter import LARGEST_TEXT, Parts, parse
from importers.read import encoding_of, open_file
from importers.report import Progress, Report, quiet
from importers.which import Skills, UnknownSkill
from importers.who import Directory, Unknown
from tagging import people_loading as people
from tagging.documents import load_documents
from tagging.errors import ImportFailed, Invalid
from tagging.identity import clean_id, document_id
from tagging.permissions import Viewer
from tagging.skills_loading import known_skills

_SUFFIXES = (".md", ".markdown", ".txt")
_BATCH = 100
_LONGEST = {"title": 300, "kind": 60, "region": 120, "sector": 120, "source": 500}


def import_documents(
    db: Database,
    viewer: Viewer,
    path: Path,
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Add and update documents from a .md or .txt file, or from every one in a folder.

    In the report a row is a file: 1 for the first by name. Raises `ImportFailed`.
    """
    files = _files(path)
    run = runs.begin_many(db, viewer, "documents", path, files, dry_run=dry_run, progress=progress)
    reader = _Reader(run)
    found: dict[str, Document] = {}
    for number, file in enumerate(files, start=1):
        run.progress("Reading", number, len(files))
        document = reader.read(number, file)
        if document and document.id in found:
            run.tally.reject(
                number, "", file.name, "The same document is in an earlier file", "Keep one file."
            )
        elif document:
            found[document.id] = document
    for part in runs.batches_of(list(found.values()), _BATCH):
        run.count(load_documents(db, viewer, part, run.batch, dry_run=dry_run))
    return run.finish()


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if path.exists() and path.suffix.lower() not in _SUFFIXES:
            raise ImportFailed(
                f"{path.name} is no document that can be read yet. Use Markdown (.md) or text "
                "(.txt)."
            )
        return [path]
    files = sorted(one for one in path.iterdir() if one.suffix.lower() in _SUFFIXES)
    if not files:
        raise ImportFailed(f"{path.name} holds no .md or .txt file.")
    return files


class _Reader:
    """Files into documents, with all that is needed to tell authors and skills."""

    def __init__(self, run: runs.Run) -> None:
        self._run = run
        self._people = Directory()
        for one in people.directory(run.db, run.viewer):
            self._people.add(one.id, one.name, one.email, one.nicknames)
        self._skills = Skills(known_skills(run.db, run.viewer))

    def read(self, number: int, file: Path) -> Document | None:
        """Return the file's document, or None where it is rejected."""
        try:
            parts = parse(_content(file))
            if parts.unknown:
                unknown = "; ".join(parts.unknown[:10])
                self._run.tally.notes.append(f"{file.name}: not used: {unknown}.")
            return self._document(number, file, parts)
        except Invalid as error:
            reason, _, mend = error.message.partition(". ")
            self._run.tally.reject(
                number, error.field, file.name, reason, mend or "Correct the file."
            )
            return None

    def _document(self, number: int, file: Path, parts: Parts) -> Document:
        text = printable(parts.text)
        if not text:
            raise Invalid("The file holds no text. Write it below the front matter.", "text")
        title = _limited("title", parts.fields.get("title") or _heading(text) or file.stem)
        own = parts.fields.get("id", "")
        return Document(
            id=clean_id("document", own) if own else document_id(title, text),
            title=title,
            text=text,
            kind=_limited("kind", parts.fields.get("kind") or "note"),
            authors=self._authors(number, parts),
            lmi_types=tuple(_limited("kind", one) for one in parts.listed("lmi_types")),
            region=_limited("region", parts.fields.get("region", "")),
            sector=_limited("sector", parts.fields.get("sector", "")),
            published=_day("published", parts),
            review_due=_day("review_due", parts),
            source=_limited("source", parts.fields.get("source", "")),
            skills=self._skills_of(number, parts),
        )

    def _authors(self, number: int, parts: Parts) -> tuple[Ref, ...]:
        found = {}
        for words in parts.listed("authors"):
            who = self._people.find(words)
            if isinstance(who, Unknown):
                self._run.tally.leave_out(number, "authors", words, who.reason, who.mend)
            else:
                found[who.id] = who
        return tuple(found.values())

    def _skills_of(self, number: int, parts: Parts) -> tuple[Ref, ...]:
        found = {}
        for words in parts.listed("skills"):
            which = self._skills.find(words)
            if isinstance(which, UnknownSkill):
                self._run.tally.leave_out(number, "skills", words, which.reason, which.mend)
            else:
                found[which] = Ref(which, words)
        return tuple(found.values())


def _content(path: Path) -> str:
    with open_file(path) as file:
        if path.stat().st_size > LARGEST_TEXT:
            raise Invalid(f"The file has over {LARGEST_TEXT:,} bytes. Split it.", "text")
        encoding = encoding_of(file)
        try:
            return file.read().decode(encoding, "replace" if encoding == "cp1252" else "strict")
        except UnicodeError:
            raise Invalid("The file is not text. Save it as UTF-8.", "text") from None


def _heading(text: str) -> str:
    first = text.partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else ""


def _limited(field: str, text: str) -> str:
    line = " ".join(printable(text).split())
    if len(line) > _LONGEST[field]:
        raise Invalid(f"The {field} is too long. Use {_LONGEST[field]} characters.", field)
    return line


def _day(field: str, parts: Parts) -> date | None:
    try:
        return to_day(parts.fields.get(field, ""))
    except Invalid as error:
        raise Invalid(f"{error.message} Write it like 2025-11-30.", field) from None
