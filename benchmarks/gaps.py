"""Skills by teams beside PostgreSQL that groups the same rows, and how soon a statement counts.

`python -m benchmarks.gaps --size 1000 --folder DIR` keeps the filled Neo4j in DIR, and uses it
again the next time. PostgreSQL groups twice: the statements themselves (a person counts from a
mean level of 3 on), and, better than it could do alone, the chances that Signpost has worked out.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, LiteralString

import click
import numpy as np
import psycopg

from benchmarks import comparing, organisation, postgres, rival, serving
from benchmarks.measure import Figures, side_by_side
from benchmarks.report import Report
from graph import needs, roles
from graph.algorithms import coverage, levels
from graph.algorithms.workforce import Workforce
from graph.database import Database
from graph.own_neo4j import Attachment
from graph.records import Ref, Requirement, Role, Source, Tagging, TaggingKind
from tagging.permissions import OPERATOR
from tagging.taggings import load_taggings
from tagging.workforce import WorkforceCache

LEVEL, SHOWN = 3, 20
FUNCTION, PAGE, TEAMS = "Signpost, skills by teams", "Signpost, /gaps", "Signpost, /gaps/teams"
RIVAL, RIVAL_CHANCES = "PostgreSQL, statements", "PostgreSQL, chances kept"
ROLES, SKILLS_OF_A_ROLE, PEOPLE_OF_A_ROLE, ROLES_OF_A_TEAM = 40, 10, 3, 2
WRITES = 20
# Below, a page costs more than any grouping of so few rows.
LIMITS_FROM = 10_000
_EMAIL = "planner@bench.example"

TABLES: LiteralString = """
CREATE TABLE member (person text PRIMARY KEY, team text NOT NULL, staff boolean NOT NULL);
CREATE TABLE said (tagger text NOT NULL, person text NOT NULL, skill text NOT NULL, level int,
  confirmed timestamptz NOT NULL);
