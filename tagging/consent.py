"""The tagged person's side: accept a statement, hide a skill for good, show it again, dispute."""

from dataclasses import replace
from datetime import datetime

from graph import skills
from graph import taggings as store
from graph.database import Database, Queryable, Transaction
from graph.records import PersonKind, Statement, Tagging, TaggingStatus
from graph.standing import Standing, standing
from tagging import changes
from tagging.changes import Change
from tagging.errors import Conflict, Invalid, NotPermitted, PersonNotFound, SkillNotFound
from tagging.permissions import Permission, Viewer, require
from tagging.statement_words import tidy_note


def accept(db: Database, viewer: Viewer, tagging_id: str, now: datetime) -> Change:
    """Agree with a statement about oneself; takes back a dispute of it."""
    require(viewer, Permission.EDIT_OWN_PAGE)

    def work(tx: Transaction) -> Change:
        said = _own(tx, viewer, tagging_id)
        message = f"You agreed with what {said.tagger.name} says about {said.skill.name}."
        if said.tagging.status is TaggingStatus.ACTIVE and said.tagging.accepted:
            return _unchanged(tx, viewer, said, message)
        if said.tagging.status in (TaggingStatus.HIDDEN, TaggingStatus.WITHDRAWN):
            raise Conflict("It is hidden or withdrawn. Show it again first.")
        agreed = replace(said.tagging, status=TaggingStatus.ACTIVE, accepted=now, reply="")
        return _change(tx, viewer, "accept", agreed, message, now)

    return db.transact(work)


def dispute(db: Database, viewer: Viewer, tagging_id: str, reply: str, now: datetime) -> Change:
    """Answer a statement about oneself: it stays readable with the reply, and stops counting."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    reply = tidy_note(reply, "reply")
    if not reply:
        raise Invalid("Say what you would say instead.", "reply")

    def work(tx: Transaction) -> Change:
        said = _own(tx, viewer, tagging_id)
        message = f"Your reply stands beside what {said.tagger.name} says; it no longer counts."
        if said.tagger == said.person:
            raise Invalid("You said this yourself. Change it, or withdraw it.", "reply")
        if said.tagging.status is TaggingStatus.WITHDRAWN:
            raise Conflict(f"{said.tagger.name} has withdrawn it already.")
        hidden = said.tagging.status is TaggingStatus.HIDDEN
        status = TaggingStatus.HIDDEN if hidden else TaggingStatus.DISPUTED
        disputed = replace(said.tagging, status=status, reply=reply, accepted=None)
        if disputed == said.tagging:
            return _unchanged(tx, viewer, said, message)
        return _change(tx, viewer, "dispute", disputed, message, now)

    return db.transact(work)


def hide(db: Database, viewer: Viewer, tagging_id: str, now: datetime) -> Change:
    """Refuse to be named for the skill of a statement, whoever says it and by whatever route.

    The tagged person may; for an external contact also whoever is acquainted with them or listed
    them, and administrators. It holds until the person shows the skill again.
    """
    require(viewer, Permission.FIND)

    def work(tx: Transaction) -> Change:
        said = changes.need(tx, tagging_id)
        person = _spoken_for(tx, viewer, said.person.id)
        pair = (said.person.id, said.skill.id)
        statements = changes.lock_pair(tx, *pair)
        before = changes.state(tx, (), [pair], whole=True)
        message = _hidden_words(viewer, person, said.skill.name)
        hidden = [
            replace(each.tagging, status=TaggingStatus.HIDDEN)
            for each in statements
            if each.tagging.status in (TaggingStatus.ACTIVE, TaggingStatus.DISPUTED)
        ]
        if before.vetoes[pair] and not hidden:
            return Change(changes.nothing_new(tx, viewer, before.taggings), (said,), message)
        store.refuse(tx, *pair, now)
        store.put(tx, *hidden)
        event = changes.record(tx, viewer, "hide", before, changes.again(tx, before), now)
        return Change(event, (changes.need(tx, tagging_id),), message)

    return db.transact(work)


def unhide(
    db: Database, viewer: Viewer, skill_id: str, now: datetime, person_id: str | None = None
) -> Change:
    """Be named for a skill again: what others said of it is shown and counts as before.

    `person_id` is the external contact on whose behalf it is done; oneself if not said.
    """
    require(viewer, Permission.FIND)
    whom = person_id or viewer.person_id
    if whom is None:
        raise PersonNotFound("Say whose skill is to be shown again.")

    def work(tx: Transaction) -> Change:
        person = _spoken_for(tx, viewer, whom)
        skill = skills.get(tx, skill_id)
        if skill is None:
            raise SkillNotFound("There is no such skill.")
        pair = (whom, skill_id)
        statements = changes.lock_pair(tx, *pair)
        before = changes.state(tx, (), [pair], whole=True)
        message = f"{_subject(viewer, person)} can be found for {skill.label} again."
        if before.vetoes[pair] is None:
            return Change(
                changes.nothing_new(tx, viewer, before.taggings), tuple(statements), message
            )
        store.allow(tx, *pair)
        store.put(tx, *changes.lifted(each.tagging for each in statements))
        event = changes.record(tx, viewer, "unhide", before, changes.again(tx, before), now)
        return Change(event, tuple(store.about_pair(tx, *pair)), message)

    return db.transact(work)


def may_speak_for(viewer: Viewer, person: Standing) -> bool:
    """Say whether the viewer may hide what is said about a person, seen as `standing` to them."""
    if viewer.person_id == person.id:
        return True
    known = person.acquainted or person.listed or viewer.may(Permission.EDIT_PEOPLE)
    return person.kind is PersonKind.EXTERNAL and known


def _spoken_for(tx: Queryable, viewer: Viewer, person_id: str) -> Standing:
    person = standing(tx, person_id, viewer.person_id)
    if person is None:
        raise PersonNotFound("There is no such person.")
    if not may_speak_for(viewer, person):
        raise NotPermitted(f"Only {person.name} can do this.")
    return person


def _own(tx: Transaction, viewer: Viewer, tagging_id: str) -> Statement:
    """Return a statement about the viewer, with both people held; raises `NotPermitted`."""
    said = changes.need(tx, tagging_id)
    if said.person.id != viewer.person_id:
        raise NotPermitted(f"Only {said.person.name} can do this.")
    store.lock(tx, [said.person.id, said.tagger.id])
    return changes.need(tx, tagging_id)


def _change(
    tx: Transaction, viewer: Viewer, action: str, tagging: Tagging, message: str, now: datetime
) -> Change:
    before = changes.state(tx, [tagging.id], [(tagging.person, tagging.skill)])
    store.put(tx, tagging)
    event = changes.record(tx, viewer, action, before, changes.again(tx, before), now)
    return Change(event, (changes.need(tx, tagging.id),), message)


def _unchanged(tx: Transaction, viewer: Viewer, said: Statement, message: str) -> Change:
    return Change(changes.nothing_new(tx, viewer, [said.tagging.id]), (said,), message)


def _subject(viewer: Viewer, person: Standing) -> str:
    return "You" if viewer.person_id == person.id else person.name


def _hidden_words(viewer: Viewer, person: Standing, skill: str) -> str:
    if viewer.person_id == person.id:
        return f"Nobody will find you for {skill} any more, until you show it again."
    return f"Nobody will find {person.name} for {skill} any more."
