"""Answering a round: each answer is the reviewer's own statement, written as any other.

Nothing is written over what others said, and a veto holds: what a person refuses is not asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import rounds as store
from graph import taggings as statements_store
from graph.database import Database, Transaction
from graph.records import (
    ItemKind,
    ItemState,
    Ref,
    ReviewItem,
    ReviewRound,
    RoundStatus,
    Tagging,
    Verdict,
)
from graph.rounds import writing
from tagging import consent, taggings
from tagging.errors import Conflict, Invalid, NotPermitted
from tagging.learning import keeping
from tagging.permissions import Permission, Viewer, require
from tagging.rounds import keeping_time, telling, who
from tagging.rounds.opening import item_id
from tagging.rounds.reading import need, own_statements
from tagging.statement_words import tidy_level, tidy_skills

ANSWERS = (
    Verdict.CONFIRMED,
    Verdict.CHANGED,
    Verdict.ENDED,
    Verdict.UNKNOWN,
    Verdict.REFUSED,
)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is typed: one of `ANSWERS`, and the level where it is 'another level'."""

    verdict: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Newly:
    """Something else that a person knows, said unasked: words or a skill's id."""

    person: str
    skill: str
    level: int | None = None


def answer(
    db: Database,
    viewer: Viewer,
    round_id: str,
    given: Mapping[str, Given],
    now: datetime,
    newly: Sequence[Newly] = (),
) -> int:
    """Keep the viewer's answers (by item) and what they newly say; returns how many were kept.

    An answer can be changed while the round is open. All are checked before any is written.
    Raises `Invalid` with the item's id as the field, `Conflict` where the round has ended.
    """
    require(viewer, Permission.TAG)
    one = _open(db, viewer, round_id)
    mine = {each.id: each for each in store.items(db, one.id, viewer.person_id)}
    live = {key: each for key, each in mine.items() if each.live}
    meant = {key: _checked(key, live, each) for key, each in given.items()}
    new = [each for each in newly if each.skill.strip()]
    people = {each.person.id: each.person for each in live.values()}
    for each in new:
        if each.person not in people:
            raise NotPermitted("This round does not ask you about them.")
        tidy_skills([each.skill])
        tidy_level(each.level)
    fresh = {key: each for key, each in meant.items() if not _stands(live[key], each)}
    for key, answered in fresh.items():
        _keep(db, viewer, one, live[key], answered, now)
    for each in new:
        _say(db, viewer, one, people[each.person], each, now)
    return len(fresh) + len(new)


def decline(db: Database, viewer: Viewer, round_id: str, now: datetime) -> int:
    """Leave out all that a round still asks the viewer; returns how much that was."""
    require(viewer, Permission.TAG)
    one = _open(db, viewer, round_id)

    def work(tx: Transaction) -> int:
        writing.lock(tx, one.id)
        return writing.decline(tx, one.id, viewer.person_id or "", now)

    return db.transact(work)


def keep_apart(db: Database, viewer: Viewer, apart: bool, now: datetime) -> None:
    """Stay out of reviews by colleagues, or take part again.

    Whoever stays out is asked about themself alone, and nobody else about them, in open rounds
    too. What is said of them outside of reviews stays as it is.
    """
    require(viewer, Permission.EDIT_OWN_PAGE)
    me = viewer.person_id
    if me is None:
        raise NotPermitted("Sign in as a person.")

    def work(tx: Transaction) -> None:
        writing.keep_apart(tx, me, apart)
        if apart:
            writing.withdraw_from(tx, me, now)
        telling.note(tx, me, "reviews left" if apart else "reviews joined", me, now)

    db.transact(work)


def close(db: Database, viewer: Viewer, round_id: str, now: datetime) -> ReviewRound:
    """End a round before its deadline, as its opener or as somebody who may open any."""
    require(viewer, Permission.TAG)

    def work(tx: Transaction) -> ReviewRound:
        writing.lock(tx, round_id)
        one = need(tx, viewer, round_id)
        if not who.sees_whole(viewer, one):
            raise NotPermitted(f"Only {one.opener.name} can end this round.")
        if one.status is RoundStatus.CLOSED:
            return one
        telling.note(tx, viewer.actor, "review ended", one.id, now)
        return keeping_time.close(tx, one, now)

    return db.transact(work)


def _open(db: Database, viewer: Viewer, round_id: str) -> ReviewRound:
    one = need(db, viewer, round_id)
    if one.status is not RoundStatus.OPEN:
        raise Conflict("This review has ended, so nothing can be answered any more.")
    return one


