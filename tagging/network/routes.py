"""'How do I know them?': the shortest way from the viewer to somebody, in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import network as store
from graph.algorithms.routes import Link, Step, shortest
from graph.database import Database
from graph.records import Person, Ref
from tagging import people
from tagging.permissions import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class Said:
    """A link in words, and what it goes by: a skill, a document or a team, where it does."""

    words: str
    kind: str = ""
    via: Ref | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a way: the person it leads to, and all that links them to the one before."""

    person: Ref
    links: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The way to a person; no stages where none of at most three steps was found."""

    person: Person
    own: bool
    stages: tuple[Stage, ...]


def route(db: Database, viewer: Viewer, person_id: str, now: datetime) -> Route:
    """Return the shortest way from the viewer to somebody; raises `PersonNotFound`.

    Over what the viewer may know: active statements, documents there for them, questions they take
    part in, teams, managers, stand-ins and acquaintances. At most three people on, which are six
    relationships in the graph.
    """
    require(viewer, Permission.FIND)
    person = people.find(db, viewer, person_id)
    me = viewer.person_id
    if me is None or me == person_id:
        return Route(person, me == person_id, ())

    def neighbours(of: Sequence[str], among: Collection[str]) -> list[Link]:
        return store.links(db, of, me, now.date(), among=among)

    steps = shortest(me, person_id, neighbours)
    return Route(person, False, tuple(_stage(step, me) for step in steps))


def _stage(step: Step, me: str) -> Stage:
    last = step[0]
    said = {said.words: said for said in (_said(link, me) for link in step)}
    return Stage(Ref(last.other, last.names[1]), tuple(said.values()))


_VIAS = {"WROTE": "document", "MEMBER_OF": "team"}
_BY_WORDS = {
    "knows": "{one} said that {other} {knows} about {name}",
    "helps": "{one} said that {other} {helps} with {name}",
    "learning": "{one} said that {other} {is_} learning about {name}",
    "WROTE": "{one} and {other} wrote ‘{name}’ together",
    "MEMBER_OF": "{one} and {other} are both in {name}",
    "REPORTS_TO": "{other} {is_} {ones} manager",
    "ACQUAINTED_WITH": "{one} {one_knows} {other}",
    "STANDS_IN_FOR": "{one} {one_stands} in for {other}",
    "ASKED": "{one} asked {other} about {name}",
}


def _said(link: Link, me: str) -> Said:
    """Return a link as a sentence in which the viewer is 'you'."""
    ends = [(link.one, link.names[0]), (link.other, link.names[1])]
    together = link.kind in _VIAS
    if (not link.outward and not together) or (together and link.other == me):
        ends.reverse()
    (one, one_name), (other, other_name) = ends
    words = _BY_WORDS[link.kind].format(
        one="you" if one == me else one_name,
        ones="your" if one == me else f"{one_name}’s",
        other="you" if other == me else other_name,
        is_="are" if other == me else "is",
        knows="know" if other == me else "knows",
        helps="help" if other == me else "helps",
        one_knows="know" if one == me else "knows",
        one_stands="stand" if one == me else "stands",
        name=link.name,
    )
    kind = _VIAS.get(link.kind, "skill") if link.via else ""
    return Said(
        f"{words[:1].upper()}{words[1:]}.", kind, Ref(link.via, link.name) if kind else None
    )
