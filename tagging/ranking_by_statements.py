"""Whom statements speak for, rings of people who speak for each other counted as one voice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graph import colleagues, voices
from graph.algorithms.discount import independent
from graph.algorithms.ranking import EPOCH, HALF_LIFE
from graph.colleagues import Candidate, Seed
from graph.database import Queryable
from graph.filters import Filters

_LOOKED_AT, _SKILLS = 60, 3


def said(db: Queryable, seeds: Sequence[Seed], filters: Filters, now: datetime) -> list[Candidate]:
    """Return the sixty whom most is said for, those with the most independent voices first.

    KNOWS halves what two people say of each other, so that it can be kept in the transaction of
    each statement; closed groups show only when many people are seen together, which is here. A
    candidate's strength falls by the share of it that circular voices have.
    """
    found = colleagues.best(db, seeds, now, filters=filters, limit=_LOOKED_AT, explained=_SKILLS)
    age = (now - EPOCH) / HALF_LIFE
    skills = {one.person: [known.skill.id for known in one.known] for one in found}
    heard = voices.voices(db, skills, age)
    told: dict[str, set[tuple[str, str]]] = {}
    for (person, skill), by in heard.items():
        told.setdefault(skill, set()).update((tagger, person) for tagger in by)
    whole: dict[str, float] = {}
    free: dict[str, float] = {}
    for (person, skill), by in heard.items():
        whole[person] = whole.get(person, 0.0) + sum(by.values())
        free[person] = free.get(person, 0.0) + independent(person, by, told[skill])
    shares = {person: free[person] / total for person, total in whole.items() if total}
    counted = [replace(one, strength=one.strength * shares.get(one.person, 1.0)) for one in found]
    return sorted(counted, key=lambda one: (-one.coverage, -one.strength, one.person))
