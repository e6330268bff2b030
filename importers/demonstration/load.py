"""Loads the demonstration organisation, by the importers that everybody's own files go through."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from graph.database import Database
from importers.demonstration.organisation import HERE
from importers.documents import import_documents
from importers.people import import_people
from importers.report import Progress, Report, quiet
from importers.roles import import_roles
from importers.skills import import_skills
from importers.taggings import import_taggings
from importers.work import import_work
from tagging import accounts
from tagging.colleagues import SearchQuery, find
from tagging.documents.reviews import assign_reviews
from tagging.errors import Conflict
from tagging.people_loading import directory
from tagging.permissions import Permission, Viewer, require
from tagging.vocabulary import VocabularyCache

PASSWORD = "harbour-and-dales"  # noqa: S105 - published on purpose, let in on loopback only
_FILES = {
    "Skills": (import_skills, "skills.csv"),
    "People": (import_people, "people.csv"),
    "Roles": (import_roles, "roles.csv"),
    "Work": (import_work, "work.csv"),
    "Statements": (import_taggings, "taggings.csv"),
    "Documents": (partial(import_documents, suggestions=True), "documents"),
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who can sign in to the demonstration; `who` says as what ('novice adviser')."""

    who: str
    email: str
    person: str
    roles: tuple[str, ...]
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did, file by file; `first` says that it was the first time."""

    reports: tuple[Report, ...]
    first: bool


def load(db: Database, viewer: Viewer, progress: Progress = quiet, folder: Path = HERE) -> Loaded:
    """Load the demonstration; what is there already stays, so that it can be repeated.

    `folder` holds the CSV files, the documents and nothing else that is read. Raises `Conflict`
    where the database holds another organisation.
    """
    require(viewer, Permission.ADMINISTER)
    first = not is_loaded(db, viewer)
    if first:
        _refuse_another(db, viewer)
    reports = tuple(
        read(db, viewer, folder / name, progress=_under(title, progress))
        for title, (read, name) in _FILES.items()
    )
    if first:
        _search(db, viewer, folder)
        assign_reviews(db, datetime.now(UTC))
        # Last, because they tell that all the rest is there.
        _open_accounts(db, viewer, progress)
    return Loaded(reports, first)


def is_loaded(db: Database, viewer: Viewer) -> bool:
    """Say whether the demonstration is in this database, completely."""
    there = {one.email for one in accounts.listed(db, viewer) if one.demonstration}
    return all(one.email in there for one in SIGN_INS)


def sign_in_of(who: str) -> tuple[str, str]:
    """Return the e-mail address and password of 'novice adviser', 'HR', 'curator' and so on."""
    return next((one.email, one.password) for one in SIGN_INS if one.who == who)


def _under(title: str, progress: Progress) -> Callable[[str, int, int], None]:
    return lambda step, done, total: progress(f"{title}: {step.lower()}", done, total)


def _refuse_another(db: Database, viewer: Viewer) -> None:
    """Keep made-up people out of a real organisation; a load that broke off may go on."""
    ours = {row["id"] for row in _rows(HERE / "people.csv")}
    if any(one.id not in ours for one in directory(db, viewer)):
        raise Conflict(
            "This database holds an organisation already. Load the demonstration into an empty "
            "one: set NEO4J_DATABASE or SIGNPOST_DATA_FOLDER to another."
        )


def _search(db: Database, viewer: Viewer, folder: Path) -> None:
    """Search as people did, on the day they did: what they looked for in vain is kept."""
    vocabulary = VocabularyCache().current(db)
    for row in _rows(folder / "searches.csv"):
        at = datetime.combine(date.fromisoformat(row["day"]), time(11), UTC)
        find(db, viewer, vocabulary, SearchQuery(row["text"]), at)


def _open_accounts(db: Database, viewer: Viewer, progress: Progress) -> None:
    for done, one in enumerate(SIGN_INS):
        progress("Accounts", done, len(SIGN_INS))
        accounts.create(db, viewer, one.email, one.person, one.roles, one.password, True)
    progress("Accounts", 1, 1)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SIGN_INS = tuple(
    SignIn(row["who"], row["email"], row["person"], (row["roles"],))
    for row in _rows(HERE / "accounts.csv")
)
