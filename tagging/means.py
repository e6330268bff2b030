"""What there is to close gaps with, as positions in a workforce."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph import means as store
from graph.algorithms.adjacency import by_matches
from graph.algorithms.way_ground import Means
from graph.database import Queryable
from graph.records import Ref
from tagging.gaps.figures import Figures


@dataclass(frozen=True, slots=True)
class Found:
    """Means, and the documents that they name by id."""

    means: Means
    documents: dict[str, Ref]


def of(db: Queryable, figures: Figures, skills: Iterable[int]) -> Found:
    """Return contacts' acquaintances, documents, ties by ESCO and wishes for these skills."""
    people, topics = figures.people, figures.skills
    wanted = [figures.workforce.skills[skill].id for skill in sorted(set(skills))]
    covering = store.documents(db, wanted)
    known = {
        topics[skill]: addresses
        for skill, addresses in store.matches(db).items()
        if skill in topics
    }
    means = Means(
        brokers={
            people[contact]: [people[one] for one in known_by if one in people]
            for contact, known_by in store.brokers(db).items()
            if contact in people
        },
        documents={topics[skill]: [one.id for one in found] for skill, found in covering.items()},
        outside=by_matches(figures.workforce.skills, known),
        wishes=frozenset(
            (people[person], topics[skill])
            for person, skill in store.wishes(db, wanted)
            if person in people
        ),
    )
    return Found(means, {one.id: one for found in covering.values() for one in found})
