"""People by skills, for whoever sees them by name; and what a person would need for a role."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.algorithms import levels
from graph.algorithms.workforce import NOBODY
from graph.database import Database
from graph.records import Ref, Role
from tagging import roles as roles_of
from tagging.errors import PersonNotFound
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import sight
from tagging.permissions import Viewer

FIRST_SKILLS = 12
_SURE = (0.8, 0.5, 0.2)
CHANCES = ("there", "probably there", "not quite yet", "still to learn")
NOTHING_SAID = "nothing said yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is believed of somebody's skill: the likely level (None: nothing is said), the level
    that their roles require (0: none) and how likely they are there. `shade` is 0 to 4."""

    level: int | None
    required: int
    chance: float
    shade: int

    @property
    def words(self) -> str:
        """The chance in words."""
        return NOTHING_SAID if self.level is None else CHANCES[sum(self.chance < s for s in _SURE)]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with a standing for each column."""

    person: Ref
    team: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """People whom the viewer sees by name, by the skills that their roles require."""

    skills: tuple[Ref, ...]
    rows: tuple[PersonRow, ...]
    total_skills: int
    teams: tuple[Ref, ...]
    team: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of a role beside what is believed of the person."""

    skill: Ref
    level: int
    importance: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role, how much of it a person is likely to bring (0 to 1, by importance), and if held."""

    role: Ref
    match: float
    held: bool


@dataclass(frozen=True, slots=True)
class Own:
    """A person's match to one role, skill by skill, and to all others; seen by few (see `own`)."""

    person: Ref
    oneself: bool
    role: RoleMatch | None
    asked: tuple[Asked, ...]
    roles: tuple[RoleMatch, ...]


def matrix(
    db: Database, figures: Figures, viewer: Viewer, team: str = "", *, every: bool = False
) -> Matrix:
    """Return the viewer's own people, themself included, by skills; `team` (an id) narrows it."""
    seen = sight(figures, viewer)
    profiles = roles_of.every(db, viewer)
    people = [int(one) for one in np.flatnonzero(seen.people)]
    units = figures.workforce.teams
    teams = {int(figures.workforce.members.team[one]) for one in people} - {NOBODY}
    chosen = [one for one in people if not team or _team(figures, one).id == team]
    required = {one: _required(figures, profiles, one) for one in chosen}
    skills = _columns(figures, list(required.values()))
    shown = skills if every else skills[:FIRST_SKILLS]
    return Matrix(
        skills=tuple(figures.skill(one) for one in shown),
        rows=tuple(
            PersonRow(
                figures.person(one),
                _team(figures, one).name,
                tuple(standing(figures, one, s, required[one].get(s, 0)) for s in shown),
            )
            for one in sorted(chosen, key=lambda one: figures.person(one).name)
        ),
        total_skills=len(skills),
        teams=tuple(Ref(units[one].id, units[one].name) for one in sorted(teams)),
        team=team,
    )


def own(
    db: Database, figures: Figures, viewer: Viewer, role_id: str = "", person_id: str = ""
) -> Own:
    """Return how the viewer, or somebody who reports to them, matches a role; their own by default.

    Raises `PersonNotFound` where the viewer does not see that person by name.
    """
    seen = sight(figures, viewer)
    person = figures.people.get(person_id, NOBODY) if person_id else seen.person
    if person == NOBODY and not person_id:
        raise PersonNotFound("You are not one of the people that these figures are about.")
    if person == NOBODY or not seen.people[person]:
        raise PersonNotFound("This is private to the person and to whom they report.")
    profiles = [role for role in roles_of.every(db, viewer) if role.requires]
    held = _held(figures, person)
    matches = [_match(figures, person, role, held) for role in profiles]
    ordered = sorted(matches, key=lambda one: (not one.held, -one.match, one.role.name))
    asked = role_id or (ordered[0].role.id if ordered else "")
    profile = next((role for role in profiles if role.id == asked), None)
    return Own(
        person=figures.person(person),
        oneself=person == seen.person,
        role=next((one for one in ordered if one.role.id == asked), None),
        asked=_asked(figures, person, profile) if profile else (),
        roles=tuple(ordered),
    )


def standing(figures: Figures, person: int, skill: int, required: int = 0) -> Standing:
    """Return what is believed of a person and a skill, beside the level required (0: none)."""
    beliefs = figures.beliefs
    at = levels.position(beliefs, person, skill)
    if at is None:
        return Standing(None, required, 0.0, 4 if required else 0)
    likely = min(5, max(1, round(float(beliefs.mean[at]))))
    chance = float(figures.pairs.at_least(required)[at]) if required else 0.0
    shade = 1 + sum(chance < one for one in _SURE) if required else 0
    return Standing(likely, required, chance, shade)


def _asked(figures: Figures, person: int, role: Role) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            one.skill,
            one.level,
            one.importance,
            standing(figures, person, figures.skills[one.skill.id], one.level),
        )
        for one in role.requires
        if one.skill.id in figures.skills
    )


def _match(figures: Figures, person: int, role: Role, held: frozenset[str]) -> RoleMatch:
    """Return the share of a role's importance that the person is expected to bring."""
    asked = _asked(figures, person, role)
    total = sum(one.importance for one in asked)
    brought = sum(one.importance * one.standing.chance for one in asked)
    match = round(brought / total, 2) if total else 0.0
    return RoleMatch(Ref(role.id, role.name), match, role.id in held)


def _held(figures: Figures, person: int) -> frozenset[str]:
    roles = figures.workforce.members.roles[person]
    return frozenset(figures.workforce.roles[one].id for one in roles)


def _required(figures: Figures, profiles: Sequence[Role], person: int) -> dict[int, int]:
    """Return the level that a person's roles require, by skill (positions)."""
    held = _held(figures, person)
    found: dict[int, int] = {}
    for role in profiles:
        for one in role.requires if role.id in held else ():
            if one.skill.id in figures.skills:
                skill = figures.skills[one.skill.id]
                found[skill] = max(found.get(skill, 0), one.level)
    return found


def _columns(figures: Figures, required: Sequence[dict[int, int]]) -> list[int]:
    """Return the skills that roles of these people require, those of most people first."""
    times: dict[int, int] = {}
    for each in required:
        for skill in each:
            times[skill] = times.get(skill, 0) + 1
    return sorted(times, key=lambda one: (-times[one], figures.skill(one).name))


def _team(figures: Figures, person: int) -> Ref:
    team = int(figures.workforce.members.team[person])
    if team == NOBODY:
        return Ref("", "")
    unit = figures.workforce.teams[team]
    return Ref(unit.id, unit.name)
