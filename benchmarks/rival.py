"""The closest equivalent of a search in PostgreSQL, indexed as a good engineer would.

Words are looked up among labels (misspelt ones by trigrams), topics widened by a closure table,
statements read from `person_skill`, which holds for each pair what the statements add up to, by an
index that covers the query, documents found by a GIN index and ranked by `ts_rank`, both lists
joined by reciprocal ranks, and ten people shown with where they sit and what speaks for them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, LiteralString

import psycopg

from benchmarks import organisation, writings
from benchmarks.questions import Asked
from graph.algorithms.ranking import EPOCH, HALF_LIFE
from graph.database import Database
from graph.ids import fold

_AGE = (organisation.NOW + timedelta(days=1) - EPOCH) / HALF_LIFE
_DEPTH, _MOST_BELOW = 3, 50

TABLES: LiteralString = """
CREATE EXTENSION pg_trgm;
CREATE TABLE organisation (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE team (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE person (id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, email text,
  phone text, best_way text, job_title text, team text, organisation text);
CREATE TABLE skill (id text PRIMARY KEY, label text NOT NULL);
CREATE TABLE label (folded text NOT NULL, skill text NOT NULL);
CREATE TABLE below (above text NOT NULL, skill text NOT NULL, steps int NOT NULL);
CREATE TABLE tagging (tagger text NOT NULL, person text NOT NULL, skill text NOT NULL,
  kind text NOT NULL, level int, source text NOT NULL, confirmed timestamptz NOT NULL, note text);
CREATE TABLE person_skill (person text NOT NULL, skill text NOT NULL, score float8 NOT NULL,
  taggers int, level float8, documents int, kind text NOT NULL);
CREATE TABLE document (id text PRIMARY KEY, title text NOT NULL, body text NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || body)) STORED);
CREATE TABLE wrote (document text NOT NULL, person text NOT NULL);
"""

# What is loaded first and indexed after is loaded fastest, and its indexes are the densest.
INDEXES: LiteralString = """
CREATE INDEX ON label (folded) INCLUDE (skill);
CREATE INDEX ON label USING gin (folded gin_trgm_ops);
CREATE INDEX ON below (above, steps) INCLUDE (skill);
CREATE INDEX ON tagging (person, skill);
CREATE INDEX ON person_skill (skill, score DESC) INCLUDE (person, kind, taggers, level, documents);
CREATE INDEX ON person_skill (skill, kind, score DESC) INCLUDE (person, taggers, level, documents);
CREATE INDEX ON document USING gin (words);
CREATE INDEX ON wrote (document) INCLUDE (person);
CREATE INDEX ON wrote (person) INCLUDE (document);
VACUUM (ANALYZE, FREEZE);
"""

KNOWS: LiteralString = """
MATCH (p:Person)-[k:KNOWS]->() WHERE p.id STARTS WITH $first
RETURN p.id AS person, k.skill AS skill, k.score AS score, k.taggers AS taggers, k.level AS level,
  k.documents AS documents, p.kind AS kind
"""


def fill(to: psycopg.Connection, db: Database, people: int, words: organisation.Vocabulary) -> None:
    """Copy the same organisation into PostgreSQL; what statements add up to comes from `db`."""
    to.execute(TABLES)
    some = list(organisation.people(people))
    teams = {one.team.id: one.team.name for one in some if one.team}
    houses = {one.organisation.id: one.organisation.name for one in some if one.organisation}
    copy(to, "team", teams.items())
    copy(to, "organisation", houses.items())
    copy(to, "person", (
        (one.id, one.name, one.kind.value, one.email, one.phone, one.best_way, one.job_title,
         one.team and one.team.id, one.organisation and one.organisation.id) for one in some
    ))  # fmt: skip
    copy(to, "skill", ((one.id, one.label) for one in words.skills))
    copy(to, "label", (
        (fold(label), one.id) for one in words.skills
        for label in (one.label, *one.alternative_labels)
    ))  # fmt: skip
    copy(to, "below", _below(words))
    copy(to, "tagging", (
        (one.tagger, one.person, one.skill, one.kind.value, one.level, one.source.value,
         one.confirmed, one.note) for one in organisation.taggings(people, words.used)
    ))  # fmt: skip
    for first in ("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p0"):
        copy(to, "person_skill", (tuple(row.values()) for row in db.read(KNOWS, first=first)))
    links: list[tuple[str, str]] = []
    copy(to, "document (id, title, body)", _rows_of_documents(people, words, links))
    copy(to, "wrote", links)
    for statement in INDEXES.strip().split(";\n"):
        to.execute(statement)


def _rows_of_documents(
    people: int, words: organisation.Vocabulary, links: list[tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield the documents, and note who wrote each."""
    for one in writings.documents_of(people, words.used):
        links += [(one.id, author.id) for author in one.authors]
        yield one.id, one.title, one.text


def _below(words: organisation.Vocabulary) -> Iterable[tuple[str, str, int]]:
    above = {one.id: one.broader for one in words.skills}
    for one in words.skills:
        ring: Sequence[str] = (one.id,)
        for steps in range(_DEPTH + 1):
            yield from ((upper, one.id, steps) for upper in ring)
            ring = [upper for lower in ring for upper in above[lower]]