def _checked(key: str, live: Mapping[str, ReviewItem], given: Given) -> Given:
    item = live.get(key)
    if item is None:
        raise NotPermitted("This is not (any more) asked of you.")
    if given.verdict not in ANSWERS:
        raise Invalid(f"Choose an answer on {item.skill.name}.", key)
    tidy_level(given.level)
    if given.verdict == Verdict.CHANGED and given.level is None:
        raise Invalid(f"Choose the level for {item.skill.name}.", key)
    if given.verdict == Verdict.REFUSED and item.person.id != item.reviewer.id:
        raise Invalid(f"Only {item.person.name} can refuse a topic.", key)
    return given


def _stands(item: ReviewItem, given: Given) -> bool:
    """Say whether this answer is there already: a form is sent again with all that it shows."""
    same = item.state is ItemState.ANSWERED and item.verdict == given.verdict
    return same and (given.verdict != Verdict.CHANGED or item.level == given.level)


def _keep(
    db: Database, viewer: Viewer, one: ReviewRound, item: ReviewItem, given: Given, now: datetime
) -> None:
    said = own_statements(db, [item])[item.id]
    # Nothing said before is None, said without a level is 0.
    was = (said[0].level or 0) if said else None
    if item.state is ItemState.ANSWERED:
        was = item.was
    verdict = Verdict(given.verdict)
    level = _write(db, viewer, item, said, verdict, given.level or was or None, now)
    if verdict is Verdict.CHANGED and was in (level, None):
        # The same level as before, or a colleague's first word: nothing that stood was changed.
        verdict = Verdict.CONFIRMED
    answered = replace(
        item, state=ItemState.ANSWERED, verdict=verdict, level=level, was=was, at=now
    )
    _put(db, one, answered)
    if item.person.id == item.reviewer.id:
        keeping.look_again(db, viewer, item.skill.id, level, now)


def _write(
    db: Database,
    viewer: Viewer,
    item: ReviewItem,
    said: Sequence[Tagging],
    verdict: Verdict,
    level: int | None,
    now: datetime,
) -> int | None:
    """Write the statement that an answer makes, and return the level it stands at."""
    pair = (item.person.id, [item.skill.id])
    if verdict is Verdict.CONFIRMED and said:
        for each in said:
            taggings.confirm(db, viewer, each.id, now)
        return said[0].level
    if verdict is Verdict.CONFIRMED:
        taggings.tag(db, viewer, *pair, level=level, now=now)
        return level
    if verdict is Verdict.CHANGED and said:
        taggings.revise(db, viewer, said[0].id, level=level, note=said[0].note, now=now)
        return level
    if verdict is Verdict.CHANGED:
        taggings.tag(db, viewer, *pair, level=level, now=now)
        return level
    if verdict is Verdict.ENDED:
        for each in said:
            taggings.withdraw(db, viewer, each.id, now)
    if verdict is Verdict.REFUSED:
        _refuse(db, viewer, item, now)
    return None


def _refuse(db: Database, viewer: Viewer, item: ReviewItem, now: datetime) -> None:
    there = statements_store.about_pair(db, item.person.id, item.skill.id)
    if not there:
        raise Invalid("Nobody says this of you (any more), so there is nothing to hide.", item.id)
    consent.hide(db, viewer, there[0].tagging.id, now)


def _say(
    db: Database, viewer: Viewer, one: ReviewRound, person: Ref, new: Newly, now: datetime
) -> None:
    change = taggings.tag(db, viewer, person.id, [new.skill], level=new.level, now=now)
    me = Ref(viewer.person_id or "", viewer.name)
    said = change.statements[0]
    key = item_id(one.id, me.id, person.id, said.skill.id)
    if any(each.id == key for each in store.items(db, one.id, me.id)):
        return
    item = ReviewItem(
        key, one.id, me, person, said.skill, ItemKind.SAID, ItemState.ANSWERED,
        verdict=Verdict.SAID, level=said.tagging.level, at=now,
    )  # fmt: skip
    _put(db, one, item)


def _put(db: Database, one: ReviewRound, item: ReviewItem) -> None:
    """Keep an answer unless the round has ended meanwhile; the statement stands in any case."""

    def work(tx: Transaction) -> None:
        writing.lock(tx, one.id)
        found = store.get(tx, one.id)
        if found and found.status is RoundStatus.OPEN:
            writing.put_items(tx, one.id, [item])

    db.transact(work)
