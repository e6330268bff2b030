"""Who tags whom: the part of the demonstration that is drawn, always the same for a seed.

Everything particular is written by hand; here it is decided who says it, when, and at which level.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from importers.demonstration.organisation import Ability, Member, Service

Item = TypeVar("Item")

_SETTLED = timedelta(days=45)
_HELPFUL = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, as a row of taggings.csv."""

    tagger: str
    person: str
    skill: str
    kind: str
    level: int | None
    note: str
    source: str
    made: date
    confirmed: date

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it one statement: who, of whom, what, of which kind."""
        return self.tagger, self.person, self.skill, self.kind


class Draw:
    """A random choice that is the same on every version of Python: it uses `random()` alone."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311

    def chance(self, of_one: float) -> bool:
        """Return True with this probability."""
        return self._random() < of_one

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to but not including `limit`."""
        return int(self._random() * limit)

    def weighted(self, items: Sequence[Item], weight: Callable[[Item], float]) -> Item:
        """Return one of `items`, each as likely as its weight."""
        point = self._random() * sum(weight(item) for item in items)
        for item in items:
            point -= weight(item)
            if point < 0:
                return item
        return items[-1]


class Talk:
    """Everything that the staff have said about one another and their contacts by a day."""

    def __init__(self, service: Service, as_of: date) -> None:
        self.service = service
        self.as_of = as_of
        self.start = as_of - timedelta(days=365 * service.settings["years"])
        self.draw = Draw(service.settings["seed"])
        self.said: dict[tuple[str, str, str, str], Said] = {}

    def all(self) -> list[Said]:
        """Return the statements, oldest first: as many as the service's settings ask for."""
        self._planted()
        self._contacts()
        holders = self._holders()
        for skill, people in holders.items():
            self._own_words(skill, people)
            self._notes(skill, people)
        every = [(one, ability) for people in holders.values() for one, ability in people]
        self._at_least_one_each(every)
        self._learning()
        self._more(every)
        return sorted(self.said.values(), key=lambda one: (one.made, one.key))

    def _planted(self) -> None:
        for found in self.service.planted:
            made = self.as_of - timedelta(days=found["days"])
            seen = self.as_of - timedelta(days=found.get("confirmed", found["days"]))
            source = "self" if found["tagger"] == found["person"] else "peer"
            self._add(
                found["tagger"],
                found["person"],
                found["skill"],
                found.get("level"),
                found.get("note", ""),
                kind=found.get("kind", "knows"),
                source=found.get("source", source),
                dates=(made, seen),
            )

    def _contacts(self) -> None:
        for key, contact in self.service.contacts.items():
            for tagger, skill, level, note in contact["says"]:
                self._add(tagger, key, skill, level or None, note)

    def _holders(self) -> dict[str, list[tuple[Member, Ability]]]:
        """Return who has each skill: whom the first note is about first, then the best."""
        holders: dict[str, list[tuple[Member, Ability]]] = {}
        for member in self.service.staff.values():
            for ability in member.abilities:
                holders.setdefault(ability.skill, []).append((member, ability))
        for people in holders.values():
            people.sort(key=lambda one: (not one[1].first, -one[1].level))
        return holders

    def _own_words(self, skill: str, people: Iterable[tuple[Member, Ability]]) -> None:
        speakers = [one for one in people if one[1].own_words]
        for (member, ability), words in zip(speakers, self.service.topics[skill].own, strict=False):
            self._of_oneself(member, ability, words)

    def _notes(self, skill: str, people: Sequence[tuple[Member, Ability]]) -> None:
        for number, note in enumerate(self.service.topics[skill].notes):
            self._by_colleague(*people[number % len(people)], note)

    def _at_least_one_each(self, every: Iterable[tuple[Member, Ability]]) -> None:
        spoken_of = {(one.person, one.skill) for one in self.said.values()}
        for member, ability in every:
            if (member.id, ability.skill) in spoken_of:
                continue
            if self.draw.chance(0.35 if ability.level >= _HELPFUL else 0.6):
                self._of_oneself(member, ability)
            else:
                self._by_colleague(member, ability)

    def _learning(self) -> None:
        for member in self.service.staff.values():
            for skill in member.learning:
                self._add(member.id, member.id, skill, None, "", kind="learning", source="self")

    def _more(self, every: Sequence[tuple[Member, Ability]]) -> None:
        while len(self.said) < self.service.settings["statements"]:
            member, ability = self.draw.weighted(every, lambda one: float(one[1].level))
            if self.draw.chance(0.4):
                self._of_oneself(member, ability)
            else:
                self._by_colleague(member, ability)

    def _of_oneself(self, member: Member, ability: Ability, words: str = "") -> None:
        level = _near(ability, self.draw.weighted((-1, 0, 1), lambda step: 3 - abs(step)))
        self._add(member.id, member.id, ability.skill, level, words, source="self")

    def _by_colleague(self, member: Member, ability: Ability, note: str = "") -> None:
        colleague = self._colleague(member, ability.skill)
        if colleague is None:
            return
        level: int | None = _near(ability, self.draw.weighted((-1, 0, 1), _kind_weight))
        if self.draw.chance(0.12):
            level = None
        manages = colleague.leads and colleague.team == member.team
        kind = "helps" if ability.level >= _HELPFUL and self.draw.chance(0.08) else "knows"
        source = "manager" if manages else "peer"
        self._add(colleague.id, member.id, ability.skill, level, note, kind=kind, source=source)

    def _colleague(self, member: Member, skill: str) -> Member | None:
        """Return someone who has not said it yet: rather near in team, place and work."""
        told = {one.tagger for one in self.said.values() if one.person == member.id}
        told_this = {
            one.tagger
            for one in self.said.values()
            if one.person == member.id and one.skill == skill
        }
        able = [
            one
            for one in self.service.staff.values()
            if one is not member and one.id not in told_this and self._first_day(one, member.id)
        ]

        def nearness(other: Member) -> float:
            near = 1.0 + 8 * (other.team == member.team) + 2 * (other.place == member.place)
            shared = {one.skill for one in other.abilities} & {
                one.skill for one in member.abilities
            }
            return (near + 2 * len(shared)) * (0.4 if other.id in told else 1.0)

        return self.draw.weighted(able, nearness) if able else None

    def _add(
        self,
        tagger: str,
        person: str,
        skill: str,
        level: int | None,
        note: str,
        *,
        kind: str = "knows",
        source: str = "peer",
        dates: tuple[date, date] | None = None,
    ) -> None:
        made, confirmed = dates or self._dates(tagger, person)
        said = Said(tagger, person, skill, kind, level, note, source, made, confirmed)
        self.said.setdefault(said.key, said)

    def _dates(self, tagger: str, person: str) -> tuple[date, date]:
        first = self._first_day(self.service.staff[tagger], person) or self.as_of
        made = first + timedelta(days=self.draw.below((self.as_of - first).days + 1))
        if self.draw.chance(0.5):
            return made, made
        return made, made + timedelta(days=self.draw.below((self.as_of - made).days + 1))

    def _first_day(self, tagger: Member, person: str) -> date | None:
        """Return when the tagger could first have said it, None where that is yet to come."""
        tagged = self.service.staff.get(person, tagger)
        first = max(self.start, tagger.joined + _SETTLED, tagged.joined + _SETTLED)
        return first if first < self.as_of else None


def told_by(service: Service, as_of: date) -> Iterator[dict[str, Any]]:
    """Give the rows of taggings.csv."""
    for one in Talk(service, as_of).all():
        yield {
            "tagger": one.tagger,
            "person": one.person,
            "skill": service.topics[one.skill].label,
            "kind": one.kind,
            "level": one.level,
            "note": one.note,
            "source": one.source,
            "made": one.made,
            "confirmed": one.confirmed,
        }


def _near(ability: Ability, step: int) -> int:
    """Return a level one step off, but never the highest unless it is theirs: that word is rare."""
    return max(1, min(ability.level + step, max(_HELPFUL, ability.level), 5))


def _kind_weight(step: int) -> float:
    return {-1: 0.4, 0: 1.0, 1: 0.25}[step]
