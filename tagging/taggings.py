"""The tagger's side: say what someone knows, confirm it, revise it, take it back.

What the tagged person can do is in `tagging.consent`, undoing in `tagging.undoing`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph import batches, skill_labels, skills
from graph import taggings as store
from graph.database import Database, Transaction
from graph.records import (
    Ref,
    SaveCounts,
    Skill,
    SkillStatus,
    Source,
    Statement,
    Tagging,
    TaggingKind,
    TaggingStatus,
)
from graph.standing import Standing, standing
from tagging import changes
from tagging.changes import Change
from tagging.consent import accept, dispute, hide, may_speak_for, unhide
from tagging.errors import Conflict, Invalid, NotPermitted, PersonNotFound
from tagging.identity import skill_id
from tagging.permissions import Permission, Viewer, require
from tagging.statement_words import (
    require_new_skill,
    said_words,
    tidy_kind,
    tidy_level,
    tidy_note,
    tidy_skills,
)
from tagging.undoing import undo

__all__ = [
    "Change", "accept", "confirm", "dispute", "hide", "load_taggings", "revise",
    "statements_about", "tag", "undo", "unhide", "withdraw",
]  # fmt: skip

SENT_TWICE = timedelta(minutes=10)
_OPEN = (TaggingStatus.ACTIVE, TaggingStatus.DISPUTED)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of each skill: tidied, with the instant it is said at."""

    kind: TaggingKind
    level: int | None
    note: str
    at: datetime


def tag(
    db: Database,
    viewer: Viewer,
    person_id: str,
    skills: Sequence[str],
    *,
    kind: str = "knows",
    level: int | None = None,
    note: str = "",
    now: datetime,
) -> Change:
    """Say that someone (oneself, a colleague, an external contact) knows these skills.

    Each of `skills` is a skill's id or words as typed: any label of a skill means that skill,
    other words become a proposed one. Said before, it is confirmed, and an empty level or note
    leaves the old one. About a skill that the person refuses it is kept, hidden; saying it of
    oneself lifts one's own veto. The same sent twice within ten minutes is one statement and one
    event. Raises `PersonNotFound`, and `Invalid` with the field.
    """
    require(viewer, Permission.TAG)
    typed = tidy_skills(skills)
    words = _Words(tidy_kind(kind), tidy_level(level), tidy_note(note), now)
    return db.transact(lambda tx: _tag(tx, viewer, person_id, typed, words))


def _tag(
    tx: Transaction, viewer: Viewer, person_id: str, typed: Sequence[str], words: _Words
) -> Change:
    person = _taggable(tx, viewer, person_id, words.at)
    tagger = viewer.person_id or ""
    named = list(dict.fromkeys(_meant(tx, text, tagger) for text in typed))
    pairs = [(person_id, skill.id) for skill in named]
    own = tagger == person_id
    store.lock(tx, [tagger, person_id])
    vetoes = store.refused(tx, [person_id])
    barred = own and any(pair in vetoes for pair in pairs)
    if barred:
        for pair in pairs:
            changes.lock_pair(tx, *pair)
    source = Source.SELF if own else Source.MANAGER if person.manages else Source.PEER
    new = [Tagging(tagger, *pair, words.at, words.at, words.kind, source=source) for pair in pairs]
    before = changes.state(tx, [each.id for each in new], pairs, whole=barred)
    said = [_said(before.taggings[each.id], each, words, before.vetoes, own) for each in new]
    ids = [each.id for each in new]
    message = said_words("" if own else person.name, named, said)
    if all(each == before.taggings[each.id] for each in said) and not barred:
        statements = store.get_many(tx, ids)
        return Change(changes.nothing_new(tx, viewer, ids), tuple(statements), message)
    if barred:
        said = _lift(tx, before, said)
    store.put(tx, *said)
    event = changes.record(tx, viewer, "tag", before, changes.again(tx, before), words.at)
    return Change(event, tuple(store.get_many(tx, ids)), message)


def _taggable(tx: Transaction, viewer: Viewer, person_id: str, now: datetime) -> Standing:
    if viewer.person_id is None:
        raise NotPermitted("A statement needs somebody who says it. Sign in as a person.")
    person = standing(tx, person_id, viewer.person_id)
    if person is None or standing(tx, viewer.person_id, None) is None:
        raise PersonNotFound("There is no such person.")
    if person.left is not None and person.left <= now.date():
        raise Invalid(f"{person.name} has left, so nothing new can be said about them.")
    return person


def _meant(tx: Transaction, typed: str, tagger: str) -> Ref:
    """Return the skill that is meant; words that mean none yet become a proposed one."""
    found = skill_labels.meant(tx, typed) or skill_labels.meant(tx, skill_id(typed))
    if found is not None and found.in_use:
        return found.skill
    if found is not None:
        raise Invalid(f"'{typed}' is no longer used. Choose another topic.", "skills")
    require_new_skill(typed)
    proposed = Skill(skill_id(typed), typed, status=SkillStatus.PROPOSED, proposed_by=tagger)
    skills.save(tx, [proposed])
    return Ref(proposed.id, proposed.label)


def _said(
    stored: Tagging | None,
    new: Tagging,
    words: _Words,
    vetoes: Mapping[changes.Pair, datetime | None],
    own: bool,
) -> Tagging:
    """Return the statement as it stands once these words are said (again)."""
    barred = vetoes[new.person, new.skill] is not None and not own
    status = TaggingStatus.HIDDEN if barred else TaggingStatus.ACTIVE
    if stored is None or stored.status is TaggingStatus.WITHDRAWN:
        made = new.made if stored is None else stored.made
        return replace(new, made=made, level=words.level, note=words.note, status=status)
    level = stored.level if words.level is None else words.level
    return _revised(stored, level, words.note or stored.note, words.at, new.source)


