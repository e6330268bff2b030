"""All that is shown beside a list of people found, read in a few queries for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph import grounds as store
from graph import nearness
from graph.colleagues import Known
from graph.database import Queryable
from graph.grounds import Grounds, Titled
from graph.nearness import Access
from graph.records import Person
from tagging import reasons
from tagging.cautions import ASKED_LATELY, against
from tagging.permissions import Viewer
from tagging.ranking import List, Question, Ranked
from tagging.reach import Reach, reach_all
from tagging.reasons import Reason


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one person found; see `tagging.results.Result`."""

    known: tuple[Known, ...]
    reasons: tuple[Reason, ...]
    reach: Reach
    against: tuple[str, ...] = ()
    access: tuple[str, ...] = ()


def behind(
    db: Queryable,
    viewer: Viewer,
    people: Sequence[Person],
    ranked: Sequence[Ranked],
    now: datetime,
    *,
    asked: str = "",
    question: Question | None = None,
    easy: Mapping[str, Access] | None = None,
) -> dict[str, Behind]:
    """Return what stands behind each of `people`, by id; `easy` is how easy they are to ask.

    Documents that the viewer may not see are not there, nor who asked a question.
    """
    if not people:
        return {}
    ids = [person.id for person in people]
    skills, documents = _skills(ranked, question), _documents(ranked)
    pairs = [(one.person_id, each.skill.id) for one in ranked for each in one.known]
    if easy is None:
        easy = nearness.access(db, viewer.person_id, ids, now - ASKED_LATELY)
    places = {one.person_id: one for one in ranked}
    read = _Read(
        store.grounds(db, ids, skills, documents, viewer.person_id, pairs),
        easy,
        reach_all(db, people, now),
        _answering(people, places),
    )
    nowhere = Ranked("", 0.0, ())
    return {
        person.id: _behind(
            person, places.get(person.id, nowhere), read, viewer, now, asked, question
        )
        for person in people
    }


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for all people found; `names` are of those whose own documents answer."""

    found: Grounds
    easy: Mapping[str, Access]
    reaches: Mapping[str, Reach]
    names: dict[str, str]


def _behind(
    person: Person,
    one: Ranked,
    read: _Read,
    viewer: Viewer,
    now: datetime,
    asked: str,
    question: Question | None,
) -> Behind:
    found, reach = read.found, read.reaches[person.id]
    access = read.easy.get(person.id, Access())
    known = tuple(
        replace(each, statements=found.said.get((person.id, each.skill.id), ()))
        for each in one.known
    )
    answers = found.helped.get(person.id, ())
    said = (*reasons.of_statements(known, asked, now), *reasons.of_answers(answers, now))
    said += (*_written(one, person.id, found, read.names),)
    said += (*reasons.of_their_page(person, question.text if question else ""),)
    speaks_against = against(
        person,
        reach,
        known,
        now,
        wrote=any(part.documents for part in one.parts),
        helped=bool(answers),
        asked=access.asked,
        disputed=len(found.disputed.get(person.id, ())),
        level=question.filters.level_at_least if question else None,
    )
    ways = tuple(_access(person, access, viewer))
    return Behind(known, reasons.best_first(said), reach, speaks_against, ways)


def _access(person: Person, easy: Access, viewer: Viewer) -> Iterator[str]:
    """Say what makes somebody easy to ask: that they like it, and how near they are."""
    if person.id == viewer.person_id:
        return
    if person.approachable:
        yield "Likes being asked"
    ways = (
        (easy.team, "In your team"),
        (easy.above, "In the line above you"),
        (easy.peer, "Has the same manager as you"),
        (easy.beside, "In a team next to yours"),
        (easy.place, "Works where you do"),
    )
    yield from [words for holds, words in ways if holds][:1]


def _skills(ranked: Sequence[Ranked], question: Question | None) -> list[str]:
    """Return the ids of the skills asked for, and of those that people are shown for."""
    asked = [seed.skill for seed in question.seeds] if question else []
    shown = [each.skill.id for one in ranked for each in one.known]
    return list(dict.fromkeys([*asked, *shown]))


def _documents(ranked: Sequence[Ranked]) -> list[str]:
    return list({key: None for one in ranked for part in one.parts for key in part.documents})


def _answering(people: Sequence[Person], places: dict[str, Ranked]) -> dict[str, str]:
    """Return the names of those whose own documents answer the question, by id."""
    return {
        person.id: person.name
        for person in people
        if person.id in places
        and any(part.documents for part in places[person.id].parts if part.list is List.DOCUMENTS)
    }


def _written(one: Ranked, person: str, found: Grounds, names: dict[str, str]) -> tuple[Reason, ...]:
    """Say what documents show, by the first list of these that has any: words, meaning, graph."""
    titled = {
        part.list: [found.documents[key] for key in part.documents if key in found.documents]
        for part in one.parts
    }
    by_words = titled.get(List.DOCUMENTS, [])
    if by_words or titled.get(List.MEANING):
        shown = by_words or titled[List.MEANING]
        return tuple(reasons.of_documents(shown, by_words=bool(by_words)))
    near: list[Titled] = titled.get(List.GRAPH, [])
    return tuple(reasons.of_the_graph(near, names, person))
