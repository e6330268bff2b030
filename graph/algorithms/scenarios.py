"""What if: a workforce made from today's by some changes, and never written back.

Positions stay what they were: who leaves stays in the list of people, without a team, a place or
statements about them; who comes is put at its end. So two workforces can be compared skill by
skill and team by team. What somebody who leaves said about others stays said.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import changes as kinds
from graph.algorithms.changes import Change
from graph.algorithms.workforce import (
    NOBODY,
    From,
    Members,
    Need,
    NeedSource,
    Statements,
    Unit,
    Workforce,
)

_SOURCES = tuple(From)
_SAID = tuple(each for each in Statements.__slots__)


def apply(workforce: Workforce, changes: Iterable[Change], at: date | None = None) -> Workforce:
    """Return the workforce as it would be after `changes`, one after the other.

    `at` leaves out what happens only after that day; who leaves later is known to leave then.
    Without it everything has happened. A change whose person, team, place or skill is not there
    does nothing (`unknown` names it); so does `SomeLeave`, which says of nobody that they leave:
    see `there`. Time in the number of people and statements.
    """
    draft = _Draft(workforce, at)
    for change in changes:
        if not unknown(workforce, change):
            draft.take(change)
    return draft.finished()


def there(
    workforce: Workforce, changes: Iterable[Change], at: date | None = None
) -> NDArray[np.float64]:
    """Return for each person the chance that they are still there after `SomeLeave`, shape (n,).

    When k of a team's n people leave, each of them is still there with 1 - k / n; that nobody
    knows who makes expected numbers right, and nothing is said of anybody.
    """
    chance = np.ones(len(workforce.members.ids))
    for change in changes:
        if isinstance(change, kinds.SomeLeave) and _has_happened(change, at):
            inside = members_of(workforce, change.team)
            if inside.any():
                chance[inside] *= max(0.0, 1 - change.people / np.count_nonzero(inside))
    return chance


def members_of(workforce: Workforce, team: str) -> NDArray[np.bool_]:
    """Return who of the staff sits in a team or in a team within it, shape (n,)."""
    place = _position(workforce.teams, team)
    within = list(_with_parts(workforce.teams, place)) if place != NOBODY else []
    return np.isin(workforce.members.team, within) & workforce.members.staff


def unknown(workforce: Workforce, change: Change) -> tuple[str, ...]:
    """Return the ids in a change that the workforce does not have (any more)."""
    people, skills = set(workforce.members.ids), {each.id for each in workforce.skills}
    teams, places = ({each.id for each in units} for units in (workforce.teams, workforce.places))
    among: dict[str, set[str]] = {
        "person": people, "coach": people, "team": teams, "into": teams, "place": places,
        "skill": skills,
    }  # fmt: skip
    named = [(name, getattr(change, name, "")) for name in among]
    parts = (*getattr(change, "needs", ()), *getattr(change, "profile", ()))
    named += [("skill", part.skill) for part in parts]
    return tuple(each for name, each in named if each and each not in among[name])


class _Draft:
    """A workforce that is being changed; its columns are copies."""

    def __init__(self, workforce: Workforce, at: date | None) -> None:
        self.before, self.at = workforce, at
        people = workforce.members
        self.ids, self.names, self.roles = list(people.ids), list(people.names), list(people.roles)
        self.staff = people.staff.tolist()
        self.team, self.place = people.team.tolist(), people.place.tolist()
        self.manager = people.manager.tolist()
        self.leaves, self.joined = people.leaves.tolist(), people.joined.tolist()
        self.gone: set[int] = set()
        self.said: list[_Said] = []
        self.needs, self.teams = list(workforce.needs), list(workforce.teams)
        self.person_at = {each: number for number, each in enumerate(self.ids)}
        self.skill_at = {each.id: number for number, each in enumerate(workforce.skills)}

    def take(self, change: Change) -> None:
        if _has_happened(change, self.at):
            _DOING[type(change)](self, change)
        elif isinstance(change, kinds.Leaves) and change.on is not None:
            self.leaves[self.person_at[change.person]] = change.on.toordinal()

    def join(self, key: str, name: str, team: int, place: int) -> int:
        """Put somebody new at the end of the list, and return where."""
        self.ids.append(key)
        self.names.append(name)
        self.roles.append(())
        self.staff.append(True)
        for column, value in (
            (self.team, team), (self.place, place), (self.manager, NOBODY), (self.leaves, 0),
            (self.joined, self.before.day.toordinal()),
        ):  # fmt: skip
            column.append(value)
        return len(self.ids) - 1

    def usual_place(self, team: int) -> int:
        """Return where most of a team sit; -1 where nobody does."""
        places = [
            place
            for inside, place in zip(self.team, self.place, strict=True)
            if inside == team and place != NOBODY
        ]
        return max(sorted(set(places)), key=places.count) if team != NOBODY and places else NOBODY

    def finished(self) -> Workforce:
        """Return the changed workforce."""
        members = Members(
            ids=tuple(self.ids),
            names=tuple(self.names),
            staff=np.array(self.staff, dtype=np.bool_),
            roles=tuple(self.roles),
            **{
                name: np.array(getattr(self, name), dtype=np.int32)
                for name in ("team", "place", "manager", "leaves", "joined")
            },
        )
        return replace(
            self.before,
            members=members,
            teams=tuple(self.teams),
            needs=tuple(self.needs),
            statements=self._statements(),
        )

    def _statements(self) -> Statements:
        old = self.before.statements
        kept = ~np.isin(old.person, sorted(self.gone))
        columns = {}
        for name in _SAID:
            column = getattr(old, name)
            new = np.array([getattr(each, name) for each in self.said], dtype=column.dtype)
            columns[name] = np.concatenate([column[kept], new])
        return Statements(**columns)


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement to add; its fields are the columns of `Statements`."""

    tagger: int
    person: int
    skill: int
    level: int
    source: int
    made: int
    confirmed: int


