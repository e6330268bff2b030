"""What a search shows of each person: why, how strongly and from which parts, how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import colleagues as store
from graph import referrals
from graph.algorithms.ranking import HALF_LIFE
from graph.colleagues import Candidate, Known, Seed
from graph.database import Queryable
from graph.records import Knows, Person, Ref
from tagging.reach import Reach, reach_all
from tagging.sentences import in_words, level_phrase, quote, when, why


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that somebody's place in a list is made of, with its value and in words."""

    name: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """Somebody found: how strongly, from which parts, why in words, and how to reach them.

    `quote` is what somebody noted about the first reason, with who did, '' where nobody did.
    """

    person: Person
    score: float
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    quote: str
    skills: tuple[Ref, ...]
    reach: Reach


def from_candidates(
    db: Queryable, found: Sequence[Candidate], now: datetime, *, topics: int = 1, asked: str = ""
) -> tuple[Result, ...]:
    """Return the results for those whom statements speak for.

    `topics` is how many were asked for, `asked` the id of the skill where it is just one: reasons
    need not name it.
    """
    reaches = reach_all(db, [one.person for one in found], now)
    return tuple(
        Result(
            person=one.person,
            score=round(one.strength, 4),
            parts=_parts(one, topics, now),
            reasons=tuple(_reason(each, asked, now) for each in one.known),
            quote=quote(one.known[0].statements) if one.known else "",
            skills=tuple(each.skill for each in one.known),
            reach=reaches[one.person.id],
        )
        for one in found
    )


def from_names(
    db: Queryable, found: Sequence[tuple[Person, float]], now: datetime
) -> tuple[Result, ...]:
    """Return the results for those whose name was typed; each fit is between 0 and 1."""
    people = [person for person, _ in found]
    skills = referrals.known_for(db, [person.id for person in people]) if people else {}
    reaches = reach_all(db, people, now)
    return tuple(
        Result(
            person=person,
            score=round(fit, 4),
            parts=(Part("name", round(fit, 4), _name_words(fit)),),
            reasons=_name_reasons(person, fit, skills.get(person.id, ())),
            quote="",
            skills=skills.get(person.id, ()),
            reach=reaches[person.id],
        )
        for person, fit in found
    )


def of_skill(db: Queryable, skill: Ref, now: datetime, limit: int = 20) -> tuple[Result, ...]:
    """Return who is most said to know one skill, without its narrower ones."""
    found = store.best(db, [Seed(skill.id)], now, limit=limit, explained=1)
    return from_candidates(db, found, now, asked=skill.id)


def _reason(known: Known, asked: str, now: datetime) -> str:
    sentence = why(known.knows, known.statements, known.skill, now)
    if known.skill.id == asked:
        return sentence[:1].upper() + sentence[1:]
    return f"{known.skill.name}: {sentence}"


def _name_reasons(person: Person, fit: float, skills: Sequence[Ref]) -> tuple[str, ...]:
    known = in_words([skill.name for skill in skills])
    return (_name_words(fit) + ".", *([f"{person.name} is known for {known}."] if known else []))


def _name_words(fit: float) -> str:
    return "The name is what you typed" if fit >= 0.8 else "The name is spelt nearly as you typed"


def _parts(found: Candidate, topics: int, now: datetime) -> tuple[Part, ...]:
    """Return the parts of the score: its total, then those of the skill that counts most."""
    parts = [Part("strength", round(found.strength, 4), _strength_words(found))]
    if topics > 1:
        words = f"Answers {found.coverage:g} of the {topics} topics asked for"
        parts.insert(0, Part("topics", found.coverage, words))
    return (*parts, *(parts_of(found.known[0].knows, now) if found.known else ()))


def parts_of(knows: Knows, now: datetime) -> tuple[Part, ...]:
    """Return what one person's standing in one skill is made of; their own word stands apart."""
    fresh = 2.0 ** min(0.0, -((now - knows.last_confirmed) / HALF_LIFE))
    confirmed = when(knows.last_confirmed, now)
    parts = [
        Part("colleagues", knows.taggers, _taggers_words(knows.taggers)),
        Part(
            "freshness",
            round(fresh, 4),
            f"Last confirmed {confirmed}, so the latest word counts {fresh:.0%}",
        ),
    ]
    if knows.level:
        words = f"Level, as others see it: {level_phrase(knows.level)}"
        parts.insert(1, Part("level", round(knows.level, 2), words))
    if knows.self_level is not None:
        own = level_phrase(knows.self_level) or "no level said"
        parts.append(Part("own word", knows.self_level, f"Their own word, kept apart: {own}"))
    return tuple(parts)


def _taggers_words(taggers: int) -> str:
    if taggers == 0:
        return "No colleague has said so yet"
    return "1 colleague says so" if taggers == 1 else f"{taggers} colleagues say so"


def _strength_words(found: Candidate) -> str:
    over = f", over {found.skills} skills" if found.skills > 1 else ""
    return f"In all, worth {found.strength:.2g} fresh statements at level 3{over}"
