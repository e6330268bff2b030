"""What one may change of one's own page, from the form as typed to the record."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from graph import audit
from graph import people as store
from graph.database import Database, Queryable, Transaction
from graph.ids import derived_id
from graph.organisations import place_ref
from graph.records import Absence, AuditEvent, Person, Ref
from tagging.errors import Invalid, NotPermitted, PersonNotFound
from tagging.people_fields import tidy, tidy_day, tidy_list, tidy_name
from tagging.permissions import Permission, Viewer, require

_TEXTS = frozenset(
    {"job_title", "phone", "mobile", "chat", "best_way", "best_times", "about", "listing_note"}
)
_LISTS = frozenset({"nicknames", "languages"})
_ABSENCE = frozenset({"absent_since", "absent_until", "absence_note"})
EDITABLE = _TEXTS | _LISTS | _ABSENCE | {"name", "place", "stand_in", "approachable"}
RESERVED = frozenset({"email"})


def update_own(
    db: Database, viewer: Viewer, person_id: str, *, now: datetime | None = None, **changes: Any
) -> Person:
    """Change what one may change of one's own page (an administrator: of anybody's).

    `changes` are fields of `Person` as typed, see `tagging.own_page.EDITABLE`; those not named
    stay. What is set here, an import leaves alone from then on. Raises `Invalid` with the field.
    """
    if viewer.person_id != person_id and not viewer.may(Permission.EDIT_PEOPLE):
        require(viewer, Permission.EDIT_OWN_PAGE)
        raise NotPermitted("Only the person themself can do this.")
    require(viewer, Permission.EDIT_OWN_PAGE)
    at = now or datetime.now(UTC)
    return db.transact(lambda tx: _update(tx, viewer, person_id, changes, at))


def _update(
    tx: Transaction, viewer: Viewer, person_id: str, changes: Mapping[str, Any], at: datetime
) -> Person:
    before = store.get(tx, person_id)
    if before is None:
        raise PersonNotFound("There is nobody with this address. They may have been removed.")
    after = changed_person(tx, before, changes, may_rename=viewer.may(Permission.EDIT_PEOPLE))
    names = [one.name for one in fields(after)]
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    if changed:
        store.update(tx, after, edited=changed, at=at)
        note_change(tx, viewer, "person changed", after, changed, at)
    return store.get(tx, person_id) or after


def note_change(
    tx: Transaction,
    viewer: Viewer,
    action: str,
    person: Person,
    changed: Sequence[str],
    at: datetime,
) -> None:
    """Note who changed which fields; the values themselves stay out of the trail."""
    audit.record(
        tx,
        AuditEvent(
            id=derived_id("event", action, person.id, viewer.actor, at.isoformat()),
            at=at,
            actor=viewer.actor,
            action=action,
            subject=person.id,
            after=", ".join(changed),
        ),
    )


def changed_person(
    db: Queryable, person: Person, changes: Mapping[str, Any], *, may_rename: bool = False
) -> Person:
    """Return `person` with `changes` (as typed) made.

    `name` is the person's own to change; the e-mail address, by which accounts and files know
    them, is an administrator's (`may_rename`). `stand_in` is a person id or ''. Raises `Invalid`
    with the field's name.
    """
    unknown = set(changes) - EDITABLE - (RESERVED if may_rename else frozenset())
    if unknown:
        field = min(unknown)
        raise Invalid(f"The {field.replace('_', ' ')} cannot be changed here.", field)
    made: dict[str, Any] = {}
    for field, value in changes.items():
        if field in _TEXTS or field in RESERVED:
            made[field] = tidy(field, value or "")
        elif field in _LISTS:
            made[field] = tidy_list(field, value or "")
    if "name" in changes:
        made["name"] = tidy_name("name", changes["name"], "a name")
    if "place" in changes:
        place = tidy("place", changes["place"] or "")
        made["place"] = place_ref(place) if place else None
    if "stand_in" in changes:
        made["stand_in"] = _stand_in(db, person, changes["stand_in"])
    if "approachable" in changes:
        made["approachable"] = _said(changes["approachable"])
    if _ABSENCE.intersection(changes):
        made["absence"] = _absence(person.absence, changes)
    return replace(person, **made)


def _said(value: str | bool | None) -> bool | None:
    """Return whether somebody likes being asked, from 'yes', 'no' or '' (not said)."""
    answers: dict[str | bool | None, bool | None] = {
        "yes": True, "no": False, "": None, True: True, False: False, None: None
    }  # fmt: skip
    if value not in answers:
        raise Invalid("Choose whether you like being asked.", "approachable")
    return answers[value]


def _stand_in(db: Queryable, person: Person, chosen: str | None) -> Ref | None:
    if not chosen:
        return None
    if chosen == person.id:
        raise Invalid("Choose somebody else as your stand-in.", "stand_in")
    found = store.get(db, chosen)
    if found is None:
        raise Invalid("Choose a stand-in who is listed here.", "stand_in")
    return Ref(found.id, found.name)


def _absence(before: Absence | None, changes: Mapping[str, Any]) -> Absence | None:
    was = before or Absence(date.min)
    since = (
        tidy_day("absent_since", changes["absent_since"])
        if "absent_since" in changes
        else (before.since if before else None)
    )
    until = tidy_day("absent_until", changes.get("absent_until", was.until))
    note = tidy("absence_note", changes.get("absence_note", was.note) or "")
    if since is None:
        if until is not None:
            raise Invalid("Enter the first day away as well.", "absent_since")
        return None
    if until is not None and until < since:
        raise Invalid("The last day away is before the first one.", "absent_until")
    return Absence(since, until, note)
