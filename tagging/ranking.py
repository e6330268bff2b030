"""Who answers a question best: several ranked lists, each from other evidence, made into one.

docs/ranking.md says where each part comes from, how its numbers were chosen and what it adds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from graph import neighbourhood
from graph.algorithms import feedback, fusion, pagerank, voting
from graph.colleagues import Candidate, Filters, Known, Seed
from graph.database import Queryable
from graph.documents import votes as document_votes
from graph.documents.votes import Match
from graph.neighbourhood import Written
from tagging.permissions import Permission, Viewer, require
from tagging.ranking_by_meaning import Words, documents_by_meaning
from tagging.ranking_by_statements import said

_EVIDENCE = 3
_MEANING_POWER = 4.0
_PASSED_AT_ONCE = 3


class List(StrEnum):
    """Where a ranked list comes from."""

    STATEMENTS = "statements"
    DOCUMENTS = "documents"
    GRAPH = "graph"
    MEANING = "meaning"


ALL = frozenset(List)


def _weights() -> Mapping[str, float]:
    return MappingProxyType(
        {List.STATEMENTS: 3.0, List.DOCUMENTS: 1.0, List.GRAPH: 3.0, List.MEANING: 3.0}
    )


@dataclass(frozen=True, slots=True)
class Method:
    """How people are ranked: from which lists, each with its weight, and how far is looked.

    `widen` adds the words of the best `feedback` documents to the question; the best `depth`
    documents vote.
    """

    lists: Collection[List] = ALL
    weights: Mapping[str, float] = field(default_factory=_weights)
    widen: bool = True
    feedback: int = 20
    depth: int = 300
    power: float = voting.POWER
    damping: float = 0.95
    authors: float = 0.5


METHOD = Method()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words, the skills that they mean, and whom to leave out."""

    text: str
    seeds: tuple[Seed, ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in one list (from 1), with what and with which evidence.

    `value` is the list's own score; `documents` are ids, `known` what statements say.
    """

    list: List
    place: int
    value: float
    documents: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Somebody found: the joint score (of use for the order alone) and the lists behind it."""

    person_id: str
    score: float
    parts: tuple[Place, ...]


@dataclass(slots=True)
class _Found:
    """What was found on the way to the lists."""

    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    said: dict[str, Candidate] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    near: list[Match] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)


def rank(
    db: Queryable,
    viewer: Viewer,
    question: Question,
    now: datetime,
    *,
    method: Method = METHOD,
    meaning: Words | None = None,
    limit: int | None = 10,
) -> tuple[Ranked, ...]:
    """Return who answers the question best, at most `limit` people (None: all that were found).

    Documents that the viewer may not see have no part in it. `meaning` turns texts into vectors;
    without it there is no list by meaning. Who has left, does not fit the filters or refuses to
    be named for a skill asked for is not there.
    """
    require(viewer, Permission.FIND)
    found = _Found()
    if List.STATEMENTS in method.lists or List.GRAPH in method.lists:
        _statements(db, question, now, found)
    _documents(db, viewer.person_id, question, method, meaning, found)
    scores = {name: values for name, values in found.scores.items() if name in method.lists}
    lists = {name: voting.in_order(values) for name, values in scores.items()}
    fused = _passing(db, question, fusion.fuse(lists, method.weights), found, now, limit)
    return tuple(
        Ranked(one.key, one.score, tuple(_parts(one, found, scores)))
        for _, one in zip(range(len(fused) if limit is None else limit), fused, strict=False)
    )


def _statements(db: Queryable, question: Question, now: datetime, found: _Found) -> None:
    candidates = said(db, question.seeds, question.filters, now)
    found.said = {one.person.id: one for one in candidates}
    # Coverage goes before strength, so it is the place that is the score.
    found.scores[List.STATEMENTS] = {
        one.person.id: 1 / at for at, one in enumerate(candidates, start=1)
    }