def copy(to: psycopg.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Copy rows into a table."""
    with to.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copying:  # type: ignore[arg-type]
        for row in rows:
            copying.write_row(row)


EXACT: LiteralString = """
SELECT skill, 1.0 AS fit FROM label WHERE folded = ANY(%(parts)s) LIMIT 8
"""

NEARLY: LiteralString = """
SELECT skill, similarity(folded, %(text)s) AS fit FROM label
WHERE folded %% %(text)s ORDER BY fit DESC LIMIT 1
"""

# Documents vote with the square of their score, as Signpost's do; lists are joined by reciprocal
# ranks with k = 60.
SEARCH: LiteralString = """
WITH seed AS (
  SELECT skill, max(weight) AS weight FROM (
    (SELECT b.skill, 0.7 ^ b.steps * s.fit AS weight
      FROM unnest(%(skills)s::text[], %(fits)s::float8[]) AS s(id, fit)
      JOIN below b ON b.above = s.id ORDER BY b.steps LIMIT %(most)s)) AS x GROUP BY skill),
said AS (
  SELECT person, sum(value) AS value, row_number() OVER (ORDER BY sum(value) DESC) AS place
  FROM (SELECT k.person, seed.weight * 2 ^ (k.score - %(age)s) AS value
    FROM seed CROSS JOIN LATERAL (
      SELECT person, score FROM person_skill
      WHERE skill = seed.skill {kind} ORDER BY score DESC LIMIT 100) AS k) AS x
  GROUP BY person ORDER BY value DESC LIMIT 100),
hit AS (
  SELECT id, ts_rank(words, q, 1) AS score FROM document, to_tsquery('english', %(words)s) AS q
  WHERE words @@ q ORDER BY score DESC LIMIT 300),
vote AS (
  SELECT w.person, sum(hit.score ^ 2) AS value,
    row_number() OVER (ORDER BY sum(hit.score ^ 2) DESC) AS place
  FROM hit JOIN wrote w ON w.document = hit.id {writer} GROUP BY w.person
  ORDER BY value DESC LIMIT 100),
best AS (
  SELECT person, coalesce(3.0 / (60 + said.place), 0) + coalesce(1.0 / (60 + vote.place), 0)
    AS score FROM said FULL JOIN vote USING (person) ORDER BY score DESC LIMIT 10)
SELECT p.*, t.name AS team_name, o.name AS organisation_name, best.score,
  (SELECT json_agg(x) FROM (
    SELECT k.skill, s.label, k.score, k.taggers, k.level, k.documents
    FROM seed JOIN person_skill k ON k.skill = seed.skill AND k.person = p.id
      JOIN skill s ON s.id = k.skill ORDER BY k.score DESC LIMIT 2) AS x) AS known,
  (SELECT json_agg(x) FROM (
    SELECT g.tagger, by.name, g.skill, g.kind, g.level, g.source, g.confirmed, g.note
    FROM seed JOIN tagging g ON g.person = p.id AND g.skill = seed.skill
      JOIN person by ON by.id = g.tagger
    WHERE g.kind <> 'learning' ORDER BY g.level DESC NULLS LAST LIMIT 3) AS x) AS statements,
  (SELECT json_agg(x) FROM (
    SELECT d.id, d.title FROM hit JOIN wrote w ON w.document = hit.id AND w.person = p.id
      JOIN document d ON d.id = hit.id ORDER BY hit.score DESC LIMIT 3) AS x) AS documents
FROM best JOIN person p ON p.id = best.person LEFT JOIN team t ON t.id = p.team
  LEFT JOIN organisation o ON o.id = p.organisation
ORDER BY best.score DESC
"""

_STAFF: LiteralString = "AND kind = 'staff'"
_STAFF_WROTE: LiteralString = "JOIN person p ON p.id = w.person AND p.kind = 'staff'"
EVERYBODY = SEARCH.format(kind="", writer="")
STAFF = SEARCH.format(kind=_STAFF, writer=_STAFF_WROTE)


def find(to: psycopg.Connection, asked: Asked, *, every_word: bool = False) -> list[Any]:
    """Return ten people for a question with what speaks for them.

    Documents need any of its words, as Signpost's do, or with `every_word` all of them.
    """
    text = fold(asked.text)
    typed = text.split()
    parts = [" ".join(typed[i:j]) for i in range(len(typed)) for j in range(i + 1, len(typed) + 1)]
    with to.transaction(), to.cursor() as cursor:
        found = cursor.execute(EXACT, {"parts": parts}).fetchall()
        found = found or cursor.execute(NEARLY, {"text": text}).fetchall()
        values = {
            "skills": [row[0] for row in found],
            "fits": [float(row[1]) for row in found],
            "words": (" & " if every_word else " | ").join(typed),
            "age": _AGE,
            "most": _MOST_BELOW,
        }
        return cursor.execute(STAFF if asked.staff else EVERYBODY, values).fetchall()  # type: ignore[arg-type]