def _say(draft: _Draft, person: int, skill: str, level: int) -> None:
    """Add a statement by nobody in particular, made on the day of the snapshot."""
    day = draft.before.day.toordinal()
    source = _SOURCES.index(From.PEER)
    draft.said.append(_Said(NOBODY, person, draft.skill_at[skill], level, source, day, day))


def _leaves(draft: _Draft, change: kinds.Leaves) -> None:
    person = draft.person_at[change.person]
    draft.gone.add(person)
    draft.staff[person], draft.roles[person] = False, ()
    draft.team[person] = draft.place[person] = NOBODY
    draft.said = [each for each in draft.said if each.person != person]


def _person_moves(draft: _Draft, change: kinds.PersonMoves) -> None:
    person = draft.person_at[change.person]
    if person not in draft.gone:
        team = _position(draft.teams, change.team)
        place = _position(draft.before.places, change.place)
        usual = draft.usual_place(team) if place == NOBODY else place
        draft.team[person] = team
        draft.place[person] = usual if usual != NOBODY else draft.place[person]


def _team_moves(draft: _Draft, change: kinds.TeamMoves) -> None:
    within = set(_with_parts(draft.teams, _position(draft.teams, change.team)))
    place = _position(draft.before.places, change.place)
    draft.place = [
        place if team in within else old for team, old in zip(draft.team, draft.place, strict=True)
    ]


def _teams_merge(draft: _Draft, change: kinds.TeamsMerge) -> None:
    old, new = _position(draft.teams, change.team), _position(draft.teams, change.into)
    if new in set(_with_parts(draft.teams, old)):
        return
    draft.team = [new if team == old else team for team in draft.team]
    draft.teams = [
        replace(each, parent=new) if each.parent == old and number != new else each
        for number, each in enumerate(draft.teams)
    ]
    draft.needs = [replace(each, team=new) if each.team == old else each for each in draft.needs]


def _work_won(draft: _Draft, change: kinds.WorkWon) -> None:
    team = _position(draft.teams, change.team)
    if draft.at is not None and change.until is not None and change.until < draft.at:
        return
    draft.needs += [
        Need(
            NeedSource.WORK,
            draft.skill_at[each.skill],
            each.level,
            each.importance,
            each.people,
            team=team,
            until=change.until,
            words=change.name,
        )
        for each in change.needs
    ]


def _hired(draft: _Draft, change: kinds.Hired) -> None:
    team, place = _position(draft.teams, change.team), _position(draft.before.places, change.place)
    place = draft.usual_place(team) if place == NOBODY else place
    person = draft.join(f"hired.{len(draft.ids)}", change.name, team, place)
    for each in change.profile:
        _say(draft, person, each.skill, each.level)


def _trained(draft: _Draft, change: kinds.Trained) -> None:
    """Say that somebody reached the level; who taught them does not judge how well."""
    person = draft.person_at[change.person]
    if person not in draft.gone:
        _say(draft, person, change.skill, change.level)


def _borrowed(draft: _Draft, change: kinds.Borrowed) -> None:
    contact, skill = draft.person_at[change.person], draft.skill_at[change.skill]
    team = _position(draft.teams, change.team)
    name = f"{draft.names[contact]} (from outside)"
    place = _position(draft.before.places, change.place)
    place = draft.usual_place(team) if place == NOBODY else place
    person = draft.join(f"borrowed.{len(draft.ids)}", name, team, place)
    old = draft.before.statements
    for row in np.flatnonzero((old.person == contact) & (old.skill == skill)):
        values = {name: int(getattr(old, name)[row]) for name in _SAID}
        draft.said.append(_Said(**values | {"person": person}))


_DOING: dict[type, Callable[..., None]] = {
    kinds.Leaves: _leaves,
    kinds.SomeLeave: lambda draft, change: None,
    kinds.PersonMoves: _person_moves,
    kinds.TeamMoves: _team_moves,
    kinds.TeamsMerge: _teams_merge,
    kinds.WorkWon: _work_won,
    kinds.Hired: _hired,
    kinds.Trained: _trained,
    kinds.Borrowed: _borrowed,
}


def _has_happened(change: Change, at: date | None) -> bool:
    return at is None or change.on is None or change.on <= at


def _position(units: Sequence[Unit], key: str) -> int:
    return next((number for number, each in enumerate(units) if key and each.id == key), NOBODY)


def _with_parts(teams: Sequence[Unit], team: int) -> Iterator[int]:
    """Yield a team and every team within it."""
    inside, edge = {team}, [team]
    while edge:
        yield from edge
        edge = [n for n, each in enumerate(teams) if each.parent in edge and n not in inside]
        inside.update(edge)
