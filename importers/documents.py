"""Documents from files (PDF, Word, web pages, Markdown, text), one each, and folders of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from graph.database import Database
from graph.records import Analysis, Document, Ref
from importers import run as runs
from importers.document_files import documents_in
from importers.drafts import Problem, draft_of
from importers.front_matter import listed
from importers.parsing import Parsed, parse
from importers.read import open_file
from importers.report import Progress, Report, quiet
from importers.which import Skills, UnknownSkill
from importers.who import Directory, Unknown
from tagging import people_loading as people
from tagging import personal_data
from tagging.documents import load_documents, same_as
from tagging.errors import ImportFailed, Unreadable
from tagging.identity import clean_id, derived_id, document_id, fold
from tagging.permissions import Viewer
from tagging.skills_loading import known_skills

_BATCH = 20
_MOST_FLAGS_NAMED = 5
# A file with one of these wrong is not loaded; of others only the field is left out.
_MUST_BE_RIGHT = {"kind", "region", "sector", "source", "published", "review_due"}
_WHAT_FIELD = {"empty": "text", "too large": "text", "unknown": "text", "broken": ""}

KeepOriginal = Callable[[Path], str]


def import_documents(
    db: Database,
    viewer: Viewer,
    path: Path | Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress = quiet,
    keep_original: KeepOriginal | None = None,
    suggestions: bool = False,
) -> Report:
    """Add and update documents from files, or from all those in folders and the ones below.

    `keep_original` puts a file away and returns its SHA-256. With `suggestions` what is new or
    different waits for text analysis. In the report a row is a file: 1 for the first. Raises
    `ImportFailed`.
    """
    paths = [path] if isinstance(path, Path) else list(path)
    files = documents_in(paths)
    named = paths[0] if len(paths) == 1 else Path(f"{paths[0].name} and {len(paths) - 1} more")
    run = runs.begin_many(db, viewer, "documents", named, files, dry_run=dry_run, progress=progress)
    reader = _Reader(run, keep_original, Analysis.WAITING if suggestions else Analysis.NONE)
    for part in runs.batches_of(list(enumerate(files, start=1)), _BATCH):
        read = []
        for number, file in part:
            run.progress("Reading", number, len(files))
            read.append(reader.read(number, file))
        found = [one for one in read if one]
        if found:
            run.count(load_documents(db, viewer, found, run.batch, dry_run=dry_run))
    return run.finish()


class _Reader:
    """Files into documents, with all that is needed to tell authors and skills."""

    def __init__(
        self, run: runs.Run, keep_original: KeepOriginal | None, analysis: Analysis
    ) -> None:
        self._run = run
        self._keep_original = keep_original
        self._analysis = analysis
        self._seen: set[str] = set()
        self._titles_by_words: dict[str, str] = {}
        self._people = Directory()
        for one in people.directory(run.db, run.viewer):
            self._people.add(one.id, one.name, one.email, one.nicknames)
        self._skills = Skills(known_skills(run.db, run.viewer))

    def read(self, number: int, file: Path) -> Document | None:
        """Return the file's document, or None where it is rejected or there already."""
        try:
            with open_file(file):
                parsed = parse(file)
        except Unreadable as error:
            self._reject(number, file, self._field(error), error.reason, error.mend)
            return None
        except ImportFailed as error:
            self._reject(number, file, "", error.message, "Correct the file.")
            return None
        if parsed.unknown:
            unknown = "; ".join(parsed.unknown[:10])
            self._run.tally.notes.append(f"{file.name}: not used: {unknown}.")
        draft = draft_of(parsed, file.name, self._run.now.date())
        if wrong := next((one for one in draft.problems if one.field in _MUST_BE_RIGHT), None):
            self._reject(
                number, file, wrong.field, f"The {wrong.field}: {wrong.reason}", wrong.mend
            )
            return None
        self._leave_out(number, draft.problems)
        return self._placed(number, file, self._document(number, parsed, draft.document))

    @staticmethod
    def _field(error: Unreadable) -> str:
        return (
            "front matter"
            if "front matter has" in error.reason
            else (_WHAT_FIELD.get(error.why, ""))
        )

    def _document(self, number: int, parsed: Parsed, document: Document) -> Document:
        own = parsed.fields.get("id", "")
        authors, names = self._authors(number, parsed)
        return replace(
            document,
            id=clean_id("document", own) if own else document_id(document.title, document.text),
            authors=authors,
            author_names=names,
            owner=self._owner(number, parsed),
            skills=self._skills_of(number, parsed),
            analysis=self._analysis,
        )

    def _placed(self, number: int, file: Path, document: Document) -> Document | None:
        """Return the document with its original, unless the same one is there already."""
        if document.id in self._seen:
            self._reject(
                number, file, "", "The same document is in an earlier file", "Keep one file."
            )
            return None
        self._seen.add(document.id)
        words = derived_id("words", fold(document.text))
        same = same_as(self._run.db, self._run.viewer, document)
        if title := same.title if same else self._titles_by_words.get(words):
            self._run.tally.unchanged += 1
            self._run.tally.notes.append(f"{file.name}: there already as ‘{title}’.")
            return None
        self._titles_by_words[words] = document.title
        self._note_personal_data(file, document)
        if self._keep_original is None:
            return replace(document, original_type="")
        digest = "" if self._run.dry_run else self._keep_original(file)
        return replace(document, original_name=file.name, original_digest=digest)

    def _authors(self, number: int, parsed: Parsed) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
        """Return who wrote it, and the names in a file's properties that are nobody's for sure."""
        found = {}
        unsure = []
        given = listed(parsed.fields.get("authors", ""))
        for words in given or (*parsed.emails, *parsed.authors):
            who = self._people.find(words)
            if not isinstance(who, Unknown):
                found[who.id] = who
            elif given:
                self._run.tally.leave_out(number, "authors", words, who.reason, who.mend)
            elif "@" not in words:
                unsure.append(words)
        return tuple(found.values()), tuple(unsure)

    def _owner(self, number: int, parsed: Parsed) -> Ref | None:
        words = parsed.fields.get("owner", "").strip()
        who = self._people.find(words) if words else None
        if isinstance(who, Unknown):
            self._run.tally.leave_out(number, "owner", words, who.reason, who.mend)
            return None
        return who

    def _skills_of(self, number: int, parsed: Parsed) -> tuple[Ref, ...]:
        found = {}
        for words in listed(parsed.fields.get("skills", "")):
            which = self._skills.find(words)
            if isinstance(which, UnknownSkill):
                self._run.tally.leave_out(number, "skills", words, which.reason, which.mend)
            else:
                found[which] = Ref(which, words)
        return tuple(found.values())

    def _note_personal_data(self, file: Path, document: Document) -> None:
        flags = [f"{one.kind} ‘{one.words}’" for one in personal_data.flags(document.text)]
        if flags:
            named = ", ".join(flags[:_MOST_FLAGS_NAMED])
            more = len(flags) - _MOST_FLAGS_NAMED
            self._run.tally.notes.append(
                f"{file.name}: personal data? {named}{f' and {more} more' if more > 0 else ''}. "
                "Everybody here can read this document."
            )

    def _leave_out(self, number: int, problems: Sequence[Problem]) -> None:
        for one in problems:
            self._run.tally.leave_out(number, one.field, one.value, one.reason, one.mend)

    def _reject(self, number: int, file: Path, field: str, reason: str, mend: str) -> None:
        self._run.tally.reject(number, field, file.name, reason.rstrip("."), mend)
