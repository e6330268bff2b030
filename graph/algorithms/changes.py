"""What may change in a scenario, as plain values that can be kept as JSON.

People, teams, places and skills are named by their ids, so that a scenario that was kept still
means the same when the graph has grown.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaves:
    """A person leaves; `on` is their last day (None: at once)."""

    person: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SomeLeave:
    """So many people of a team (and of the teams in it) leave, and nobody says who."""

    team: str
    people: int
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonMoves:
    """A person goes to another team, and works at its place where one is given."""

    person: str
    team: str
    place: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class TeamMoves:
    """A team, and the teams in it, work from another place."""

    team: str
    place: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class TeamsMerge:
    """The people and needs of one team become those of another."""

    team: str
    into: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A skill that new work needs: how many people at which level, how important (0 to 1)."""

    skill: str
    level: int = 3
    people: float = 1.0
    importance: float = 0.8


@dataclass(frozen=True, slots=True)
class WorkWon:
    """New work comes in, for one team or (`team` '') for everybody, until a day or for good."""

    name: str
    needs: tuple[Wanted, ...]
    team: str = ""
    until: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Able:
    """A skill at a level."""

    skill: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Hired:
    """Somebody new comes, who has this profile."""

    name: str
    profile: tuple[Able, ...]
    team: str = ""
    place: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """A person has learnt a skill up to a level, with the help of a coach ('' for none)."""

    person: str
    skill: str
    level: int = 3
    coach: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A contact from outside covers a skill for a team ('': for everybody), at a place."""

    person: str
    skill: str
    team: str = ""
    place: str = ""
    on: date | None = None


Change = (
    Leaves | SomeLeave | PersonMoves | TeamMoves | TeamsMerge | WorkWon | Hired | Trained | Borrowed
)
KINDS: dict[str, type[Change]] = {
    "leaves": Leaves,
    "some leave": SomeLeave,
    "person moves": PersonMoves,
    "team moves": TeamMoves,
    "teams merge": TeamsMerge,
    "work won": WorkWon,
    "hired": Hired,
    "trained": Trained,
    "borrowed": Borrowed,
}
_WORDS = {kind: word for word, kind in KINDS.items()}
_DAYS = ("on", "until")
_PARTS: dict[str, type[Wanted] | type[Able]] = {"needs": Wanted, "profile": Able}


def kind_of(change: Change) -> str:
    """Return the name of a change's kind in `KINDS`."""
    return _WORDS[type(change)]


def as_json(changes: Iterable[Change]) -> str:
    """Return changes as JSON that `from_json` reads."""
    kept = [{"what": kind_of(each)} | _plain(asdict(each)) for each in changes]
    return json.dumps(kept, ensure_ascii=False)


def from_json(text: str) -> tuple[Change, ...]:
    """Read changes kept by `as_json`; raises `ValueError` where it is something else."""
    try:
        return tuple(_change(dict(kept)) for kept in json.loads(text))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("These are no changes of a scenario.") from error


def without(changes: Sequence[Change], position: int) -> tuple[Change, ...]:
    """Return the changes without the one at `position`; all of them where there is none."""
    return tuple(each for number, each in enumerate(changes) if number != position)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    days = {name: values[name].isoformat() for name in _DAYS if values.get(name)}
    return {name: value for name, value in (values | days).items() if value is not None}


def _change(kept: dict[str, Any]) -> Change:
    kind = KINDS[kept.pop("what")]
    known = {each.name for each in fields(kind)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in _DAYS:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name, part in _PARTS.items():
        if name in values:
            values[name] = tuple(part(**each) for each in values[name])
    return kind(**values)
