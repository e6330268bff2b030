"""What is needed, and what says so: roles by team, work until a day, searches in vain, documents.

docs/graph-model.md and docs/guides/hr.md tell in words what the figures here assume.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from graph import demand, needs, work
from graph.algorithms.rising import rises
from graph.algorithms.workforce import NOBODY, Need, NeedSource, Unit, Workforce
from graph.database import Queryable
from graph.demand import Counted
from graph.needs import CoveredSkill, RoleSkill
from graph.records import Work

__all__ = ["ASSUMPTIONS", "Assumptions", "edition", "of"]
edition = needs.edition


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is taken for granted where nobody has said it.

    Demand that is seen, not stated, asks for `people` at `level`. Unmet searches and questions of
    the last `days` weigh 1 - 2^(-times / `half_after`): half an importance after so many times.
    A skill in documents rises by `graph.algorithms.rising`, and weighs `documents_importance`.
    """

    level: int = 3
    people: float = 1.0
    days: int = 365
    half_after: float = 4.0
    documents_importance: float = 0.3
    least_documents: int = 3
    chance: float = 0.05


ASSUMPTIONS = Assumptions()


def of(
    db: Queryable, workforce: Workforce, now: datetime, assumptions: Assumptions = ASSUMPTIONS
) -> tuple[Need, ...]:
    """Return everything that is needed on the day of `now`, each with its source in words.

    Skills, teams and roles are positions in `workforce`; what it does not hold is left out.
    Nothing here says who searched or asked, or in which team.
    """
    today = now.date()
    skills = {topic.id: place for place, topic in enumerate(workforce.skills)}
    teams = {unit.id: place for place, unit in enumerate(workforce.teams)}
    return (
        *_of_roles(workforce, skills, needs.every(db), _stated(db, teams)),
        *_of_work(work.every(db, today), skills, teams),
        *_of_searches(db, skills, today, assumptions),
        *_of_documents(db, skills, today, assumptions),
    )


Headcounts = Mapping[tuple[int, str], int]


def _stated(db: Queryable, teams: Mapping[str, int]) -> Headcounts:
    return {
        (teams[one.team.id], one.role.id): one.headcount
        for one in needs.headcounts(db)
        if one.team.id in teams
    }


def _of_roles(
    workforce: Workforce,
    skills: Mapping[str, int],
    profiles: list[RoleSkill],
    stated: Headcounts,
) -> Iterator[Need]:
    """Yield what roles require, for each team that needs or has people of the role."""
    by_role: dict[str, list[RoleSkill]] = {}
    for line in profiles:
        if line.skill in skills:
            by_role.setdefault(line.role.id, []).append(line)
    for (team, role), people in _headcounts(workforce, stated).items():
        for line in by_role.get(role, ()):
            yield Need(
                NeedSource.ROLE,
                skills[line.skill],
                line.level,
                line.importance,
                float(people),
                team=team,
                reference=role,
                words=line.role.name,
            )


def _headcounts(workforce: Workforce, stated: Headcounts) -> dict[tuple[int, str], int]:
    """Return how many people of each role are needed in each team.

    What a team states holds for it and the teams below it that state nothing themselves; where
    neither it nor a team above says anything, those who hold the role are as many as are needed.
    """
    found = {
        (team, role): people
        for (team, role), people in _held(workforce).items()
        if not any((above, role) in stated for above in _and_above(workforce.teams, team))
    } | dict(stated)
    return {key: people for key, people in sorted(found.items()) if people > 0}


def _held(workforce: Workforce) -> dict[tuple[int, str], int]:
    """Return how many staff of each team hold each role; the team is -1 where they have none."""
    members = workforce.members
    counted: dict[tuple[int, str], int] = {}
    for person in np.flatnonzero(members.staff):
        team = int(members.team[person])
        for role in members.roles[int(person)]:
            key = (team, workforce.roles[role].id)
            counted[key] = counted.get(key, 0) + 1
    return counted


def _and_above(teams: Sequence[Unit], team: int) -> Iterator[int]:
    """Yield a team and those above it, the nearest first; a circle of teams ends."""
    seen: set[int] = set()
    while team != NOBODY and team not in seen:
        yield team
        seen.add(team)
        team = teams[team].parent


def _of_work(
    found: list[Work], skills: Mapping[str, int], teams: Mapping[str, int]
) -> Iterator[Need]:
    for one in found:
        for need in one.needs:
            if need.skill.id in skills:
                yield Need(
                    NeedSource.WORK,
                    skills[need.skill.id],
                    need.level,
                    need.importance,
                    float(need.people),
                    team=teams.get(one.team.id, NOBODY) if one.team else NOBODY,
                    until=one.until,
                    reference=one.id,
                    words=one.name,
                )


def _of_searches(
    db: Queryable, skills: Mapping[str, int], today: date, assumptions: Assumptions
) -> Iterator[Need]:
    since = today - timedelta(days=assumptions.days)
    for one in sorted(demand.by_skill(db, since, assumptions.days), key=lambda one: one.of.id):
        times = one.in_vain + one.unanswered
        if times and one.of.id in skills:
            yield Need(
                NeedSource.SEARCHES,
                skills[one.of.id],
                assumptions.level,
                1 - 2.0 ** (-times / assumptions.half_after),
                assumptions.people,
                words=in_vain(one, assumptions.days),
            )


def in_vain(one: Counted, days: int) -> str:
    """Return in words how often a skill was looked for in vain in so many days."""
    parts = []
    if one.in_vain:
        parts.append(f"looked for in vain {_times(one.in_vain)}")
    if one.unanswered:
        parts.append(f"asked about without an answer {_times(one.unanswered)}")
    period = "year" if days == 365 else f"{days} days"
    return f"{' and '.join(parts)} in the last {period}"


def _of_documents(
    db: Queryable, skills: Mapping[str, int], today: date, assumptions: Assumptions
) -> Iterator[Need]:
    year = timedelta(days=365)
    all_now, all_before, counted = needs.covered(db, today - 2 * year, today - year, today)
    for one in counted:
        if one.skill.id in skills and rises(
            one.now,
            one.before,
            all_now,
            all_before,
            least=assumptions.least_documents,
            chance=assumptions.chance,
        ):
            yield Need(
                NeedSource.DOCUMENTS,
                skills[one.skill.id],
                assumptions.level,
                assumptions.documents_importance,
                assumptions.people,
                words=_rising(one, all_now, all_before),
            )


def _rising(one: CoveredSkill, all_now: int, all_before: int) -> str:
    return (
        f"in {one.now} of {all_now} documents of the last 12 months, "
        f"after {one.before} of {all_before} in the 12 before"
    )


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
