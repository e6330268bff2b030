"""External contacts: listing one in a minute, and saying what they were told about it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from graph import people as store
from graph.database import Database, Transaction
from graph.organisations import organisation_ref
from graph.records import Person, PersonKind, Ref
from tagging import taggings
from tagging.errors import Invalid
from tagging.identity import person_id
from tagging.own_page import note_change
from tagging.people_fields import tidy, tidy_name
from tagging.permissions import Permission, Viewer, require


def add_contact(
    db: Database,
    viewer: Viewer,
    *,
    name: str,
    organisation: str,
    phone: str = "",
    mobile: str = "",
    email: str = "",
    best_way: str = "",
    best_times: str = "",
    known_by: str | None = None,
    listing_note: str,
    job_title: str = "",
    skills: Sequence[str] = (),
    now: datetime,
) -> Person:
    """List an external contact, known by `known_by` (a person id; the viewer if not said).

    The same contact sent twice is one. `skills` are ids or words: the viewer's first statements.
    Raises `Invalid` with the field where something is missing or someone else has that e-mail.
    """
    require(viewer, Permission.ADD_CONTACT)
    person = _contact(
        name, organisation, listing_note, known_by or viewer.person_id,
        {"phone": phone, "mobile": mobile, "email": email, "best_way": best_way,
         "best_times": best_times, "job_title": job_title},
    )  # fmt: skip
    listed = db.transact(lambda tx: _list_contact(tx, viewer, person, now))
    if skills and viewer.person_id:
        taggings.tag(db, viewer, listed.id, skills, now=now)
    return listed


def _contact(
    name: str,
    organisation: str,
    listing_note: str,
    known_by: str | None,
    rest: Mapping[str, str],
) -> Person:
    name = tidy_name("name", name, "the contact's name")
    organisation = tidy_name("organisation", organisation, "the organisation they work for")
    channels: dict[str, Any] = {field: tidy(field, value) for field, value in rest.items()}
    if not any(channels[way] for way in ("phone", "mobile", "email")):
        raise Invalid("Enter a phone number or an e-mail address to reach them by.", "phone")
    note = tidy_name("listing_note", listing_note, "what they were told about being listed")
    return Person(
        id=person_id("", channels["email"], name, organisation),
        name=name,
        kind=PersonKind.EXTERNAL,
        organisation=organisation_ref(organisation),
        known_by=(Ref(known_by, ""),) if known_by else (),
        listing_note=note,
        **channels,
    )


def _list_contact(tx: Transaction, viewer: Viewer, person: Person, now: datetime) -> Person:
    there = store.get(tx, person.id) or (store.by_email(tx, person.email) if person.email else None)
    if there is not None:
        if _same_contact(there, person):
            return there
        raise Invalid(f"{there.name} is already listed. Search for them to add to it.", "name")
    if person.known_by and store.get(tx, person.known_by[0].id) is None:
        raise Invalid("Choose somebody who is listed here.", "known_by")
    store.update(tx, person, edited=_filled(person), at=now)
    note_change(tx, viewer, "contact added", person, (), now)
    return store.get(tx, person.id) or person


def _same_contact(there: Person, person: Person) -> bool:
    return all(
        getattr(there, field) == getattr(person, field)
        for field in ("id", "name", "kind", "phone", "mobile", "email", "listing_note")
    )


def _filled(person: Person) -> set[str]:
    return {one.name for one in fields(person) if getattr(person, one.name)} - {"id"}
