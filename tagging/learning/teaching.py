"""Who wants to learn what others can teach: paired for a team, or for everybody.

It rests on what people openly say they are learning and what is openly said of others; goals,
which are private, are not looked at.
"""

from dataclasses import dataclass

from graph import learning as store
from graph.algorithms.matching import TEACHING_LEVEL, Match, Offer, Wish, match
from graph.database import Database
from graph.records import Known, Ref
from graph.rounds import gathering
from tagging.errors import NotFound
from tagging.permissions import Permission, Viewer, require

MOST_WISHES = 300


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody who wants to learn, a skill, who could teach it, and why them."""

    learner: Ref
    skill: Ref
    teacher: Known
    why: str


@dataclass(frozen=True, slots=True)
class Teaching:
    """The pairs of a team (None: of everybody), and wishes that nobody is free for."""

    team: Ref | None
    pairs: tuple[Pair, ...]
    unmet: tuple[tuple[Ref, Ref], ...]
    more: bool


def pairs(db: Database, viewer: Viewer, team_id: str = "") -> Teaching:
    """Return who could teach what those of a team (and the teams within it) want to learn."""
    require(viewer, Permission.FIND)
    team = gathering.team(db, team_id) if team_id else None
    if team_id and team is None:
        raise NotFound("There is no such team.")
    wished = store.wishes(db, team.id if team else None, MOST_WISHES + 1)
    more, wished = len(wished) > MOST_WISHES, wished[:MOST_WISHES]
    levels = store.levels(db, [(person.id, skill.id) for person, skill, _ in wished])
    known = store.teachers(db, sorted({skill.id for _, skill, _ in wished}), TEACHING_LEVEL)
    matched = _match(wished, levels, known)
    by_pair = {(one.person.id, one.skill.id): one for one in known}
    named = {(person.id, skill.id): (person, skill) for person, skill, _ in wished}
    found = [
        Pair(
            *named[one.wish.learner, one.wish.skill],
            by_pair[one.offer.teacher, one.offer.skill],
            _why(one, by_pair[one.offer.teacher, one.offer.skill]),
        )
        for one in matched
    ]
    met = {(one.wish.learner, one.wish.skill) for one in matched}
    unmet = [pair for key, pair in named.items() if key not in met]
    order = sorted(found, key=lambda one: (one.learner.name, one.skill.name))
    return Teaching(team, tuple(order), tuple(unmet), more)


def _match(
    wished: list[tuple[Ref, Ref, str]],
    levels: dict[tuple[str, str], float],
    known: list[Known],
) -> tuple[Match, ...]:
    wishes = [
        Wish(person.id, skill.id, levels.get((person.id, skill.id), 0.0))
        for person, skill, _ in wished
    ]
    offers = [Offer(one.person.id, one.skill.id, one.level, one.helps, one.likes) for one in known]
    teams = {one.person.id: one.team for one in known}
    teams |= {person.id: team for person, _, team in wished}
    return match(wishes, offers, teams, taken={one.person.id: one.learners for one in known})


def _why(one: Match, teacher: Known) -> str:
    reasons = [f"level {one.offer.level:.0f}"]
    if teacher.helps:
        reasons.append("is said to help others with it")
    if teacher.likes:
        reasons.append("likes being asked")
    return ", ".join(reasons)
