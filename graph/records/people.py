"""People, and who may sign in as whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.records.shared import Ref


class PersonKind(StrEnum):
    """Whether someone works here."""

    STAFF = "staff"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Absence:
    """A time away: `until` is the last day away, None for an open end."""

    since: date
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff or an external contact, and how to reach them."""

    id: str
    name: str
    kind: PersonKind = PersonKind.STAFF
    nicknames: tuple[str, ...] = ()
    job_title: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    chat: str = ""
    best_way: str = ""
    best_times: str = ""
    absence: Absence | None = None
    stand_in: Ref | None = None
    languages: tuple[str, ...] = ()
    place: Ref | None = None
    team: Ref | None = None
    organisation: Ref | None = None
    roles: tuple[Ref, ...] = ()
    manager: Ref | None = None
    known_by: tuple[Ref, ...] = ()
    about: str = ""
    listing_note: str = ""
    approachable: bool | None = None
    joined: date | None = None
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, as which person, with which roles (see `tagging.permissions`)."""

    id: str
    email: str
    person: Ref
    roles: tuple[str, ...] = ()
    demonstration: bool = False
    disabled: bool = False
