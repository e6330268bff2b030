"""The demonstration organisation as it was written by hand: the TOML files in `content/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONTENT = HERE / "content"


@dataclass(frozen=True, slots=True)
class Topic:
    """A skill of the vocabulary. `notes` are what colleagues write of those who have it, `own`
    what the people write themselves.
    """

    id: str
    label: str
    also: tuple[str, ...] = ()
    definition: str = ""
    status: str = "community"
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ability:
    """What a member of staff can do, and how well (1 to 5).

    `own_words`: the skill's own words are theirs. `first`: the first note is about them.
    """

    skill: str
    level: int
    own_words: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff; `facts` are the other columns as they were written."""

    id: str
    name: str
    team: str
    place: str
    joined: date
    leads: bool
    abilities: tuple[Ability, ...]
    learning: tuple[str, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """Everything written by hand."""

    settings: Mapping[str, Any]
    topics: Mapping[str, Topic]
    staff: Mapping[str, Member]
    contacts: Mapping[str, Mapping[str, Any]]
    roles: Mapping[str, Mapping[str, Any]]
    planted: tuple[Mapping[str, Any], ...]
    searches: tuple[Mapping[str, Any], ...] = field(default=())
    work: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def leader(self, team: str) -> Member:
        """Return who leads a team."""
        return next(one for one in self.staff.values() if one.team == team and one.leads)


def read() -> Service:
    """Return the organisation as written."""
    planted = _toml("planted")
    topics: dict[str, Topic] = {}
    for path in sorted((CONTENT / "skills").glob("*.toml")):
        topics |= {key: _topic(key, found) for key, found in _toml(f"skills/{path.stem}").items()}
    return Service(
        settings=_toml("service"),
        topics=topics,
        staff={key: _member(key, found) for key, found in _toml("staff").items()},
        contacts=_toml("contacts"),
        roles=_toml("roles"),
        planted=tuple(planted["statement"]),
        searches=tuple(planted["search"]),
        work=_toml("work"),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text("utf-8"))


def _topic(key: str, found: Mapping[str, Any]) -> Topic:
    lists = {name: tuple(value) for name, value in found.items() if isinstance(value, list)}
    return Topic(key, **{**found, **lists})


def _member(key: str, found: Mapping[str, Any]) -> Member:
    return Member(
        id=key,
        name=found["name"],
        team=found["team"],
        place=found["place"],
        joined=found["joined"],
        leads=found.get("leads", False),
        abilities=tuple(_ability(words) for words in found["knows"].split(", ")),
        learning=tuple(filter(None, found.get("learning", "").split(", "))),
        facts=found,
    )


def _ability(words: str) -> Ability:
    skill, _, level = words.partition(":")
    return Ability(skill, int(level[0]), "*" in level, "+" in level)
