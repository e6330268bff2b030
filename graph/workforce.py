"""The workforce as it stands in the store: read once, then kept in step by what has changed.

A `Ledger` holds people and statements, those that no longer count too, at positions that stay
the same: what is new comes last. The workforce of a day is made from it in memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph import workforce_rows as rows
from graph.algorithms.workforce import NOBODY, Topic, Unit, Workforce
from graph.database import Database
from graph.statement_columns import (
    MOST_PEOPLE,
    MOST_SKILLS,
    Columns,
    Ends,
    columns,
    counted,
    different,
    merged,
)
from graph.workforce_ledger import (
    OVERLAP_MILLISECONDS,
    Ledger,
    Named,
    members,
    positions,
    workforce,
)  # fmt: skip
from graph.workforce_rows import Edition, PersonRow

__all__ = [
    "Edition", "Ledger", "News", "changed_since", "counted", "edition", "in_step", "members",
    "open_ledger", "positions", "read", "workforce",
]  # fmt: skip

_TRIES = 3


@dataclass(frozen=True, slots=True)
class News:
    """What differs from the ledger before: about whom and what something was said, else what.

    `pairs` are (person, skill) by their positions in the ledger. `everything` says that positions
    are others than before.
    """

    pairs: frozenset[tuple[int, int]] = frozenset()
    people: bool = False
    skills: bool = False
    needs: bool = False
    everything: bool = False


def edition(db: Database, since: int) -> Edition:
    """Return the store's edition (see `graph.workforce_rows.edition`)."""
    return rows.edition(db, since)


def read(db: Database, day: date) -> Workforce:
    """Return the workforce on a day, without needs: everything is read once."""
    return workforce(open_ledger(db), day)


def open_ledger(db: Database) -> Ledger:
    """Read everything: about ten seconds for 100,000 people and a million statements."""
    since = max(0, rows.newest(db) - OVERLAP_MILLISECONDS)
    held = _surroundings(db, _nothing(rows.edition(db, since)))
    held = _with_topics(db, _with_people(held, rows.people(db)))
    pages = list(rows.statements(db, held.named.places, held.topics.places))
    said = _together(pages, held.statements)
    held = replace(held, statements=said)
    # What was written meanwhile may be in or not: the next look finds out.
    return replace(held, unread=_missing(said, rows.edition(db, held.since), held.since))


def _nothing(as_of: Edition) -> Ledger:
    none = np.zeros(0, np.int32)
    ends = Ends(none, none, none, none.astype(np.int8))
    empty = columns(ends, none.astype(np.int64), none.astype(np.int64))
    nobody = Named.of(())
    return Ledger(as_of, nobody, (), nobody, (), (), (), (), empty)


def _together(pages: Sequence[Columns], nothing: Columns) -> Columns:
    names = Columns.__slots__
    if not pages:
        return nothing
    joined = Columns(*(np.concatenate([getattr(each, name) for each in pages]) for name in names))
    return joined.only(np.argsort(joined.key, kind="stable"))


def _surroundings(db: Database, held: Ledger) -> Ledger:
    """Return the ledger with teams, places and roles as they are now; old ones keep their place."""
    found = rows.units(db)
    return replace(
        held,
        teams=_units(held.teams, found["teams"]),
        places=_units(held.places, found["places"]),
        roles=_units(held.roles, found["roles"]),
    )


def _units(held: tuple[Unit, ...], found: Sequence[list[Any]]) -> tuple[Unit, ...]:
    named = Named.of(each.id for each in held).with_new(row[0] for row in found)
    units = [*held, *(Unit(each, "") for each in named.ids[len(held) :])]
    for key, name, parent in found:
        units[named.places[key]] = Unit(key, name, named.places.get(parent, NOBODY))
    return held if units == list(held) else tuple(units)


def _with_people(held: Ledger, given: Sequence[PersonRow]) -> Ledger:
    named = held.named.with_new(row[0] for row in given)
    if len(named.ids) > MOST_PEOPLE:
        raise ValueError(f"More than {MOST_PEOPLE:,} people are not provided for.")
    people: list[PersonRow] = [*held.people, *([] for _ in named.ids[len(held.people) :])]
    for row in given:
        people[named.places[row[0]]] = row
    return replace(held, named=named, people=tuple(people))


