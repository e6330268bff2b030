"""What a search shows of each person: why, what speaks against, how to reach them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import colleagues as store
from graph import people as people_store
from graph import referrals
from graph.algorithms.ranking import HALF_LIFE
from graph.colleagues import Candidate, Seed
from graph.database import Queryable
from graph.nearness import Access
from graph.records import Knows, Person, Ref
from tagging.grounds import Behind, behind
from tagging.permissions import OPERATOR, Viewer
from tagging.ranking import List, Place, Question, Ranked
from tagging.reach import Reach
from tagging.reasons import Evidence, Reason, ReasonKind
from tagging.sentences import in_words, level_phrase, ordinal, quote, when

__all__ = [
    "Evidence", "Part", "Reason", "ReasonKind", "Result", "from_candidates", "from_names",
    "from_ranked", "of_skill", "parts_of",
]  # fmt: skip

_LISTS = {
    List.DOCUMENTS: "by documents of theirs that hold the words",
    List.GRAPH: "by how near they are to these documents and topics",
    List.MEANING: "by documents of theirs that are close in meaning",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that somebody's place in a list is made of, with its value and in words."""

    name: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """Somebody found: how strongly, from which parts, why in words, and how to reach them.

    `quote` is what somebody noted about the first skill, with who did, '' where nobody did.
    `against` is what to bear in mind, `access` what makes asking them easy ('In your team').
    """

    person: Person
    score: float
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    quote: str
    skills: tuple[Ref, ...]
    reach: Reach
    against: tuple[str, ...] = ()
    access: tuple[str, ...] = ()

    @property
    def approachable(self) -> bool | None:
        """Whether they like being asked, as they say themself; None where they do not say."""
        return self.person.approachable


def from_ranked(
    db: Queryable,
    viewer: Viewer,
    ranked: Sequence[Ranked],
    now: datetime,
    *,
    topics: int = 1,
    asked: str = "",
    question: Question | None = None,
    easy: Mapping[str, Access] | None = None,
) -> tuple[Result, ...]:
    """Return the results for those whom `tagging.ranking.rank` found, in its order.

    `topics` is how many were asked for, `asked` the id of the skill where it is just one: reasons
    need not name it; `easy` is how easy they are to ask, where that was read before. All that is
    shown is read in a few queries, however many people there are.
    """
    found = {one.person_id: one for one in ranked}
    people = people_store.get_many(db, list(found))
    back = behind(db, viewer, people, ranked, now, asked=asked, question=question, easy=easy)
    return tuple(
        _result(
            person,
            round(found[person.id].score, 4),
            (*_topics(found[person.id], topics, question), *_places(found[person.id], now)),
            back[person.id],
        )
        for person in people
    )


def from_candidates(
    db: Queryable,
    found: Sequence[Candidate],
    now: datetime,
    *,
    topics: int = 1,
    asked: str = "",
    viewer: Viewer = OPERATOR,
) -> tuple[Result, ...]:
    """Return the results for those whom statements alone speak for; see `from_ranked`."""
    ranked = [
        Ranked(
            one.person,
            one.strength,
            (Place(List.STATEMENTS, place, one.strength, known=one.known),),
        )
        for place, one in enumerate(found, start=1)
    ]
    candidates = {one.person: one for one in found}
    people = people_store.get_many(db, list(candidates))
    back = behind(db, viewer, people, ranked, now, asked=asked)
    return tuple(
        _result(
            person,
            round(candidates[person.id].strength, 4),
            _parts(candidates[person.id], topics, now),
            back[person.id],
        )
        for person in people
    )


def from_names(
    db: Queryable,
    found: Sequence[tuple[Person, float]],
    now: datetime,
    *,
    viewer: Viewer = OPERATOR,
) -> tuple[Result, ...]:
    """Return the results for those whose name was typed; each fit is between 0 and 1."""
    people = [person for person, _ in found]
    skills = referrals.known_for(db, [person.id for person in people]) if people else {}
    back = behind(db, viewer, people, [], now)
    return tuple(
        Result(
            person=person,
            score=round(fit, 4),
            parts=(Part("name", round(fit, 4), _name_words(fit)),),
            reasons=_name_reasons(person, fit, skills.get(person.id, ())),
            quote="",
            skills=skills.get(person.id, ()),
            reach=back[person.id].reach,
            against=back[person.id].against,
            access=back[person.id].access,
        )
        for person, fit in found
    )


def of_skill(
    db: Queryable, skill: Ref, now: datetime, limit: int = 20, *, viewer: Viewer = OPERATOR
) -> tuple[Result, ...]:
    """Return who is most said to know one skill, without its narrower ones."""
    found = store.best(db, [Seed(skill.id)], now, limit=limit, explained=1)
    return from_candidates(db, found, now, asked=skill.id, viewer=viewer)


def _result(person: Person, score: float, parts: tuple[Part, ...], back: Behind) -> Result:
    return Result(
        person=person,
        score=score,
        parts=parts,
        reasons=back.reasons,
        quote=quote(back.known[0].statements) if back.known else "",
        skills=tuple(each.skill for each in back.known),
        reach=back.reach,
        against=back.against,
        access=back.access,
    )


def _name_reasons(person: Person, fit: float, skills: Sequence[Ref]) -> tuple[Reason, ...]:
    spelt = Reason(f"{_name_words(fit)}.", ReasonKind.NAME)
    if not skills:
        return (spelt,)
    words = f"{person.name} is known for {in_words([skill.name for skill in skills])}."
    said = tuple(Evidence("skill", one.id, f"All that is said about {one.name}") for one in skills)
    return (spelt, Reason(words, ReasonKind.STATEMENTS, said))


def _name_words(fit: float) -> str:
    return "The name is what you typed" if fit >= 0.8 else "The name is spelt nearly as you typed"


def _topics(one: Ranked, topics: int, question: Question | None) -> tuple[Part, ...]:
    """Return how many of several topics somebody answers by what is said of them."""
    if topics < 2 or question is None:
        return ()
    best: dict[int, float] = {}
    said = {each.skill.id for place in one.parts for each in place.known}
    for seed in question.seeds:
        if seed.skill in said:
            best[seed.term] = max(best.get(seed.term, 0.0), seed.certainty)
    return (_covered(sum(best.values()), topics),) if best else ()


def _covered(coverage: float, topics: int) -> Part:
    return Part("topics", coverage, f"Answers {coverage:g} of the {topics} topics asked for")


def _places(one: Ranked, now: datetime) -> tuple[Part, ...]:
    """Return somebody's place in each list that found them, then what their standing is made of."""
    parts: list[Part] = []
    for place in one.parts:
        if place.list is List.STATEMENTS:
            words = f"{ordinal(place.place)} by what is said: {_worth(place.value)}"
            parts.append(Part("strength", round(place.value, 4), words))
            parts += parts_of(place.known[0].knows, now) if place.known else ()
        else:
            words = f"{ordinal(place.place)} {_LISTS[place.list]}"
            parts.append(Part(place.list.value, place.place, words))
    return tuple(parts)


def _parts(found: Candidate, topics: int, now: datetime) -> tuple[Part, ...]:
    """Return the parts of the score: its total, then those of the skill that counts most."""
    over = f", over {found.skills} skills" if found.skills > 1 else ""
    words = f"In all, {_worth(found.strength)}{over}"
    parts = [Part("strength", round(found.strength, 4), words)]
    if topics > 1:
        parts.insert(0, _covered(found.coverage, topics))
    return (*parts, *(parts_of(found.known[0].knows, now) if found.known else ()))


def _worth(strength: float) -> str:
    return f"worth {strength:.2g} fresh statements at level 3"


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