CREATE TABLE chance (person text NOT NULL, skill text NOT NULL, team text NOT NULL, p float8);
"""
INDEXES: LiteralString = """
CREATE INDEX ON said (person, skill) INCLUDE (level);
CREATE INDEX ON said (skill, person) INCLUDE (level);
CREATE INDEX ON chance (skill, team) INCLUDE (p);
VACUUM (ANALYZE, FREEZE);
"""


def needed(db: Database, words: organisation.Vocabulary) -> None:
    """Give every team two roles of three people, each of which requires ten skills; repeatable."""
    width = len(words.used) // ROLES
    made = [
        Role(f"role{number}", f"Role {number}", requires=tuple(
            Requirement(Ref(skill.id, skill.label), LEVEL, 0.5 + 0.05 * place)
            for place, skill in enumerate(words.used[number * width :][:SKILLS_OF_A_ROLE])
        ))
        for number in range(ROLES)
    ]  # fmt: skip
    teams = [row["id"] for row in db.read("MATCH (t:Team) RETURN t.id AS id ORDER BY id")]
    wanted = [
        (team, made[(number * ROLES_OF_A_TEAM + one) % ROLES].id, PEOPLE_OF_A_ROLE)
        for number, team in enumerate(teams)
        for one in range(ROLES_OF_A_TEAM)
    ]
    db.transact(lambda tx: roles.save(tx, made))
    db.transact(lambda tx: needs.put_headcounts(tx, wanted))


def skills_by_teams(cache: WorkforceCache, db: Database) -> Sequence[tuple[int, int, float]]:
    """Return the twenty best covered cells of skills by teams: worked out anew each time."""
    found = cache.current(db, datetime.now(UTC))
    cells = coverage.cells(cache.beliefs(found), found, LEVEL)
    best = np.argsort(-cells.expected)[:SHOWN]
    return list(zip(cells.skill[best], cells.group[best], cells.expected[best], strict=True))


def fill(to: psycopg.Connection, people: int, words: organisation.Vocabulary) -> None:
    """Copy who sits where and what was said into PostgreSQL."""
    to.execute(TABLES)
    some = list(organisation.people(people))
    rival.copy(to, "member", (
        (one.id, one.team.id if one.team else "", one.kind.value == "staff") for one in some
    ))  # fmt: skip
    rival.copy(to, "said", (
        (one.tagger, one.person, one.skill, one.level, one.confirmed)
        for one in organisation.taggings(people, words.used) if one.kind != TaggingKind.LEARNING
    ))  # fmt: skip


def keep_chances(to: psycopg.Connection, found: Workforce, beliefs: levels.Beliefs) -> None:
    """Copy the chances that Signpost has worked out, and make the indexes."""
    members, p = found.members, levels.at_least(beliefs, LEVEL)
    rival.copy(to, "chance", (
        (members.ids[person], found.skills[skill].id, found.teams[members.team[person]].id, one)
        for person, skill, one in zip(beliefs.person, beliefs.skill, p.tolist(), strict=True)
        if members.staff[person] and members.team[person] >= 0
    ))  # fmt: skip
    for statement in INDEXES.strip().split(";\n"):
        to.execute(statement)


GROUP_STATEMENTS: LiteralString = """
SELECT skill, team, count(*) AS people, count(*) FILTER (WHERE mean >= 3) AS holders
FROM (SELECT person, skill, avg(coalesce(level, 3)) AS mean FROM said GROUP BY person, skill) AS x
JOIN member USING (person) WHERE staff
GROUP BY skill, team ORDER BY holders DESC LIMIT 20
"""

GROUP_CHANCES: LiteralString = """
SELECT skill, team, sum(p) AS expected, count(*) FILTER (WHERE p >= 0.5) AS holders
FROM chance GROUP BY skill, team ORDER BY expected DESC LIMIT 20
"""


def grouped(to: psycopg.Connection, query: LiteralString) -> list[Any]:
    """Return what PostgreSQL groups, the first twenty."""
    return to.execute(query).fetchall()


def compare(
    db: Database,
    server: Attachment,
    people: int,
    words: organisation.Vocabulary,
    times: int,
    report: Report,
) -> None:
    """Time all ways in turns, then how soon a statement counts. The organisation is to be there."""
    needed(db, words)
    cache = _opened(db, people, report)
    with ExitStack() as open_for_now:
        tasks: dict[str, list[Callable[[], object]]] = {
            FUNCTION: [lambda: skills_by_teams(cache, db)]
        }
        client = open_for_now.enter_context(
            serving.signpost(db, server.connection, _EMAIL, ("hr",))
        )
        tasks |= {PAGE: [lambda: client.get("/gaps")], TEAMS: [lambda: client.get("/gaps/teams")]}
        if programs := postgres.programs():
            to = open_for_now.enter_context(postgres.running(programs))
            report.say(f"{postgres.version(programs)}: {people:,} people are copied")
            fill(to, people, words)
            found = cache.current(db, datetime.now(UTC))
            keep_chances(to, found, cache.beliefs(found))
            tasks[RIVAL] = [lambda: grouped(to, GROUP_STATEMENTS)]
            tasks[RIVAL_CHANCES] = [lambda: grouped(to, GROUP_CHANCES)]
        taken = side_by_side(db, tasks, times, warm_up=min(5, times))
        _reported(taken, people, report)
        _next_read(db, cache, client, words, people, report)


def _opened(db: Database, people: int, report: Report) -> WorkforceCache:
    """Return a cache that has read and learnt everything, and say how long each took."""
    cache, start = WorkforceCache(), perf_counter()
    found = cache.current(db, datetime.now(UTC))
    read = perf_counter()
    cache.beliefs(found)
    learnt = perf_counter()
    report.numbers(f"The workforce of {people:,} people", {
        "skills": len(found.skills),
        "statements that count": len(found.statements.person),
        "needs": len(found.needs),
        "seconds to read everything": read - start,
        "seconds to learn raters and levels": learnt - read,
    })  # fmt: skip
    return cache


def _reported(taken: Sequence[Figures], people: int, report: Report) -> None:
    by_name = {one.name: one for one in taken}
    report.beside(f"Gaps among {people:,} people, {people * 10:,} statements", taken)
    if RIVAL not in by_name:
        report.say("PostgreSQL is not here: its part is left out")
        return
    for name in (FUNCTION, PAGE, TEAMS) if people >= LIMITS_FROM else ():
        for share in (0.5, 0.99):
            kept = by_name[name].quantile(share) <= by_name[RIVAL].quantile(share)
            what = f"{name}: no slower than {RIVAL} at p{100 * share:.0f}, {people:,} people"
            report.limit(what, kept=kept)


def _next_read(
    db: Database,
    cache: WorkforceCache,
    client: serving.Client,
    words: organisation.Vocabulary,
    people: int,
    report: Report,
) -> None:
    """Write one statement at a time and time the next read, which must show another figure."""
    functions, pages, changed = [], [], 0
    for number, one in enumerate(islice(_new(people, words), WRITES)):
        before = _figure(cache, db, one)
        load_taggings(db, OPERATOR, [one], None)
        start = perf_counter()
        after = _figure(cache, db, one)
        functions.append(1_000 * (perf_counter() - start))
        changed += after != before
        if number % 4 == 0:
            start = perf_counter()
            client.get("/gaps")
            pages.append(1_000 * (perf_counter() - start))
    report.numbers(f"The next read after a statement, {people:,} people", {
        "statements written": WRITES,
        "figures that were others at once": changed,
        "p50 ms, figure": Figures("", tuple(functions)).quantile(0.5),
        "p99 ms, figure": Figures("", tuple(functions)).quantile(0.99),
        "p50 ms, whole page made anew": Figures("", tuple(pages)).quantile(0.5),
    })  # fmt: skip
    report.limit("A statement changes the figure on the next read", kept=changed == WRITES)


def _new(people: int, words: organisation.Vocabulary) -> Iterator[Tagging]:
    """Yield statements that nobody has made yet, all of the highest level."""
    at = datetime.now(UTC) - timedelta(days=1)
    step = max(1, people // (WRITES + 1))
    for number in range(WRITES):
        tagger, person = f"p{number * step}", f"p{(number * step + 1) // 10 * 10}"
        if tagger == person:
            person = f"p{number * step // 10 * 10 + 2}"
        skill = words.used[-1 - number].id
        yield Tagging(tagger, person, skill, at, at, level=5, source=Source.PEER)


def _figure(cache: WorkforceCache, db: Database, one: Tagging) -> float:
    """Return how many people of the whole staff are expected to reach level 3 in a skill."""
    found = cache.current(db, datetime.now(UTC))
    beliefs = cache.beliefs(found)
    number = next(place for place, each in enumerate(found.skills) if each.id == one.skill)
    where = levels.of_skill(beliefs, number)
    return coverage.expected(levels.at_least(beliefs, LEVEL)[where])


@click.command()
@click.option("--size", "sizes", multiple=True, type=int, default=(1_000,))
@click.option("--folder", type=click.Path(path_type=Path), required=True)
@click.option("--times", default=100, show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path))
def main(sizes: tuple[int, ...], folder: Path, times: int, json_file: Path | None) -> None:
    """Measure gaps on organisations that are kept in FOLDER, one Neo4j for each size."""
    report, words = Report(), organisation.vocabulary()
    for size in sizes:
        with comparing.kept(folder / str(size), report) as (server, db):
            comparing.fill_people(db, size, words, report)
            compare(db, server, size, words, times, report)
    if json_file:
        json_file.write_text(json.dumps(report.data, indent=2) + "\n", encoding="utf-8")
    for missed in report.missed:
        report.say(f"Over the limit: {missed}")


if __name__ == "__main__":
    main()
