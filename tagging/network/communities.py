"""Communities of practice: groups of topics that the same people know, and those people now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from graph import co_knowledge
from graph.algorithms import communities as algorithm
from graph.database import Database
from graph.records import Ref
from tagging.permissions import Permission, Viewer, require
from tagging.sentences import in_words

Groups = tuple[tuple[str, ...], ...]
MOST_PEOPLE = 10_000
MOST_SKILLS_EACH = 12
MOST_COMMUNITIES = 30
_KEPT_FOR = timedelta(hours=1)
_READ_OF_EACH = 15
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a community, with those of its topics that they are known for."""

    person: Ref
    skills: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """People who know several of the same topics; `name` is made of the most particular."""

    name: str
    skills: tuple[Ref, ...]
    members: tuple[Member, ...]
    count: int


class CommunitiesCache:
    """The groups of topics as last worked out. It holds no names: members are read each time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._groups: Groups = ()
        self._token: int | None = None
        self._made: datetime | None = None

    def current(self, db: Database, now: datetime) -> Groups:
        """Return the groups; worked out anew when what is known has changed, at most hourly."""
        with self._lock:
            if self._made is None or now - self._made >= _KEPT_FOR:
                token = co_knowledge.knows_count(db)
                if token != self._token:
                    self._groups, self._token = work_out(db, now), token
                self._made = now
            return self._groups


def work_out(db: Database, now: datetime) -> Groups:
    """Return the largest groups of topics that the same people are known for."""
    known = co_knowledge.everybodys(db, now.date(), people=MOST_PEOPLE, each=MOST_SKILLS_EACH)
    return tuple(algorithm.communities(known)[:MOST_COMMUNITIES])


def communities(
    db: Database, viewer: Viewer, groups: Sequence[Sequence[str]], now: datetime
) -> tuple[Community, ...]:
    """Return the communities round groups of topics, with who is in them at this moment.

    Members are those who know two or more of the topics: a veto takes them out at once.
    """
    require(viewer, Permission.FIND)
    names = co_knowledge.named(db, [skill for group in groups for skill in group])
    found = co_knowledge.gathered(db, [group[:_READ_OF_EACH] for group in groups], now.date())
    made = [
        _community([names[skill] for skill in group if skill in names], gathered, names)
        for group, gathered in zip(groups, found, strict=True)
    ]
    return tuple(one for one in made if one.count > 1)


def _community(
    skills: list[Ref], gathered: co_knowledge.Gathered, names: dict[str, Ref]
) -> Community:
    members = [
        Member(person, tuple(names[skill] for skill in known if skill in names))
        for person, known in gathered.people
    ]
    name = in_words([one.name for one in skills[:_NAMED]])
    return Community(name[:1].upper() + name[1:], tuple(skills), tuple(members), gathered.count)
