"""Who says what of the people found: the voices behind KNOWS, one by one."""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from graph.database import Queryable
from graph.knows import constants

VOICES: LiteralString = """
UNWIND $groups AS group
MATCH (person:Person {id: group[0]})
CALL (person, group) {
  MATCH (person)<-[:ABOUT]-(t:Tagging {status: 'active'})
  WHERE t.kind IN $kinds
  WITH person, group[1] AS skills, t, split(t.id, '.') AS part
  WHERE part[2] IN skills
  OPTIONAL MATCH (opposite:Tagging {
    id: part[1] + '.' + part[0] + '.' + part[2] + '.' + part[3], status: 'active'})
  RETURN part[2] AS skill, part[0] AS tagger, t.confirmed AS at,
    $sources[CASE WHEN part[0] = part[1] THEN 'self' ELSE t.source END]
      * $levels[coalesce(t.level, 0)]
      * CASE WHEN opposite IS NOT NULL AND part[0] <> part[1] THEN $reciprocal ELSE 1.0 END
      AS weight
UNION ALL
  MATCH (person)-[:GAVE]->(a:Answer {helped: true})-[:TO]->(q:Question)-[:OF]->(s:Skill)
  WHERE s.id IN group[1] AND a.helped_at IS NOT NULL
  MATCH (asker:Person)-[:ASKED]->(q)
  WHERE asker <> person
  RETURN s.id AS skill, asker.id AS tagger, a.helped_at AS at, $answer AS weight
}
WITH person.id AS person, skill, tagger,
  max(weight * 2.0 ^ ((at.epochMillis - $epoch) / $half_life - $age)) AS voice
RETURN collect([person, skill, tagger, voice]) AS voices
"""

Voices = dict[tuple[str, str], dict[str, float]]


def voices(db: Queryable, skills_of: Mapping[str, Sequence[str]], age: float) -> Voices:
    """Return, by (person, skill), today's weight of each tagger's (or helped asker's) voice.

    `skills_of` names the skills of interest of each person; `age` is the time from the epoch of
    scores until now, in half-lives. The weights are those that KNOWS adds up.
    """
    groups = [[person, list(skills)] for person, skills in skills_of.items()]
    found: Voices = {}
    rows = db.read(VOICES, groups=groups, age=age, **constants()) if groups else []
    for person, skill, tagger, voice in (one for row in rows for one in row["voices"]):
        found.setdefault((person, skill), {})[tagger] = voice
    return found
