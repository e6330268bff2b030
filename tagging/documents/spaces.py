"""Personal, team and organisation space: who a document is there for, moved by its owner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import documents as store
from graph import people
from graph.database import Database, Queryable, Transaction
from graph.documents import removal as document_removal
from graph.documents import versions as document_versions
from graph.records import Document, Ref, Space
from tagging import personal_data
from tagging.documents import find
from tagging.documents.events import note
from tagging.errors import Conflict, Invalid, NotPermitted
from tagging.permissions import Permission, Viewer, require

_AROUND = 60
SPACE_WORDS = {
    Space.PERSONAL: "only you and its other authors",
    Space.TEAM: "your team",
    Space.ORGANISATION: "everybody here",
}


@dataclass(frozen=True, slots=True)
class Flagged:
    """Words that look like personal data (`kind` says of what sort), with what is around them."""

    kind: str
    before: str
    words: str
    after: str


def owns(viewer: Viewer, document: Document) -> bool:
    """Say whether a document is this viewer's to move: they maintain it.

    Where nobody does, it is its authors'.
    """
    if viewer.operator:
        return True
    owners = [document.owner] if document.owner else document.authors
    return viewer.person_id is not None and viewer.person_id in {one.id for one in owners}


def owned(db: Queryable, viewer: Viewer, document_id: str, what: str) -> Document:
    """Return a document that is the viewer's to move; raises `NotPermitted` (who may do `what`)."""
    require(viewer, Permission.WRITE)
    document = find(db, viewer, document_id)
    if not owns(viewer, document):
        raise NotPermitted(f"Only whoever maintains a document may {what}.")
    return document


def flagged(document: Document) -> tuple[Flagged, ...]:
    """Return what in a document looks like somebody's personal data, in its order."""
    text = "\n\n".join((document.title, document.summary, document.text))
    return tuple(
        Flagged(
            one.kind,
            _line(text[max(0, one.start - _AROUND) : one.start], start=True),
            text[one.start : one.end],
            _line(text[one.end : one.end + _AROUND]),
        )
        for one in personal_data.flags(text)
    )


def unchecked(document: Document) -> tuple[Flagged, ...]:
    """Return what looks like personal data and nobody has said that they looked at."""
    return () if document.personal_data_checked else flagged(document)


def move(
    db: Database,
    viewer: Viewer,
    document_id: str,
    space: Space,
    *,
    now: datetime,
    checked: bool = False,
    team: str = "",
) -> Document:
    """Let a document be there for its owner, a team of theirs, or everybody.

    `checked` says that the viewer has looked at what seems to be personal data. Raises
    `NotPermitted` where it is not theirs, and `Invalid`: of field `checked` where personal data
    are not looked at yet, of field `team` where the viewer belongs to no such team.
    """

    def work(tx: Transaction) -> Document:
        document_versions.hold(tx, document_id)
        before = owned(tx, viewer, document_id, "move it")
        _refuse_unchecked(before, space, checked)
        after = replace(
            before,
            space=space,
            team=_team(tx, viewer, before, team) if space is Space.TEAM else None,
            personal_data_checked=before.personal_data_checked or checked,
            changed=now,
        )
        store.save(tx, [after])
        note(tx, viewer, f"document moved to {space.value}", before, now, before.space.value)
        return store.get(tx, document_id) or after

    return db.transact(work)


def delete(db: Database, viewer: Viewer, document_id: str, now: datetime) -> str:
    """Delete a document in the personal space for good; returns its title.

    Raises `NotPermitted` where it is not the viewer's, `Conflict` where others can read it.
    """

    def work(tx: Transaction) -> str:
        document_versions.hold(tx, document_id)
        document = owned(tx, viewer, document_id, "delete it")
        if document.space is not Space.PERSONAL:
            raise Conflict("Others can read it. Take it back into your own space first.")
        document_removal.remove(tx, document_id)
        note(tx, viewer, "document deleted", document, now)
        return document.title

    return db.transact(work)


def teams_of(db: Queryable, viewer: Viewer) -> tuple[Ref, ...]:
    """Return the teams that a viewer may share a document with."""
    person = people.get(db, viewer.person_id) if viewer.person_id else None
    return (person.team,) if person and person.team else ()


def _refuse_unchecked(document: Document, space: Space, checked: bool) -> None:
    if space is Space.PERSONAL or checked:
        return
    found = unchecked(document)
    if found:
        raise Invalid(
            "Some words look like personal data. Take them out, or say that you have checked them.",
            "checked",
        )


def _team(tx: Transaction, viewer: Viewer, document: Document, team: str) -> Ref:
    if document.team and team in {"", document.team.id}:
        return document.team
    mine: Sequence[Ref] = teams_of(tx, viewer)
    chosen = [one for one in mine if team in {"", one.id}]
    if not chosen:
        raise Invalid("You belong to no such team, so it cannot be shared with it.", "team")
    return chosen[0]


def _line(text: str, *, start: bool = False) -> str:
    """Return the piece of context in the same paragraph, in one line."""
    return (text.rpartition("\n\n")[2] if start else text.partition("\n\n")[0]).replace("\n", " ")
