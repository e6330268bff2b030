"""All statements of the store as plain columns that new ones can be put into.

A statement has one place, given by a key that holds who, about whom, what and which kind: the
columns are sorted by it, so that those about one person and skill stand together.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.workforce import Numbers, Statements

Keys = NDArray[np.int64]
# A key has 17 bits for the skill, 22 each for the people and 2 for the kind.
_PEOPLE = 1 << 22
_KINDS = 1 << 2
MOST_PEOPLE, MOST_SKILLS = _PEOPLE, 1 << 17
_COUNTED_KINDS = 2
_OF_THE_KEY = ("key", "tagger", "person", "skill", "kind")


@dataclass(frozen=True, slots=True)
class Columns:
    """Statements, m of them, of every kind and status, sorted by `key`; columns have shape (m,).

    `tagger`, `person` and `skill` are positions in the lists of `graph.workforce.Ledger`; `kind`
    is 0 (knows), 1 (helps) or 2 (learning); `source` as in `From`; `made` and `confirmed` are
    ordinals of days; `changed` is when it was written, in milliseconds since 1970.
    """

    key: Keys
    tagger: Numbers
    person: Numbers
    skill: Numbers
    kind: NDArray[np.int8]
    level: NDArray[np.int8]
    source: NDArray[np.int8]
    active: NDArray[np.bool_]
    made: Numbers
    confirmed: Numbers
    changed: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.key)

    def only(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> "Columns":
        """Return the statements at these positions, in that order, or where a mask says so."""
        return Columns(*(getattr(self, each.name)[rows] for each in fields(self)))

    @property
    def newest(self) -> int:
        """When the statement that was written last was written."""
        return int(self.changed.max()) if len(self) else 0

    def since(self, instant: int) -> int:
        """Return how many were written at or after an instant; not those of which it is unknown."""
        return int(np.count_nonzero(self.changed >= max(instant, 1)))


@dataclass(frozen=True, slots=True)
class Ends:
    """Whom and what statements are about, by position: (m,) each. See `Columns`."""

    tagger: Numbers
    person: Numbers
    skill: Numbers
    kind: NDArray[np.int8]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which have both people and the skill among those that are known (not -1)."""
        return np.asarray((self.tagger >= 0) & (self.person >= 0) & (self.skill >= 0))

    def only_known(self) -> "Ends":
        """Return those that are `known`."""
        return Ends(*(getattr(self, each.name)[self.known] for each in fields(self)))

    @property
    def key(self) -> Keys:
        """The keys of statements all of which are `known`."""
        pair = self.skill.astype(np.int64) * _PEOPLE + self.person
        return np.asarray((pair * _PEOPLE + self.tagger) * _KINDS + self.kind)


def columns(ends: Ends, packed: Keys, changed: NDArray[np.int64]) -> Columns:
    """Return statements, those alone whose ends are known, from numbers as the store packs them.

    `packed` holds, from the lowest bit: 1 bit for active, 2 for the source, 3 for the level, 22
    for the day of confirmation and 22 for the day when it was made.
    """
    known = ends.known
    ends = ends.only_known()
    packed = packed[known]
    found = Columns(
        key=ends.key,
        tagger=ends.tagger,
        person=ends.person,
        skill=ends.skill,
        kind=ends.kind,
        level=(packed >> 3 & 7).astype(np.int8),
        source=(packed >> 1 & 3).astype(np.int8),
        active=(packed & 1).astype(bool),
        made=(packed >> 28).astype(np.int32),
        confirmed=(packed >> 6 & (1 << 22) - 1).astype(np.int32),
        changed=changed[known],
    )
    return found.only(np.argsort(found.key, kind="stable"))


def different(held: Columns, given: Columns) -> Columns:
    """Return those of `given` that are not in `held`, or were written at another time."""
    at, there = _places(held, given)
    same = there.copy()
    same[there] = held.changed[at[there]] == given.changed[there]
    return given.only(~same)


def merged(held: Columns, given: Columns) -> Columns:
    """Return `held` with `given` (sorted, no key twice) in place of what has the same keys."""
    if not len(given):
        return held
    at, there = _places(held, given)
    parts = []
    for each in fields(held):
        column, new = getattr(held, each.name), getattr(given, each.name)
        if there.any() and each.name not in _OF_THE_KEY:
            column = column.copy()
            column[at[there]] = new[there]
        parts.append(column if there.all() else np.insert(column, at[~there], new[~there]))
    return Columns(*parts)


def _places(held: Columns, given: Columns) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return where the keys of `given` are in `held` or would go, and which are there."""
    at = np.searchsorted(held.key, given.key)
    there = at < len(held)
    there[there] = held.key[at[there]] == given.key[there]
    return at, there


def counted(held: Columns, places: Numbers | None) -> Statements:
    """Return the active statements of the kinds that count.

    `places` gives people other positions (-1: gone, about whom nothing is kept); None: the same.
    """
    rows = held.active & (held.kind < _COUNTED_KINDS)
    if places is not None:
        rows &= places[held.person] >= 0
    some = held if rows.all() else held.only(np.flatnonzero(rows))
    return Statements(
        tagger=some.tagger if places is None else places[some.tagger],
        person=some.person if places is None else places[some.person],
        skill=some.skill,
        level=some.level.astype(np.int32),
        source=some.source.astype(np.int32),
        made=some.made,
        confirmed=some.confirmed,
    )