def _revised(
    stored: Tagging, level: int | None, note: str, now: datetime, source: Source | None = None
) -> Tagging:
    """Return the statement with this level and note, confirmed now unless that was just done.

    What the tagged person agreed with was the old wording: a new one is theirs to accept anew.
    """
    same = (level, note) == (stored.level, stored.note)
    just_now = timedelta(0) <= now - stored.confirmed < SENT_TWICE
    if same and (just_now or now < stored.confirmed):
        return stored
    return replace(
        stored,
        level=level,
        note=note,
        source=source or stored.source,
        confirmed=max(now, stored.confirmed),
        accepted=stored.accepted if same else None,
    )


def _lift(tx: Transaction, before: changes.State, said: list[Tagging]) -> list[Tagging]:
    """Lift one's own vetoes; return what was said with what others had said and was hidden."""
    for pair, since in before.vetoes.items():
        if since is not None:
            store.allow(tx, *pair)
    own = {each.id: each for each in [*said, *changes.lifted(said)]}
    others = [each for key, each in before.taggings.items() if each and key not in own]
    return [*own.values(), *changes.lifted(others)]


def confirm(db: Database, viewer: Viewer, tagging_id: str, now: datetime) -> Change:
    """Say that one's own statement still holds."""
    require(viewer, Permission.TAG)

    def work(tx: Transaction) -> Change:
        stored = _own(tx, viewer, tagging_id).tagging
        _require_standing(stored)
        revised = _revised(stored, stored.level, stored.note, now)
        return _changed(tx, viewer, "confirm", revised, "Confirmed: it still holds.", now)

    return db.transact(work)


def revise(
    db: Database, viewer: Viewer, tagging_id: str, *, level: int | None, note: str, now: datetime
) -> Change:
    """Give one's own statement exactly this level and note, as of now."""
    require(viewer, Permission.TAG)
    level, note = tidy_level(level), tidy_note(note)

    def work(tx: Transaction) -> Change:
        stored = _own(tx, viewer, tagging_id).tagging
        _require_standing(stored)
        revised = _revised(stored, level, note, now)
        return _changed(tx, viewer, "revise", revised, "You changed what you said.", now)

    return db.transact(work)


def withdraw(db: Database, viewer: Viewer, tagging_id: str, now: datetime) -> Change:
    """Take back one's own statement. It can be said again."""
    require(viewer, Permission.TAG)

    def work(tx: Transaction) -> Change:
        said = _own(tx, viewer, tagging_id)
        withdrawn = replace(said.tagging, status=TaggingStatus.WITHDRAWN)
        message = f"You took back what you said about {said.skill.name}."
        return _changed(tx, viewer, "withdraw", withdrawn, message, now)

    return db.transact(work)


def _own(tx: Transaction, viewer: Viewer, tagging_id: str) -> Statement:
    """Return a statement that the viewer made, with both people held; raises `NotPermitted`."""
    said = changes.need(tx, tagging_id)
    if said.tagger.id != viewer.person_id:
        raise NotPermitted(f"Only {said.tagger.name} can do this.")
    store.lock(tx, [said.person.id, said.tagger.id])
    return changes.need(tx, tagging_id)


def _require_standing(tagging: Tagging) -> None:
    if tagging.status is TaggingStatus.WITHDRAWN:
        raise Conflict("You have taken this back. Say it again instead.")


def _changed(
    tx: Transaction, viewer: Viewer, action: str, tagging: Tagging, message: str, now: datetime
) -> Change:
    before = changes.state(tx, [tagging.id], [(tagging.person, tagging.skill)])
    if before.taggings[tagging.id] == tagging:
        said = changes.need(tx, tagging.id)
        return Change(changes.nothing_new(tx, viewer, [tagging.id]), (said,), message)
    store.put(tx, tagging)
    event = changes.record(tx, viewer, action, before, changes.again(tx, before), now)
    return Change(event, (changes.need(tx, tagging.id),), message)


def statements_about(db: Database, viewer: Viewer, person_id: str) -> tuple[Statement, ...]:
    """Return what was said about a person, as far as this viewer may read it.

    The tagged person, and whoever may hide on behalf of an external contact, reads all; a tagger
    all of their own; others what is active or disputed. Raises `PersonNotFound`.
    """
    require(viewer, Permission.FIND)
    person = standing(db, person_id, viewer.person_id)
    if person is None:
        raise PersonNotFound("There is no such person.")
    everything = may_speak_for(viewer, person)
    return tuple(
        each
        for each in store.about(db, person_id)
        if everything or each.tagging.status in _OPEN or each.tagger.id == viewer.person_id
    )


def load_taggings(
    db: Database,
    viewer: Viewer,
    taggings: Sequence[Tagging],
    batch: str | None = None,
    *,
    dry_run: bool = False,
    undated: Collection[str] = (),
) -> SaveCounts:
    """Add and update statements from a file, in one transaction; see `graph.taggings.save`.

    Nothing that is withdrawn, hidden or disputed comes back, what is refused is kept hidden, and
    a row older than what is stored changes nothing. A row whose people or skill are not there is
    in none of the counts. Fastest by 10,000 rows sorted by person over the whole file, so that
    each person is summed up once; two calls at a time gain only the time to pack the second.
    """
    require(viewer, Permission.IMPORT)
    rows = [each if batch is None or each.batch == batch else replace(each, batch=batch)
            for each in taggings]  # fmt: skip
    return batches.run(db, lambda tx: store.save(tx, rows, undated), dry_run=dry_run)
