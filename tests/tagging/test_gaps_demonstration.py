"""The demonstration organisation: the overview names each gap that was planted in it."""

from datetime import UTC, datetime

import pytest

from graph import schema
from graph.database import Database
from importers import demonstration
from tagging.gaps.figures import FiguresCache
from tagging.gaps.overview import Overview, overview
from tagging.gaps.query import GapQuery
from tagging.permissions import OPERATOR, Viewer
from tagging.workforce import WorkforceCache

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HR = Viewer("colette-baptiste", "Colette Baptiste", ("hr",))


@pytest.fixture(scope="module")
def harbour(migrated_database: Database) -> Database:
    schema.wipe(migrated_database)
    demonstration.load(migrated_database, OPERATOR)
    return migrated_database


def test_the_overview_names_the_planted_gaps(harbour: Database) -> None:
    workforces = WorkforceCache()
    cache = FiguresCache(believe=workforces.beliefs)
    found = overview(cache, cache.of(workforces.current(harbour, NOW)), HR, GapQuery())
    first = [one.sentence for one in found.to_act_on]
    told = sentences(found)
    assert len(first) == 5
    assert starting(first, "Only one person knows Recognising overseas qualifications.")
    assert starting(first, "Nobody in Upper Dales Outreach knows Labour market information or any")
    assert starting(told, "Nobody knows Heat pumps and retrofit.", "ooked for in vain 8 times")
    assert starting(
        told, "What was known of Fishing and aquaculture has gone stale", "January 2024"
    )
    assert not any("Ruqayya" in one or "Derek" in one for one in told)


def starting(told: list[str], words: str, within: str = "") -> list[str]:
    """Return the sentences that start with these words, which they must; all of them if none."""
    found = [one for one in told if one.startswith(words) and within in one]
    assert found, told
    return found


def sentences(found: Overview) -> list[str]:
    return [
        line.sentence
        for lines in (found.to_act_on, *(sort.lines for sort in found.sorts))
        for line in lines
    ]
