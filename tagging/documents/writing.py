"""Writing documents in Signpost: a new one, a changed one, a newer edition of another.

A form carries the fingerprint of what it showed, so that nobody overwrites what they have not
seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from graph import documents as store
from graph import people
from graph.database import Database, Queryable, Transaction
from graph.documents import versions as document_versions
from graph.ids import derived_id, fold
from graph.records import Analysis, Document, Person, Ref, Space
from tagging.documents import fields, find, to_change
from tagging.documents.events import Last, last_change, note
from tagging.errors import Conflict, Invalid
from tagging.permissions import Permission, Viewer, require

KINDS = (
    "note", "briefing", "research note", "sector briefing", "job profile", "comparison",
    "outlook", "reference", "method note", "web page",
)  # fmt: skip
MOST_AUTHORS = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it is written: `authors` are names or e-mail addresses as typed."""

    title: str
    text: str
    summary: str = ""
    kind: str = "note"
    published: date | None = None
    review_due: date | None = None
    authors: tuple[str, ...] = ()


class ChangedMeanwhile(Conflict):
    """Somebody else changed the document: `current` is how it reads now, `last` who did it."""

    def __init__(self, current: Document, last: Last) -> None:
        super().__init__(
            f"{last.name or 'Somebody'} has changed this document since you opened it. "
            "Both texts are below. Save again to put yours in its place."
        )
        self.current = current
        self.last = last


def fingerprint(document: Document) -> str:
    """Return what tells apart two states of what the writing form shows."""
    shown = (
        document.title,
        document.text,
        document.summary,
        document.kind,
        str(document.published),
        str(document.review_due),
        *(author.id for author in document.authors),
    )
    return derived_id("shown", *shown)


def create(db: Database, viewer: Viewer, draft: Draft, key: str, now: datetime) -> Document:
    """Keep a new document in the writer's own space; they are its author and maintain it.

    `key` is the form's own: sent twice, it makes one document. Raises `Invalid` with the field.
    """
    require(viewer, Permission.WRITE)
    document_id = derived_id("document", "written", viewer.actor, key)

    def work(tx: Transaction) -> Document:
        there = store.get(tx, document_id)
        if there is not None:
            return there
        document = _drafted(tx, Document(document_id, "", "", added=now), draft)
        _refuse_same(tx, viewer, document)
        me = _me(tx, viewer)
        owned = replace(
            document,
            authors=tuple(dict.fromkeys((*me, *document.authors))),
            owner=me[0] if me else None,
            space=Space.PERSONAL if me else Space.ORGANISATION,
            analysis=Analysis.WAITING,
            changed=now,
        )
        store.save(tx, [owned])
        note(tx, viewer, "document written", owned, now)
        return store.get(tx, document_id) or owned

    return db.transact(work)


def change(
    db: Database, viewer: Viewer, document_id: str, draft: Draft, seen: str, now: datetime
) -> Document:
    """Change what a document says; its earlier title and text are kept as a version.

    `seen` is the fingerprint of what the form showed. Raises `ChangedMeanwhile`, and `Invalid`
    with the field.
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        document_versions.hold(tx, document_id)
        before = to_change(tx, viewer, document_id)
        after = _drafted(tx, before, draft)
        if fingerprint(after) == fingerprint(before):
            return before
        if seen != fingerprint(before):
            raise ChangedMeanwhile(before, last_change(tx, before))
        return _keep(tx, viewer, before, after, now)

    return db.transact(work)


def _keep(
    tx: Transaction, viewer: Viewer, before: Document, after: Document, now: datetime
) -> Document:
    words = ("title", "text", "summary")
    reworded = any(getattr(before, one) != getattr(after, one) for one in words)
    if (before.title, before.text) != (after.title, after.text):
        document_versions.keep(tx, before, viewer.actor, now)
    changed = replace(
        after,
        changed=now,
        personal_data_checked=before.personal_data_checked and not reworded,
        analysis=Analysis.WAITING if reworded else before.analysis,
    )
    store.save(tx, [changed])
    note(tx, viewer, "document changed", before, now, ", ".join(_differing(before, after)))
    return store.get(tx, before.id) or changed


def needs_analysis(document: Document) -> bool:
    """Say whether a document waits for its text to be analysed."""
    return document.analysis is Analysis.WAITING


def describe(
    db: Database, viewer: Viewer, document_id: str, typed: dict[str, object], now: datetime
) -> Document:
    """Change a document's details (see `document_fields.described`); raises `Invalid`."""
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        document_versions.hold(tx, document_id)
        before = to_change(tx, viewer, document_id)
        after = replace(fields.described(before, typed, now.date()), changed=now)
        if replace(after, changed=before.changed) != before:
            store.save(tx, [after])
            details = ", ".join(_differing(before, after))
            note(tx, viewer, "document described", before, now, details)
        return after

    return db.transact(work)


