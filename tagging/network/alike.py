"""People like this one: whom to turn to while they are away."""

from dataclasses import dataclass
from datetime import datetime

from graph import co_knowledge
from graph import people as people_store
from graph.algorithms.ranking import strength
from graph.algorithms.similarity import most_alike, rarity
from graph.database import Database
from graph.records import Person, Ref
from tagging.permissions import Permission, Viewer, require
from tagging.reach import Reach, reach_all
from tagging.sentences import in_words

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody like another: what both are known for, in words, and how to reach them."""

    person: Person
    likeness: float
    shared: tuple[Ref, ...]
    why: str
    reach: Reach


def similar(
    db: Database, viewer: Viewer, person_id: str, now: datetime, limit: int = 4
) -> tuple[Similar, ...]:
    """Return who is most like a person in what they are known for; the most alike first.

    From KNOWS alone: what somebody refuses to be named for makes them like nobody.
    """
    require(viewer, Permission.FIND)
    found = co_knowledge.candidates(db, person_id, now.date())
    if not found:
        return ()
    known = co_knowledge.known_by(db, [person_id, *found])
    strengths = {
        one: {skill: strength(score, now) for skill, score in scores.items()}
        for one, scores in known.scores.items()
    }
    rarities = {skill: rarity(known.everybody, held) for skill, held in known.holders.items()}
    alike = most_alike(person_id, strengths, rarities, limit)
    people = {one.id: one for one in people_store.get_many(db, [one.person for one in alike])}
    reaches = reach_all(db, list(people.values()), now)
    return tuple(
        Similar(
            person=people[one.person],
            likeness=round(one.likeness, 3),
            shared=(shared := tuple(known.skills[skill] for skill in one.shared)),
            why=_why(shared),
            reach=reaches[one.person],
        )
        for one in alike
        if one.person in people
    )


def _why(shared: tuple[Ref, ...]) -> str:
    named = [one.name for one in shared[:_NAMED]]
    more = len(shared) - _NAMED
    rest = [f"{more} more {'topic' if more == 1 else 'topics'}"] if more > 0 else []
    return f"Both known for {in_words([*named, *rest])}."
