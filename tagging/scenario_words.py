"""A change of a scenario in words, as a viewer may hear it."""

from collections.abc import Sequence
from datetime import date

from graph.algorithms import scenarios
from graph.algorithms.changes import (
    Borrowed,
    Change,
    Hired,
    Leaves,
    PersonMoves,
    SomeLeave,
    TeamMoves,
    TeamsMerge,
    Trained,
    WorkWon,
)
from graph.algorithms.workforce import Unit
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import Sight
from tagging.sentences import in_words

KINDS: dict[str, str] = {
    "leaves": "Somebody leaves",
    "some leave": "Some people of a team leave",
    "person moves": "Somebody moves to another team",
    "team moves": "A team moves to another place",
    "teams merge": "Two teams become one",
    "work won": "New work comes in",
    "hired": "Somebody new comes",
    "trained": "Somebody learns a skill",
    "borrowed": "A contact from outside stands in",
}


def told(figures: Figures, seen: Sight, change: Change) -> str:
    """Return a change as a sentence without its full stop."""
    return _Telling(figures, seen).of(change) + _when(change.on)


def fits(figures: Figures, change: Change) -> bool:
    """Say whether everything that a change names is still there."""
    return not scenarios.unknown(figures.workforce, change)


class _Telling:
    def __init__(self, figures: Figures, seen: Sight) -> None:
        self.figures, self.seen = figures, seen

    def of(self, change: Change) -> str:
        match change:
            case Leaves():
                return f"{self._person(change.person)} leaves"
            case SomeLeave():
                people = "person leaves" if change.people == 1 else "people leave"
                return f"{change.people} {people} {self._team(change.team)}, whoever they are"
            case PersonMoves():
                return f"{self._person(change.person)} moves to {self._team(change.team)}"
            case TeamMoves():
                return f"{self._team(change.team)} moves to {self._place(change.place)}"
            case TeamsMerge():
                return f"{self._team(change.team)} becomes part of {self._team(change.into)}"
            case _:
                return self._of_skills(change)

    def _of_skills(self, change: WorkWon | Hired | Trained | Borrowed) -> str:
        named = "" if isinstance(change, Trained) else change.team
        team = f" for {self._team(named)}" if named else ""
        match change:
            case WorkWon():
                needs = [
                    f"{one.people:g} at level {one.level} of {self._skill(one.skill)}"
                    for one in change.needs
                ]
                until = f" until {_day(change.until)}" if change.until else ""
                return f"‘{change.name}’ is won{team}{until}: it needs {in_words(needs)}"
            case Hired():
                able = [f"{self._skill(one.skill)} at level {one.level}" for one in change.profile]
                return f"{change.name} comes{team}, with {in_words(able)}"
            case Trained():
                coach = f", with {self._person(change.coach)} as coach" if change.coach else ""
                who, skill = self._person(change.person), self._skill(change.skill)
                return f"{who} learns {skill} up to level {change.level}{coach}"
            case Borrowed():
                contact = self._name(change.person)
                return f"{contact} stands in for {self._skill(change.skill)}{team}"

    def _person(self, key: str) -> str:
        place = self.figures.people.get(key)
        return self._name(key) if place is None or self.seen.people[place] else "somebody"

    def _name(self, key: str) -> str:
        place = self.figures.people.get(key)
        members = self.figures.workforce.members
        return members.names[place] if place is not None else "somebody who is not there any more"

    def _skill(self, key: str) -> str:
        place = self.figures.skills.get(key)
        skills = self.figures.workforce.skills
        return skills[place].label if place is not None else "a topic that is not there any more"

    def _team(self, key: str) -> str:
        return _unit(self.figures.workforce.teams, key, "a team that is not there any more")

    def _place(self, key: str) -> str:
        return _unit(self.figures.workforce.places, key, "a place that is not there any more")


def _unit(units: Sequence[Unit], key: str, otherwise: str) -> str:
    return next((each.name for each in units if each.id == key), otherwise)


def _when(on: date | None) -> str:
    return f", on {_day(on)}" if on else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
