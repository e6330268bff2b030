"""Suggestions about oneself, from a text that one gave: nothing appears without one's own yes."""

from dataclasses import replace
from datetime import datetime

from graph import suggestion_answers, suggestions
from graph import taggings as store
from graph.database import Database, Queryable, Transaction
from graph.ids import fold
from graph.records import TaggingKind
from graph.suggestions import NEW_TERM, Answer, Suggestion
from tagging import taggings
from tagging.changes import Change
from tagging.errors import NotPermitted, SuggestionNotFound
from tagging.permissions import Permission, Viewer, require
from tagging.reviewing.words import Item


def about_me(db: Queryable, viewer: Viewer) -> tuple[Item, ...]:
    """Return what is suggested about the viewer and waits for their answer, the surest first.

    What they say already or refuse to be named for is left out. What they take back by undoing
    comes back, since an acceptance is the statement itself.
    """
    me = _me(viewer)
    said = [one for one in store.made_by(db, me) if one.tagging.person == me]
    settled = {one.skill.id for one in said} | {skill for _, skill in store.refused(db, [me])}
    named = {fold(one.skill.name) for one in said}
    return tuple(
        Item(one)
        for one in suggestions.of_person(db, me)
        if one.answer is not Answer.REFUSED
        if (
            one.skill.id not in settled
            if one.skill
            else one.field == NEW_TERM and one.value not in named
        )
    )


def accept(db: Database, viewer: Viewer, suggestion_id: str, now: datetime) -> Change:
    """Say of oneself what is suggested: that one knows about it, without a level."""
    one = _own(db, viewer, suggestion_id)
    typed = one.skill.id if one.skill else one.label
    change = taggings.tag(db, viewer, _me(viewer), [typed], kind=TaggingKind.KNOWS, now=now)
    db.transact(lambda tx: _forget_evidence(tx, one, now))
    return change


def refuse(db: Database, viewer: Viewer, suggestion_id: str, now: datetime) -> Change:
    """Say no to a suggestion about oneself; it is not asked again."""
    one = _own(db, viewer, suggestion_id)
    given = suggestion_answers.Given(one.id, Answer.REFUSED, now, viewer.person_id)

    def work(tx: Transaction) -> None:
        suggestion_answers.put(tx, [given])
        _forget_evidence(tx, one, now)

    db.transact(work)
    return Change("", (), f"‘{Item(one).label}’ is not suggested again.")


def _forget_evidence(tx: Transaction, one: Suggestion, now: datetime) -> None:
    """Let go of the sentence: it is from a text that was to be forgotten, and has done its work."""
    suggestions.put(tx, [replace(one, sentence="", decided="", features={})], now)


def forget_about_me(db: Database, viewer: Viewer) -> Change:
    """Forget every suggestion about oneself, answered or not. What one has said stays."""
    me = _me(viewer)
    db.transact(lambda tx: suggestions.remove_of_person(tx, me))
    return Change("", (), "All suggestions about you are forgotten. What you said stays.")


def _me(viewer: Viewer) -> str:
    require(viewer, Permission.EDIT_OWN_PAGE)
    if viewer.person_id is None:
        raise NotPermitted("Only a person has suggestions about themself. Sign in as one.")
    return viewer.person_id


def _own(db: Queryable, viewer: Viewer, suggestion_id: str) -> Suggestion:
    one = suggestions.get(db, suggestion_id)
    if one is None or one.subject != _me(viewer):
        raise SuggestionNotFound("There is no such suggestion (any more).")
    return one
