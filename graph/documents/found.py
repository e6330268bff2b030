"""Searching documents: by their words, by the skills that they cover, narrowed by what they are.

A document is found where it has all words asked for, or covers one of the skills. Each filter is
one name of `Filters`; what fails one filter alone is still counted for that filter's other values,
so that people can change their mind. Nobody finds, or has counted, what they may not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, LiteralString

from graph.database import Queryable
from graph.documents import VISIBLE

OUT_OF_DATE_AFTER = timedelta(days=90)
LASTS = timedelta(days=730)
DUE_AFTER = LASTS - timedelta(days=180)
NOT_SAID = "-"  # as the value of a filter: documents that say nothing of it
_A_YEAR = timedelta(days=365)
_FIRST_RELEVANCE, _FIRST_DAY = 1_000_000_000, "9999-12-31"


@dataclass(frozen=True, slots=True)
class Topic:
    """A skill to find documents of. Of the skills of one `term` the best counts."""

    skill: str
    term: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: a full-text query, skills; nothing means all.

    `words` is parsed by Lucene: nothing that people typed may reach it but letters and digits.
    Where not `words_find`, they only help to order what the skills find.
    """

    words: str = ""
    topics: tuple[Topic, ...] = ()
    words_find: bool = True

    def __bool__(self) -> bool:
        return bool(self.words or self.topics)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out. `regions` and `skills` hold all that a choice stands for."""

    type: str | None = None
    regions: tuple[str, ...] | None = None
    sector: str | None = None
    skills: tuple[str, ...] | None = None
    maturity: int | None = None
    currency: str | None = None
    audience: str | None = None
    space: str | None = None
    age: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of results begins: after this document of this relevance, or this day."""

    id: str = ""
    relevance: int = _FIRST_RELEVANCE
    day: str = _FIRST_DAY


@dataclass(frozen=True, slots=True)
class Found:
    """A document found, and where it stands: relevance (millionths), day of publication."""

    id: str
    relevance: int
    day: str


_EVERYTHING: LiteralString = "MATCH (d:Document) WITH d, 0 AS relevance"

# Full-text scores have no upper end: score / (score + 3) brings them between 0 and 1, in order,
# beside how surely a document covers a skill. 3 is about what one telling word gives.
_ASKED: LiteralString = """
CALL () {
  CALL db.index.fulltext.queryNodes('document_search', $f.words) YIELD node, score
  RETURN node AS d, score / (score + 3.0) AS part, $f.words_find AS finds
  UNION ALL
  UNWIND $f.topics AS topic
  MATCH (d:Document)-[covers:COVERS]->(:Skill {id: topic.skill})
  WITH d, topic.term AS term, max(topic.weight * coalesce(covers.score, 1.0)) AS part
  RETURN d, part, true AS finds
}
WITH d, toInteger(round(1000000 * sum(part))) AS relevance, collect(finds) AS finds
WHERE true IN finds
WITH d, relevance
"""

_SIEVED = f"""
WHERE {VISIBLE}
WITH d, relevance,
  CASE WHEN coalesce(d.superseded, false) THEN 'superseded'
    WHEN d.review_due > $f.today THEN 'current'
    WHEN d.review_due > $f.review_overdue THEN 'due'
    WHEN d.review_due IS NOT NULL THEN 'out of date'
    WHEN d.published IS NULL THEN 'undated'
    WHEN d.published > $f.due_since THEN 'current'
    WHEN d.published > $f.old_since THEN 'due'
    ELSE 'out of date' END AS currency,
  CASE WHEN d.published IS NULL THEN 'undated'
    WHEN d.published > $f.a_year_ago THEN 'this year'
    WHEN d.published > $f.two_years_ago THEN 'last year'
    ELSE 'older' END AS age
WITH d, relevance, currency, age, [name IN [
  CASE WHEN $f.type IS NULL OR $f.type IN coalesce(d.lmi_types, ['-']) THEN null ELSE 'type' END,
  CASE WHEN $f.regions IS NULL OR coalesce(d.region, '-') IN $f.regions THEN null ELSE 'region' END,
  CASE WHEN $f.sector IS NULL OR coalesce(d.sector, '-') = $f.sector THEN null ELSE 'sector' END,
  CASE WHEN $f.skills IS NULL OR EXISTS {{ (d)-[:COVERS]->(s:Skill) WHERE s.id IN $f.skills }}
    THEN null ELSE 'skill' END,
  CASE WHEN $f.maturity IS NULL OR coalesce(d.maturity, 1) = $f.maturity
    THEN null ELSE 'maturity' END,
  CASE WHEN currency = $f.currency OR ($f.currency IS NULL AND currency <> 'superseded')
    THEN null ELSE 'currency' END,
  CASE WHEN $f.audience IS NULL OR $f.audience IN coalesce(d.audience, ['-'])
    THEN null ELSE 'audience' END,
  CASE WHEN $f.space IS NULL OR d.space = $f.space THEN null ELSE 'space' END,
  CASE WHEN $f.age IS NULL OR age = $f.age THEN null ELSE 'age' END
] WHERE name IS NOT NULL] AS failed
"""

_BY_RELEVANCE: LiteralString = """
WHERE size(failed) = 0
  AND (relevance < $f.relevance OR (relevance = $f.relevance AND d.id > $f.id))
RETURN d.id AS id, relevance, toString(coalesce(d.published, date(d.added), date('0001-01-01')))
  AS day
ORDER BY relevance DESC, id LIMIT $limit
"""

_BY_DAY: LiteralString = """
WHERE size(failed) = 0
WITH d, relevance,
  toString(coalesce(d.published, date(d.added), date('0001-01-01'))) AS day
WHERE day < $f.day OR (day = $f.day AND d.id > $f.id)
RETURN d.id AS id, relevance, day ORDER BY day DESC, id LIMIT $limit
"""

