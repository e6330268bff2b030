"""Who answers a question best: several ranked lists, each from other evidence, made into one.

docs/ranking.md says where each part comes from, how its numbers were chosen and what it adds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from graph import neighbourhood
from graph.algorithms import feedback, fusion, voting
from graph.colleagues import Candidate, Known, Seed
from graph.database import Queryable
from graph.documents import votes as document_votes
from graph.documents.votes import Match
from graph.filters import Filters
from graph.neighbourhood import Written
from tagging.permissions import Permission, Viewer, require
from tagging.ranking_by_graph import Begin, near
from tagging.ranking_by_meaning import Words, documents_by_meaning
from tagging.ranking_by_statements import said

_EVIDENCE = 3
_MEANING_POWER = 4.0
_PASSED_AT_ONCE = 3
_SPARE = 5


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
    """What is asked: the words, the skills that they mean, and whom to leave out.

    Where the words are the name of a skill (`named`), those of whom others say that they know it
    come first, in that list's order. Who refuses to be named for one of `refusable` (None: any of
    the seeds) is left out.
    """

    text: str
    seeds: tuple[Seed, ...] = ()
    filters: Filters = field(default_factory=Filters)
    named: bool = False
    refusable: tuple[str, ...] | None = None

    @property
    def refusing(self) -> tuple[str, ...]:
        """The skills for which nobody may be shown who refuses them."""
        return tuple(one.skill for one in self.seeds) if self.refusable is None else self.refusable


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

    @property
    def known(self) -> tuple[Known, ...]:
        """What statements say of them, the strongest skill first."""
        return tuple(each for part in self.parts for each in part.known)


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
    spare: int = 0,
) -> tuple[Ranked, ...]:
    """Return who answers the question best, at most `limit` people (None: all that were found).

    `spare` more are returned, from whom a page of `limit` is put in another order: nobody is
    looked for on their account.
    Documents that the viewer may not see have no part in it. `meaning` turns texts into vectors;
    without it there is no list by meaning. Who has left, does not fit the filters or refuses to
    be named for a skill asked for is not there.
    """
    require(viewer, Permission.FIND)
    found = _Found()
    if List.STATEMENTS in method.lists or List.GRAPH in method.lists:
        _statements(db, question, now, found)
    leading = _leading(question, method, found)
    if _ample(limit, found):
        method = replace(method, lists=frozenset(method.lists) - {List.GRAPH})
    only_said = _only_said(question, limit, leading)
    if not only_said:
        _documents(db, viewer.person_id, question, method, meaning, found)
    scores = {name: values for name, values in found.scores.items() if name in method.lists}
    lists = {name: voting.in_order(values) for name, values in scores.items()}
    fused = _led(fusion.fuse(lists, method.weights), leading)
    most = None if limit is None else limit + spare
    if not (only_said and _known_to_pass(question)):
        fused = _passing(db, question, fused, found, now, most)
    return tuple(
        Ranked(one.key, one.score, tuple(_parts(one, found, scores))) for one in fused[:most]
    )


def _statements(db: Queryable, question: Question, now: datetime, found: _Found) -> None:
    candidates = said(db, question.seeds, question.filters, now)
    found.said = {one.person: one for one in candidates}
    # Coverage goes before strength, so it is the place that is the score.
    found.scores[List.STATEMENTS] = {
        one.person: 1 / at for at, one in enumerate(candidates, start=1)
    }


def _leading(question: Question, method: Method, found: _Found) -> dict[str, int]:
    """Return whom others say something of, with their place, where the words name a skill.

    Somebody's own word leads nobody: it counts in the joint list alone.
    """
    if not question.named or List.STATEMENTS not in method.lists:
        return {}
    return {person: place for place, person in enumerate(_spoken_for(found))}


def _spoken_for(found: _Found) -> list[str]:
    return [
        person
        for person, one in found.said.items()
        if any(known.knows.taggers or known.knows.answers for known in one.known)
    ]


def _ample(limit: int | None, found: _Found) -> bool:
    """Whether statements alone fill what is shown: then the walk, the dearest list, is spared."""
    return limit is not None and len(_spoken_for(found)) >= limit + _SPARE


def _only_said(question: Question, limit: int | None, leading: Mapping[str, int]) -> bool:
    """Whether no other list can change what is shown: then none is looked at."""
    wants_statements = question.filters.level_at_least or question.filters.helped
    return bool(wants_statements) or (limit is not None and len(leading) >= limit + _SPARE)


def _known_to_pass(question: Question) -> bool:
    """Whether whoever is said to know it may be shown: who refuses a skill is not said to know it.

    The filters were looked at with the statements.
    """
    return len(question.seeds) == 1 and set(question.refusing) <= {question.seeds[0].skill}


def _led(fused: Sequence[fusion.Fused], leading: Mapping[str, int]) -> list[fusion.Fused]:
    return sorted(fused, key=lambda one: leading.get(one.key, len(leading)))


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
        found.written = neighbourhood.around(db, [one.document for one in found.matches], viewer)
        votes = found.scores[List.DOCUMENTS]
        found.scores[List.GRAPH] = near(
            found.written,
            Begin(found.matches, votes, question.seeds, found.said, method.power, method.authors),
            method.damping,
        )
    if List.MEANING in method.lists and meaning:
        found.near = documents_by_meaning(db, meaning, question.text, words, viewer, method.depth)
        found.scores[List.MEANING] = voting.vote(
            [(max(0.0, one.score), one.authors) for one in found.near], _MEANING_POWER
        )


def _passing(
    db: Queryable,
    question: Question,
    fused: Sequence[fusion.Fused],
    found: _Found,
    now: datetime,
    limit: int | None,
) -> list[fusion.Fused]:
    """Return the first of `fused` that may be shown; no more are looked at than are needed."""
    if question.filters.level_at_least or question.filters.helped:
        fused = [one for one in fused if one.key in found.said]
    asked = list(question.refusing)
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
