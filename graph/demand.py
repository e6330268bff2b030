"""What people look for and ask, and what they look for in vain: counted, never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, LiteralString

from graph.database import Queryable, Row
from graph.ids import derived_id, fold
from graph.records import Ref
from graph.values import day as plain_day

_LONGEST_TEXT = 100
LEAST_TEAM = 5
Kind = Literal["search", "question"]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A search that found nobody: how often since the day asked for, and when last."""

    text: str
    times: int
    last: date


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a skill or a team was looked for and asked about, and before (both kinds)."""

    of: Ref
    searches: int
    in_vain: int
    questions: int
    unanswered: int
    before: int

    @property
    def total(self) -> int:
        """Searches and questions together."""
        return self.searches + self.questions


COUNT = """
UNWIND $skills AS wanted
MATCH (skill:Skill {id: wanted})
OPTIONAL MATCH (t:Team {id: $team}) WHERE COUNT { (t)<-[:MEMBER_OF]-(:Person) } >= $least
WITH skill, head(collect(t)) AS team
MERGE (d:Demand {id: $on + '.' + coalesce(team.id, '') + '.' + skill.id + '.' + $kind})
ON CREATE SET d.day = $day, d.kind = $kind, d.times = 0, d.met = 0
SET d.times = d.times + 1, d.met = d.met + $met
MERGE (d)-[:OF]->(skill)
FOREACH (each IN CASE WHEN team IS NULL THEN [] ELSE [team] END | MERGE (d)-[:FROM]->(each))
"""


def count(
    db: Queryable, skills: Sequence[str], team: str | None, day: date, *, kind: Kind, met: bool
) -> None:
    """Count one search or question about each of `skills`, from `team`, and whether it was met.

    A search is counted when it is made; a question once, when it has come to its end, on the day
    when it was asked (`met`: it was answered). Who it was is not kept, and of a team of fewer than
    `LEAST_TEAM` people neither is the team. Unknown skills are passed over. A retry after a passing
    fault may count twice, which does no harm here.
    """
    if skills:
        db.write(
            COUNT,
            skills=sorted(set(skills)),
            team=team or "",
            least=LEAST_TEAM,
            on=day.isoformat(),
            day=day,
            kind=kind,
            met=int(met),
        )


TEAM_OF = """
MATCH (:Person {id: $person})-[:MEMBER_OF]->(team:Team) RETURN team.id AS team LIMIT 1
"""


def team_of(db: Queryable, person: str | None) -> str | None:
    """Return the id of a person's team, for `count`; None where there is none."""
    rows = db.read(TEAM_OF, person=person) if person else []
    return str(rows[0]["team"]) if rows else None


NOTE_UNMET = """
MERGE (u:UnmetSearch {id: $id})
ON CREATE SET u.text = $text, u.day = $day, u.times = 0
SET u.times = u.times + 1
"""


def note_unmet(db: Queryable, text: str, day: date) -> None:
    """Count one more search for `text` on `day` that found nobody; of long texts the beginning.

    Nothing else is kept: not who searched, not the time of day. A retry after a passing fault may
    count twice, which does no harm here.
    """
    kept = " ".join(text.split())[:_LONGEST_TEXT].strip()
    if kept:
        key = derived_id("unmet", day.isoformat(), fold(kept))
        db.write(NOTE_UNMET, id=key, text=kept, day=day)


UNMET = """
MATCH (u:UnmetSearch) WHERE u.day >= $since
WITH u ORDER BY u.day DESC, u.id
WITH toLower(u.text) AS folded, head(collect(u.text)) AS text, sum(u.times) AS times,
  max(u.day) AS last
RETURN text, times, last ORDER BY times DESC, last DESC, folded LIMIT $limit
"""


def unmet(db: Queryable, since: date, limit: int = 50) -> list[Unmet]:
    """Return what was searched for in vain since a day, the most frequent first."""
    rows = db.read(UNMET, since=since, limit=limit)
    return [Unmet(row["text"], row["times"], plain_day(row["last"])) for row in rows]


# One row for each topic or team: `d` is a count, `now` whether it is of the period asked for.
_SUMS: LiteralString = """  sum(CASE WHEN now AND search THEN d.times ELSE 0 END) AS searches,
  sum(CASE WHEN now AND search THEN d.times - d.met ELSE 0 END) AS in_vain,
  sum(CASE WHEN now AND NOT search THEN d.times ELSE 0 END) AS questions,
  sum(CASE WHEN now AND NOT search THEN d.times - d.met ELSE 0 END) AS unanswered,
  sum(CASE WHEN now THEN 0 ELSE d.times END) AS before
WHERE searches + questions > 0"""

BY_SKILL: LiteralString = f"""
MATCH (d:Demand) WHERE d.day > $f.from
MATCH (d)-[:OF]->(skill:Skill)
WHERE $f.team IS NULL OR EXISTS {{ (d)-[:FROM]->(:Team {{id: $f.team}}) }}
WITH skill, d, d.day > $f.since AS now, d.kind = 'search' AS search
WITH skill,
{_SUMS}
RETURN skill.id AS id, skill.label AS name, searches, in_vain, questions, unanswered, before
"""


def by_skill(db: Queryable, since: date, days: int, team: str | None = None) -> list[Counted]:
    """Return what was looked for after `since`, in no order; `before` is the `days` before it."""
    wanted = {"since": since, "from": since - timedelta(days), "team": team}
    return [_counted(row) for row in db.read(BY_SKILL, f=wanted)]


BY_TEAM: LiteralString = f"""
MATCH (d:Demand) WHERE d.day > $f.from
MATCH (d)-[:FROM]->(team:Team) WHERE COUNT {{ (team)<-[:MEMBER_OF]-(:Person) }} >= $f.least
WITH team, d, d.day > $f.since AS now, d.kind = 'search' AS search
WITH team,
{_SUMS}
RETURN team.id AS id, team.name AS name, searches, in_vain, questions, unanswered, before
ORDER BY toLower(name), id
"""


def by_team(db: Queryable, since: date, days: int) -> list[Counted]:
    """Return how often each team looked and asked after `since`, by name; small teams never.

    A search for two skills counts once for each of them.
    """
    wanted = {"since": since, "from": since - timedelta(days), "least": LEAST_TEAM}
    return [_counted(row) for row in db.read(BY_TEAM, f=wanted)]


def _counted(row: Row) -> Counted:
    return Counted(Ref(row.pop("id"), row.pop("name")), **row)


FORGET = """
CALL () {
  MATCH (u:UnmetSearch) WHERE u.day < $before RETURN u
  UNION ALL
  MATCH (u:Demand) WHERE u.day < $before RETURN u
}
WITH u LIMIT 10000
DETACH DELETE u
RETURN count(*) AS forgotten
"""


def forget(db: Queryable, before: date) -> int:
    """Delete what was counted, or searched for in vain, before a day (10,000 at once); how many."""
    return int(db.write(FORGET, before=before)[0]["forgotten"])