ALL_BY_DAY = _EVERYTHING + _SIEVED + _BY_DAY
ASKED_BY_DAY = _ASKED + _SIEVED + _BY_DAY
ASKED_BY_RELEVANCE = _ASKED + _SIEVED + _BY_RELEVANCE


def page(
    db: Queryable,
    question: Question,
    filters: Filters,
    viewer: str | None,
    today: date,
    *,
    newest: bool = False,
    after: Place | None = None,
    limit: int = 20,
) -> list[Found]:
    """Return what is found and passes all filters, the most relevant or the newest first."""
    query = ASKED_BY_DAY if newest else ASKED_BY_RELEVANCE
    if not question:
        query = ALL_BY_DAY
    place = after or Place()
    key = {"id": place.id, "relevance": place.relevance, "day": place.day}
    rows = db.read(query, f=_given(question, filters, today) | key, viewer=viewer, limit=limit)
    return [Found(**row) for row in rows]


_COUNTED: LiteralString = """
WHERE size(failed) <= 1
WITH d, currency, age, coalesce(failed[0], '') AS failed
UNWIND [
  ['', ['']],
  ['type', d.lmi_types],
  ['region', [d.region]],
  ['sector', [d.sector]],
  ['skill', [(d)-[:COVERS]->(s:Skill) | s.id]],
  ['maturity', [toString(coalesce(d.maturity, 1))]],
  ['currency', [currency]],
  ['audience', d.audience],
  ['space', [d.space]],
  ['age', [age]]
] AS facet
WITH d, facet[0] AS name, facet[1] AS values, failed
WHERE failed IN ['', name]
UNWIND values AS value
RETURN name, value, count(DISTINCT d) AS documents
"""

ALL_COUNTED = _EVERYTHING + _SIEVED + _COUNTED
ASKED_COUNTED = _ASKED + _SIEVED + _COUNTED


def counts(
    db: Queryable, question: Question, filters: Filters, viewer: str | None, today: date
) -> dict[str, dict[str, int]]:
    """Return how many documents each value of each filter would leave, by the filter's name.

    All other filters hold. Under '' stands how many there are as it is. Skills are counted one by
    one, without the narrower (see `topic_counts`); values that nothing has are not there.
    """
    query = ASKED_COUNTED if question else ALL_COUNTED
    counted: dict[str, dict[str, int]] = {}
    for row in db.read(query, f=_given(question, filters, today), viewer=viewer):
        if row["value"] is not None:
            counted.setdefault(row["name"], {})[row["value"]] = row["documents"]
    return counted


_COUNTED_BY_TOPIC: LiteralString = """
WHERE size(failed) = 0 OR failed = ['skill']
MATCH (d)-[:COVERS]->(s:Skill)
UNWIND $f.standing[s.id] AS id
RETURN id, count(DISTINCT d) AS documents
"""

ALL_BY_TOPIC = _EVERYTHING + _SIEVED + _COUNTED_BY_TOPIC
ASKED_BY_TOPIC = _ASKED + _SIEVED + _COUNTED_BY_TOPIC


def topic_counts(
    db: Queryable,
    question: Question,
    filters: Filters,
    viewer: str | None,
    today: date,
    topics: Mapping[str, Sequence[str]],
) -> dict[str, int]:
    """Return how many documents cover each of `topics`: an id, with all skills it stands for."""
    query = ASKED_BY_TOPIC if question else ALL_BY_TOPIC
    standing: dict[str, list[str]] = {}
    for topic, skills in topics.items():
        for skill in skills:
            standing.setdefault(skill, []).append(topic)
    given = _given(question, filters, today) | {"standing": standing}
    rows = db.read(query, f=given, viewer=viewer)
    return dict.fromkeys(topics, 0) | {row["id"]: row["documents"] for row in rows}


REGIONS = f"""
MATCH (d:Document) WHERE d.region IS NOT NULL AND {VISIBLE}
RETURN DISTINCT d.region AS region ORDER BY region
"""


def regions(db: Queryable, viewer: str | None) -> list[str]:
    """Return the regions that documents say they are about, as they say it."""
    return [row["region"] for row in db.read(REGIONS, viewer=viewer)]


MATCHES = f"""
CALL db.index.fulltext.queryNodes('document_search', $words) YIELD node AS d
WHERE {VISIBLE}
RETURN d.id AS id LIMIT 1
"""


def matches(db: Queryable, words: str, viewer: str | None) -> bool:
    """Say whether this full-text query finds anything that `viewer` may see."""
    return bool(db.read(MATCHES, words=words, viewer=viewer))


def _given(question: Question, filters: Filters, today: date) -> dict[str, Any]:
    """Return what every query here is given, as one map: Neo4j plans a query anew for each new
    combination of the types of its parameters, and looks into no map. Words must not be empty."""
    topics = [
        {"skill": one.skill, "term": one.term, "weight": one.weight} for one in question.topics
    ]
    return {
        "words": question.words or "-x +x",
        "words_find": question.words_find,
        "topics": topics,
        "type": filters.type,
        "regions": None if filters.regions is None else list(filters.regions),
        "sector": filters.sector,
        "skills": None if filters.skills is None else list(filters.skills),
        "maturity": filters.maturity,
        "currency": filters.currency,
        "audience": filters.audience,
        "space": filters.space,
        "age": filters.age,
        "today": today,
        "review_overdue": today - OUT_OF_DATE_AFTER,
        "due_since": today - DUE_AFTER,
        "old_since": today - LASTS,
        "a_year_ago": today - _A_YEAR,
        "two_years_ago": today - 2 * _A_YEAR,
    }