def _with_topics(db: Database, held: Ledger) -> Ledger:
    """Return the ledger with skills as they are now; old ones keep their place."""
    found = rows.skills(db)
    named = held.topics.with_new(row[0] for row in found)
    if len(named.ids) > MOST_SKILLS:
        raise ValueError(f"More than {MOST_SKILLS:,} skills are not provided for.")
    topics = [*held.skills, *(Topic(each, "") for each in named.ids[len(held.skills) :])]

    def places(ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(sorted(named.places[each] for each in set(ids)))

    for key, label, broader, related in found:
        topics[named.places[key]] = Topic(key, label, places(broader), places(related))
    return replace(held, topics=named, skills=tuple(topics))


def in_step(held: Ledger, now: Edition) -> bool:
    """Say whether the ledger holds all that this edition of the store, asked since `held.since`."""
    said, old = held.statements, held.as_of
    return (
        (old.tokens, old.people, old.skills) == (now.tokens, now.people, now.skills)
        and now.newest <= said.newest
        and held.unread == _missing(said, now, held.since)
    )


def _missing(said: Columns, now: Edition, since: int) -> tuple[int, int]:
    return now.statements - len(said), now.recent - said.since(since)


def changed_since(db: Database, held: Ledger, now: Edition) -> tuple[Ledger, News]:
    """Return the ledger as the store is now, and what differs; `now` was asked since `held.since`.

    Costs as much as what has changed, except that after a change of skills or of where people sit
    all of these are read again.
    """
    ledger, pairs, since = held, frozenset[tuple[int, int]](), held.since
    for number in range(_TRIES):
        if number:
            since = ledger.since
            now = rows.edition(db, since)
        ledger = _surroundings_in_step(db, ledger, now)
        if _others_than_before(db, held, ledger):
            return open_ledger(db), News(people=True, skills=True, needs=True, everything=True)
        said, touched = _statements_in_step(db, ledger, now, since, again=number > 0)
        ledger, pairs = replace(ledger, statements=said), pairs | touched
        missing = _missing(said, now, since)
        if now.newest <= said.newest and missing == held.unread:
            break
    old, new = held.as_of.tokens, now.tokens
    news = News(
        pairs=pairs,
        people=ledger.people is not held.people or ledger.teams is not held.teams,
        skills=ledger.skills is not held.skills,
        needs=old.get(rows.NEEDS_TOKEN) != new.get(rows.NEEDS_TOKEN),
    )
    return replace(ledger, unread=missing), news


def _others_than_before(db: Database, held: Ledger, ledger: Ledger) -> bool:
    """Say whether all is to be read again: people or skills are gone, or have come for whom
    there are statements that could not be placed before.
    """
    if any(held.unread) and (ledger.named, ledger.topics) != (held.named, held.topics):
        return True
    if len(ledger.people) <= ledger.as_of.people and len(ledger.skills) <= ledger.as_of.skills:
        return False
    # Somebody may have come between the two questions; who is gone stays gone.
    again = rows.edition(db, ledger.since)
    return len(ledger.people) > again.people or len(ledger.skills) > again.skills


def _surroundings_in_step(db: Database, held: Ledger, now: Edition) -> Ledger:
    """Return the ledger with the people, skills and units that have changed."""
    old, ledger = held.as_of, held
    differs = {name for name, token in now.tokens.items() if old.tokens.get(name) != token}
    people = rows.PEOPLE_TOKEN in differs or old.people != now.people
    if people or rows.NEEDS_TOKEN in differs:
        ledger = _surroundings(db, ledger)
    if people:
        ledger = _people_in_step(db, ledger, now)
    if rows.SKILLS_TOKEN in differs or old.skills != now.skills:
        ledger = _with_topics(db, ledger)
    return replace(ledger, as_of=now)


def _people_in_step(db: Database, held: Ledger, now: Edition) -> Ledger:
    since = max(0, held.as_of.people_written - OVERLAP_MILLISECONDS)
    ledger = _with_people(held, rows.changed_people(db, since))
    return ledger if len(ledger.people) == now.people else _with_people(held, rows.people(db))


def _statements_in_step(
    db: Database, held: Ledger, now: Edition, since: int, *, again: bool
) -> tuple[Columns, frozenset[tuple[int, int]]]:
    """Return the statements as they are now, and of whom something else is said than before."""
    said, touched = held.statements, frozenset[tuple[int, int]]()
    people, skills = held.named.places, held.topics.places

    def take(instant: int) -> None:
        nonlocal said, touched
        new = different(said, rows.changed_statements(db, instant, people, skills))
        said, touched = merged(said, new), touched | _both_ways(new)

    if now.newest > said.newest:
        take(said.newest + 1)
    missing = _missing(said, now, since)
    if again or missing[1] != held.unread[1]:
        take(since)
    if _missing(said, now, since)[0] != held.unread[0]:
        deleted = _deleted(db, said, held.topics, people)
        said, touched = said.only(~deleted), touched | _both_ways(said.only(deleted))
    return said, touched


def _deleted(
    db: Database, said: Columns, topics: Named, people: dict[str, int]
) -> NDArray[np.bool_]:
    """Return which statements are gone: skills with another number of them are read again."""
    there = rows.how_many(db)
    held = np.bincount(said.skill, minlength=len(topics.ids))
    wrong = [each for number, each in enumerate(topics.ids) if there.get(each, 0) != held[number]]
    found = rows.ends(rows.ids_of_skills(db, wrong), people, topics.places)
    keys = found.only_known().key
    of_wrong = np.isin(said.skill, [topics.places[each] for each in wrong])
    deleted = np.zeros(len(said), bool)
    deleted[of_wrong] = np.isin(said.key[of_wrong], keys, invert=True)
    return deleted


def _both_ways(some: Columns) -> frozenset[tuple[int, int]]:
    """Return the (person, skill) spoken of, and those of the taggers: these may be mutual now."""
    skills = some.skill.tolist()
    people = zip(some.person.tolist(), skills, strict=True)
    return frozenset((*people, *zip(some.tagger.tolist(), skills, strict=True)))