def replace_older(
    db: Database, viewer: Viewer, document_id: str, older_id: str, now: datetime
) -> Document:
    """Let a document be the newer edition of another that the viewer may change too.

    Returns the older one. Raises `Invalid` (field `older`) where that makes no sense.
    """
    require(viewer, Permission.WRITE)

    def work(tx: Transaction) -> Document:
        newer = to_change(tx, viewer, document_id)
        older = find(tx, viewer, older_id)
        to_change(tx, viewer, older_id)
        if newer.space is Space.PERSONAL and older.space is not Space.PERSONAL:
            raise Invalid("Share this document first: nobody could read what replaces it.", "older")
        if not document_versions.replace_edition(tx, newer.id, older.id):
            raise Invalid("A document cannot replace itself, nor one that replaces it.", "older")
        note(tx, viewer, "document replaced", older, now, newer.id)
        return older

    return db.transact(work)


def _drafted(tx: Queryable, document: Document, draft: Draft) -> Document:
    title = fields.tidy_line("title", draft.title)
    text = fields.tidy_text("text", draft.text)
    if not title:
        raise Invalid("Enter a title.", "title")
    if not text:
        raise Invalid("Enter the text.", "text")
    if draft.published and draft.review_due and draft.review_due < draft.published:
        raise Invalid("The review is due before the day of publication.", "review_due")
    return replace(
        document,
        title=title,
        text=text,
        summary=fields.tidy_text("summary", draft.summary),
        kind=fields.tidy_line("kind", draft.kind) or "note",
        published=draft.published,
        review_due=draft.review_due,
        authors=authors_of(tx, draft.authors, document.authors),
    )


def authors_of(db: Queryable, typed: Sequence[str], known: Sequence[Ref]) -> tuple[Ref, ...]:
    """Return the people whose names or e-mail addresses were typed, by name; raises `Invalid`.

    Of people of the same name, one of those `known` already is meant.
    """
    if len(typed) > MOST_AUTHORS:
        raise Invalid(f"Give {MOST_AUTHORS} authors at most.", "authors")
    found = {one.id: one for one in (_author(db, words, known) for words in typed if words.strip())}
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.id)))


def _author(db: Queryable, words: str, known: Sequence[Ref]) -> Ref:
    for one in known:
        if fold(one.name) == fold(words):
            return one
    people_of = _people_of(db, words.strip())
    if len(people_of) == 1:
        return Ref(people_of[0].id, people_of[0].name)
    if not people_of:
        raise Invalid(f"Nobody here is called ‘{words[:60]}’. Check the name.", "authors")
    raise Invalid(
        f"{len(people_of)} people are called ‘{words[:60]}’. Give the e-mail address.", "authors"
    )


def _people_of(db: Queryable, words: str) -> list[Person]:
    if "@" in words:
        person = people.by_email(db, fold(words))
        return [person] if person else []
    return [one for one, _ in people.by_name(db, words, 10) if fold(one.name) == fold(words)]


def _refuse_same(tx: Queryable, viewer: Viewer, document: Document) -> None:
    same = store.same_content(tx, original_digest="", text=document.text, viewer=viewer.person_id)
    if same:
        raise Invalid(f"‘{same.title}’ has this very text already. Change that one.", "text")


def _me(tx: Queryable, viewer: Viewer) -> tuple[Ref, ...]:
    person = people.get(tx, viewer.person_id) if viewer.person_id else None
    return (Ref(person.id, person.name),) if person else ()


def _differing(before: Document, after: Document) -> list[str]:
    names = [name for name in Document.__dataclass_fields__ if name != "changed"]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
