"""What stands behind a list of people found: their documents, and statements they disagree with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString

from graph.database import Queryable
from graph.documents import VISIBLE
from graph.records import Ref, Source, Statement, Tagging, TaggingKind
from graph.values import day_or_none, from_milliseconds, instant

_VOICES, _LONGEST_NOTE = 3, 400


@dataclass(frozen=True, slots=True)
class Titled:
    """A document in brief: its title, when it was published, who of the people found wrote it."""

    id: str
    title: str
    published: date | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that helped: to which question, about which skill, when the asker said so.

    `kept` is the document that the answer is kept as, where the viewer may see it.
    """

    question: str
    skill: Ref
    at: datetime
    kept: Ref | None = None


@dataclass(frozen=True, slots=True)
class Grounds:
    """Documents by id; by person, ids of statements they dispute, and answers that helped.

    `said` holds the weightiest three statements by (person, skill).
    """

    documents: dict[str, Titled]
    disputed: dict[str, tuple[str, ...]]
    helped: dict[str, tuple[Answered, ...]]
    said: dict[tuple[str, str], tuple[Statement, ...]]


GROUNDS: LiteralString = f"""
CALL () {{
  MATCH (d:Document) WHERE d.id IN $documents AND {VISIBLE}
  RETURN collect([d.id, d.title, d.published,
    [(d)<-[:WROTE]-(p:Person) WHERE p.id IN $people | p.id]]) AS documents
}}
CALL () {{
  MATCH (p:Person)<-[:ABOUT]-(t:Tagging)
  WHERE p.id IN $people AND t.status = 'disputed' AND split(t.id, '.')[2] IN $skills
  RETURN collect([p.id, t.id]) AS disputed
}}
CALL () {{
  MATCH (p:Person)-[:GAVE]->(a:Answer)-[:TO]->(q:Question)-[:OF]->(s:Skill)
  WHERE p.id IN $people AND a.helped AND s.id IN $skills
    AND EXISTS {{ (asker:Person)-[:ASKED]->(q) WHERE asker.id <> p.id }}
  OPTIONAL MATCH (d:Document {{id: a.kept_as}}) WHERE {VISIBLE}
  RETURN collect([p.id, q.id, s.id, s.label, coalesce(a.helped_at, a.at), d.id, d.title]) AS helped
}}
CALL () {{
  UNWIND $pairs AS pair
  MATCH (p:Person {{id: pair[0]}})<-[:ABOUT]-(t:Tagging)
  WHERE t.id CONTAINS '.' + pair[0] + '.' + pair[1] + '.'
    AND t.status = 'active' AND t.kind <> 'learning'
  MATCH (by)-[:MADE]->(t)
  WITH pair, p, t, by, by = p AS own
  ORDER BY own, t.source <> 'manager', coalesce(t.level, 0) DESC, t.confirmed DESC, by.id
  WITH pair, p, collect([by.id, by.name, t.kind, t.level, t.source,
    t.confirmed.epochMillis, left(t.note, $note)]) AS said
  MATCH (s:Skill {{id: pair[1]}})
  RETURN collect([p.id, p.name, s.id, s.label, said[..$voices]]) AS said
}}
RETURN documents, disputed, helped, said
"""


def grounds(
    db: Queryable,
    people: Sequence[str],
    skills: Sequence[str],
    documents: Sequence[str],
    viewer: str | None,
    pairs: Sequence[tuple[str, str]] = (),
) -> Grounds:
    """Return, in one query, what is behind `people` found for `skills` by `documents`.

    `pairs` are the people and skills whose statements are wanted.
    Only documents that the person `viewer` may see are there (None: those for everybody).
    Disputed statements are for every reader, as on a person's page; who asked a question is
    for nobody.
    """
    row = db.read(
        GROUNDS,
        people=list(people),
        skills=list(skills),
        documents=list(documents),
        viewer=viewer,
        pairs=[list(pair) for pair in pairs],
        voices=_VOICES,
        note=_LONGEST_NOTE,
    )[0]
    disputed: dict[str, tuple[str, ...]] = {}
    for person, tagging in sorted(row["disputed"]):
        disputed[person] = (*disputed.get(person, ()), tagging)
    titled = (
        Titled(key, title, day_or_none(published), tuple(sorted(authors)))
        for key, title, published, authors in row["documents"]
    )
    helped: dict[str, tuple[Answered, ...]] = {}
    for person, question, skill, label, at, kept, title in row["helped"]:
        saved = Ref(kept, title) if kept else None
        one = Answered(question, Ref(skill, label), instant(at), saved)
        helped[person] = (*helped.get(person, ()), one)
    return Grounds({one.id: one for one in titled}, disputed, helped, _said(row["said"]))


def _said(rows: Sequence[Sequence[Any]]) -> dict[tuple[str, str], tuple[Statement, ...]]:
    return {
        (person, skill): tuple(
            _statement(Ref(person, name), Ref(skill, label), voice) for voice in voices
        )
        for person, name, skill, label, voices in rows
    }


def _statement(person: Ref, skill: Ref, voice: Sequence[Any]) -> Statement:
    tagger, name, kind, level, source, confirmed, note = voice
    last = from_milliseconds(confirmed)
    tagging = Tagging(
        tagger=tagger,
        person=person.id,
        skill=skill.id,
        made=last,
        confirmed=last,
        kind=TaggingKind(kind),
        level=level,
        note=note or "",
        source=Source(source),
    )
    return Statement(tagging, Ref(tagger, name), person, skill)