def _documents(
    db: Queryable,
    viewer: str | None,
    question: Question,
    method: Method,
    meaning: Words | None,
    found: _Found,
) -> None:
    words = feedback.asked(question.text)
    if not words or not {List.DOCUMENTS, List.GRAPH, List.MEANING} & set(method.lists):
        return
    if method.widen and method.feedback:
        best = document_votes.reading(db, words, viewer, method.feedback)
        wide = feedback.widened(words, best)
    else:
        wide = words
    if {List.DOCUMENTS, List.GRAPH} & set(method.lists):
        found.matches = document_votes.matching(db, wide, viewer, method.depth)
        found.scores[List.DOCUMENTS] = voting.vote(
            [(one.score, one.authors) for one in found.matches], method.power
        )
    if List.GRAPH in method.lists:
        found.scores[List.GRAPH] = _walk(db, viewer, question, method, found)
    if List.MEANING in method.lists and meaning:
        found.near = documents_by_meaning(db, meaning, question.text, words, viewer, method.depth)
        found.scores[List.MEANING] = voting.vote(
            [(max(0.0, one.score), one.authors) for one in found.near], _MEANING_POWER
        )


def _walk(
    db: Queryable, viewer: str | None, question: Question, method: Method, found: _Found
) -> dict[str, float]:
    """Return how near people are to the question's skills and documents, by PageRank."""
    found.written = neighbourhood.around(db, [one.document for one in found.matches], viewer)
    links = [
        *((f"d {one.document}", f"p {who}", 1.0) for one in found.written for who in one.authors),
        *_citations(found.written),
        *_said_links(found, question),
    ]
    votes = found.scores[List.DOCUMENTS]
    restart = _mixed(
        (1 - method.authors, {f"d {m.document}": m.score**method.power for m in found.matches}),
        (method.authors, {f"p {who}": value for who, value in votes.items()}),
        (1.0, _reached(question, links)),
    )
    near = pagerank.personalised(links, restart, method.damping)
    return {key[2:]: value for key, value in near.items() if key.startswith("p ")}


def _citations(written: Sequence[Written]) -> Iterator[tuple[str, str, float]]:
    seen = {one.document for one in written}
    for one in written:
        for cited in one.cites:
            if cited in seen:
                yield f"d {one.document}", f"d {cited}", 1.0


def _said_links(found: _Found, question: Question) -> Iterator[tuple[str, str, float]]:
    asked = {seed.skill for seed in question.seeds}
    for person, candidate in found.said.items():
        for known in candidate.known:
            if known.skill.id in asked:
                yield f"s {known.skill.id}", f"p {person}", candidate.strength


def _reached(question: Question, links: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    reached = {one for one, _, _ in links}
    weights = {f"s {seed.skill}": seed.weight * seed.certainty for seed in question.seeds}
    return {skill: weight for skill, weight in weights.items() if skill in reached}


def _mixed(*parts: tuple[float, Mapping[str, float]]) -> dict[str, float]:
    """Return where the walk begins: in each part as often as its share says."""
    return {
        key: share * weight / sum(part.values())
        for share, part in parts
        for key, weight in part.items()
        if share * weight > 0
    }


def _passing(
    db: Queryable,
    question: Question,
    fused: Sequence[fusion.Fused],
    found: _Found,
    now: datetime,
    limit: int | None,
) -> list[fusion.Fused]:
    """Return the first of `fused` that may be shown; no more are looked at than are needed."""
    if question.filters.level_at_least:
        fused = [one for one in fused if one.key in found.said]
    asked = [seed.skill for seed in question.seeds]
    step = _PASSED_AT_ONCE * limit if limit else max(1, len(fused))
    shown: list[fusion.Fused] = []
    for start in range(0, len(fused), step):
        some = fused[start : start + step]
        ids = [one.key for one in some]
        fit = neighbourhood.passing(db, ids, question.filters, asked, now.date())
        shown += [one for one in some if one.key in fit]
        if limit and len(shown) >= limit:
            break
    return shown


def _parts(
    one: fusion.Fused, found: _Found, scores: Mapping[str, Mapping[str, float]]
) -> Iterator[Place]:
    for name, place in one.places.items():
        yield Place(
            List(name),
            place,
            found.said[one.key].strength if name == List.STATEMENTS else scores[name][one.key],
            documents=_evidence(name, one.key, found),
            known=found.said[one.key].known if name == List.STATEMENTS else (),
        )


def _evidence(name: str, person: str, found: _Found) -> tuple[str, ...]:
    if name == List.STATEMENTS:
        return ()
    matches = found.near if name == List.MEANING else found.matches
    own = document_votes.best_of(matches, person, _EVIDENCE)
    if own or name != List.GRAPH:
        return own
    return tuple(one.document for one in found.written if person in one.authors)[:_EVIDENCE]
