"""Who says what of the people found: the voices behind KNOWS, one by one."""

from collections.abc import Mapping, Sequence
from typing import LiteralString

from graph.database import Queryable
from graph.knows import HEARD, VOICE, constants

VOICES: LiteralString = f"""{HEARD}
WITH person.id AS person, skill, tagger, max({VOICE} * 2.0 ^ (-$age)) AS voice
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
