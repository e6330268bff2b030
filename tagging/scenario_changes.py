"""What may be added to a scenario by whom: people by name only if the viewer sees them by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.algorithms import changes as kinds
from graph.algorithms.changes import Able, Change, Wanted
from graph.algorithms.suppression import GroupKind
from graph.algorithms.workforce import Unit
from graph.records import Ref
from tagging.errors import Invalid, NotPermitted
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import WITHHELD, Sight

LONGEST_NAME = 100
MOST_SKILLS = 6
MOST_PEOPLE = 10_000

Skilled = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Whom and what a viewer can name: people they see by name, teams whose figures they see."""

    people: tuple[Ref, ...]
    contacts: tuple[Ref, ...]
    shown_teams: tuple[Ref, ...]
    teams: tuple[Ref, ...]
    places: tuple[Ref, ...]


def options_for(figures: Figures, seen: Sight) -> Options:
    """Return whom and what somebody with this sight can name in a change, by name."""
    workforce = figures.workforce
    staff = workforce.members.staff
    shown = [Ref(figures.unit_of(one), one.name) for one in seen.of(GroupKind.TEAM)]
    return Options(
        people=_by_name(figures.person(int(one)) for one in np.flatnonzero(staff & seen.people)),
        contacts=_by_name(figures.person(int(one)) for one in np.flatnonzero(~staff)),
        shown_teams=_by_name(shown),
        teams=_by_name(Ref(one.id, one.name) for one in workforce.teams),
        places=_by_name(Ref(one.id, one.name) for one in workforce.places),
    )


def _by_name(given: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(given, key=lambda one: (one.name.casefold(), one.id)))


def read(
    figures: Figures, seen: Sight, kind: str, values: Mapping[str, str], skills: Skilled
) -> Change:
    """Return the change that a form describes; ids in `values`, (id, level) in `skills`.

    Raises `Invalid` with the field where something is missing or makes no sense, `NotPermitted`
    where it would tell figures that the viewer does not see.
    """
    reading = _Reading(figures, seen, values, skills)
    making = {
        "leaves": reading.leaves,
        "some leave": reading.some_leave,
        "person moves": reading.person_moves,
        "team moves": reading.team_moves,
        "teams merge": reading.teams_merge,
        "work won": reading.work_won,
        "hired": reading.hired,
        "trained": reading.trained,
        "borrowed": reading.borrowed,
    }
    if kind not in making:
        raise Invalid("Choose what happens", "what")
    return making[kind]()


class _Reading:
    def __init__(
        self, figures: Figures, seen: Sight, values: Mapping[str, str], skills: Skilled
    ) -> None:
        self.figures, self.seen = figures, seen
        self.values, self.skills = values, skills
        self.on = self._day("on")

    def leaves(self) -> Change:
        return kinds.Leaves(self._own_person(), self.on)

    def some_leave(self) -> Change:
        team, people = self._shown_team("team"), self._number("people", 1)
        inside = [
            group for group in self.seen.of(GroupKind.TEAM) if self.figures.unit_of(group) == team
        ]
        if people < 1 or people > inside[0].size or people != int(people):
            raise Invalid(f"How many leave: from 1 to {inside[0].size}", "people")
        return kinds.SomeLeave(team, int(people), self.on)

    def person_moves(self) -> Change:
        person = self._own_person()
        place = self._unit("place", self.figures.workforce.places, "the place", needed=False)
        return kinds.PersonMoves(person, self._team("team"), place, self.on)

    def team_moves(self) -> Change:
        place = self._unit("place", self.figures.workforce.places, "the place")
        return kinds.TeamMoves(self._shown_team("team"), place, self.on)

    def teams_merge(self) -> Change:
        team, into = self._shown_team("team"), self._team("into")
        if team == into:
            raise Invalid("Choose two different teams", "into")
        return kinds.TeamsMerge(team, into, self.on)

    def work_won(self) -> Change:
        people, importance = self._number("people", 1), self._number("importance", 0.8)
        if not 0 < people <= MOST_PEOPLE:
            raise Invalid("How many people it needs: give a number above 0", "people")
        if not 0 < importance <= 1:
            raise Invalid("How important it is: give a number above 0, and at most 1", "importance")
        needs = tuple(Wanted(skill, level, people, importance) for skill, level in self._skills())
        name = self._name("Give the work a name")
        team = self._team("team", needed=False)
        return kinds.WorkWon(name, needs, team, self._day("until"), self.on)

    def hired(self) -> Change:
        profile = tuple(Able(skill, level) for skill, level in self._skills())
        name = self.values.get("name", "").strip()[:LONGEST_NAME] or "A new colleague"
        place = self._unit("place", self.figures.workforce.places, "the place", needed=False)
        return kinds.Hired(name, profile, self._team("team", needed=False), place, self.on)

    def trained(self) -> Change:
        person = self._own_person()
        skill, level = self._skills()[0]
        return kinds.Trained(person, skill, level, "", self.on)

    def borrowed(self) -> Change:
        contact = self.values.get("contact", "")
        place = self.figures.people.get(contact)
        if place is None or self.figures.workforce.members.staff[place]:
            raise Invalid("Choose a contact from outside", "contact")
        skill, _ = self._skills()[0]
        return kinds.Borrowed(contact, skill, self._team("team", needed=False), "", self.on)

    def _own_person(self) -> str:
        person = self.values.get("person", "")
        place = self.figures.people.get(person)
        if place is None or not self.figures.workforce.members.staff[place]:
            raise Invalid("Choose a person", "person")
        if not self.seen.people[place]:
            raise NotPermitted(
                "You can name yourself and people who report to you. Of others, say how many of a "
                "team leave."
            )
        return person

    def _shown_team(self, field: str) -> str:
        team = self._team(field)
        shown = {self.figures.unit_of(group) for group in self.seen.of(GroupKind.TEAM)}
        if team not in shown:
            raise Invalid(f"That team is {WITHHELD.format(least=self.figures.least)}", field)
        return team

    def _team(self, field: str, *, needed: bool = True) -> str:
        return self._unit(field, self.figures.workforce.teams, "the team", needed=needed)

    def _unit(self, field: str, units: Sequence[Unit], words: str, *, needed: bool = True) -> str:
        key = self.values.get(field, "")
        if (key or needed) and all(each.id != key for each in units):
            raise Invalid(f"Choose {words}", field)
        return key

    def _skills(self) -> Skilled:
        if not self.skills:
            raise Invalid("Name a topic", "skill")
        if len(self.skills) > MOST_SKILLS:
            raise Invalid(f"Name at most {MOST_SKILLS} topics", "skill")
        for skill, level in self.skills:
            if skill not in self.figures.skills:
                raise Invalid("Name a topic that is in the vocabulary", "skill")
            if not 1 <= level <= 5:
                raise Invalid("Choose a level from 1 to 5", "level")
        return self.skills

    def _name(self, otherwise: str) -> str:
        name = self.values.get("name", "").strip()[:LONGEST_NAME]
        if not name:
            raise Invalid(otherwise, "name")
        return name

    def _number(self, field: str, usually: float) -> float:
        try:
            value = float(self.values.get(field, "") or usually)
        except ValueError:
            value = -1.0
        return value if value == value else -1.0

    def _day(self, field: str) -> date | None:
        words = self.values.get(field, "").strip()
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            raise Invalid("Give the day as in 2026-09-30, or leave it out", field) from None
