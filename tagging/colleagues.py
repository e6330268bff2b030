"""Finding the colleague who knows: from the words typed to people, with the reasons why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import colleagues as store
from graph import demand, referrals, vetoes
from graph import people as people_store
from graph.colleagues import Filters, Seed
from graph.database import Database, Queryable
from graph.records import Person, PersonKind, Ref
from tagging import results
from tagging.label_index import Hit, How
from tagging.permissions import Permission, Viewer, require
from tagging.reach import reach
from tagging.results import Part, Result
from tagging.sentences import in_words
from tagging.terms import Term
from tagging.vocabulary import Vocabulary
from tagging.words import tokens

__all__ = ["Findings", "MatchedSkill", "Part", "Result", "SearchQuery", "find"]

_NARROWER_DEPTH, _MOST_NARROWER = 3, 50
_NARROWER_WEIGHT = 0.7
_BROADER_WEIGHT = 0.5
_PART_WEIGHT, _PART_CERTAINTY = 0.6, 0.5
_MOST_SEEDS = 400
_MOST_LIMIT = 100
_LONGEST_NAME = 5
_NAME_FITS, _NAME_FITS_NEARLY = 0.8, 0.62
_SHOWN_NAMES, _SHOWN_NEAR, _SHOWN_TO_ASK = 5, 8, 3
_FIRM = frozenset({How.LABEL, How.ALTERNATIVE, How.FORM})


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for; team, place, organisation are ids. `kept`: as demand, if in vain."""

    text: str
    kind: PersonKind | None = None
    team: str | None = None
    place: str | None = None
    organisation: str | None = None
    level_at_least: int | None = None
    available_now: bool = False
    limit: int = 10
    kept: bool = True

    @property
    def filters(self) -> Filters:
        """The filters alone."""
        return Filters(
            self.kind,
            self.team,
            self.place,
            self.organisation,
            self.level_at_least,
            self.available_now,
        )


@dataclass(frozen=True, slots=True)
class MatchedSkill:
    """A skill that the question reached: from which words, by which label, how.

    `words` says it for people ('also called ...'), '' where there is nothing to say. `weight`
    (0 to 1) is how much it counts; `narrower` how many skills below it were searched too (of very
    many, those that most people know).
    """

    skill: Ref
    words: str
    typed: str
    label: str
    how: How
    weight: float
    narrower: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What was understood and who was found; where nobody was, where else to turn."""

    query: SearchQuery
    matched: tuple[MatchedSkill, ...] = ()
    results: tuple[Result, ...] = ()
    by_name: tuple[Person, ...] = ()
    nearest: tuple[Ref, ...] = ()
    broader: tuple[Ref, ...] = ()
    ask: tuple[Person, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """A query, the terms in it, and the skills to look for."""

    query: SearchQuery
    vocabulary: Vocabulary
    terms: tuple[Term, ...]
    matched: tuple[MatchedSkill, ...]
    seeds: tuple[Seed, ...]

    @property
    def firm(self) -> bool:
        """Whether some words are all of a label, as they stand."""
        return any(term.whole and term.hits[0].how in _FIRM for term in self.terms)


def find(
    db: Database, viewer: Viewer, vocabulary: Vocabulary, query: SearchQuery, now: datetime
) -> Findings:
    """Return who knows about what was typed, or goes by that name, best first.

    Those who answer more of several topics come first. Where nobody is found, the search is kept
    as demand (without who searched), unless filters may be the reason.
    """
    require(viewer, Permission.FIND)
    if not query.text.strip():
        return Findings(query)
    question = _understood(vocabulary, query)
    findings, met = db.snapshot(lambda tx: _answered(tx, question, now))
    if query.kept and not met and not query.filters:
        demand.note_unmet(db, query.text, now.date())
    return findings


def _understood(vocabulary: Vocabulary, query: SearchQuery) -> _Question:
    terms = vocabulary.terms(query.text)
    matched: dict[str, MatchedSkill] = {}
    seeds: dict[str, Seed] = {}
    for number, term in enumerate(terms):
        for hit in term.hits:
            skill = vocabulary.ref(vocabulary.current_id(hit.entry.skill))
            if skill and skill.id not in matched:
                matched[skill.id] = _matched(vocabulary, term, hit, skill)
                seeds[skill.id] = _seed(skill.id, number, term, matched[skill.id].weight)
    for direct in list(seeds.values()):
        narrower = vocabulary.best_known(direct.skill, _NARROWER_DEPTH, _MOST_NARROWER)
        for below, steps in narrower.items():
            weight = direct.weight * _NARROWER_WEIGHT**steps
            if below not in seeds and len(seeds) < _MOST_SEEDS:
                seeds[below] = Seed(below, direct.term, weight, direct.certainty)
    return _Question(query, vocabulary, terms, tuple(matched.values()), tuple(seeds.values()))


def _matched(vocabulary: Vocabulary, term: Term, hit: Hit, skill: Ref) -> MatchedSkill:
    below = len(vocabulary.narrower(skill.id, _NARROWER_DEPTH))
    weight = round(hit.fit * (1.0 if term.whole else _PART_WEIGHT), 4)
    words = _how_in_words(term, hit, below)
    return MatchedSkill(
        skill, words, term.words, hit.entry.label, hit.how, weight, min(below, _MOST_NARROWER)
    )


def _seed(skill_id: str, number: int, term: Term, weight: float) -> Seed:
    return Seed(skill_id, number, weight, 1.0 if term.whole else _PART_CERTAINTY)


def _how_in_words(term: Term, hit: Hit, below: int) -> str:
    said = {
        How.LABEL: "",
        How.ALTERNATIVE: f"also called ‘{hit.entry.label}’",
        How.FORM: f"for ‘{term.words}’",
        How.SPELLING: f"if ‘{term.words}’ means ‘{hit.entry.label}’",
        How.PART: f"has to do with ‘{term.words}’",
    }.get(hit.how, "")
    most = f"the {_MOST_NARROWER} best known of " if below > _MOST_NARROWER else ""
    wider = f"with {most}{below} narrower topic{'s' if below > 1 else ''}" if below else ""
    return ", ".join(filter(None, [said, wider]))


def _answered(db: Queryable, question: _Question, now: datetime) -> tuple[Findings, bool]:
    """Return the findings, and whether what was asked for was there."""
    names = _names(db, question, now)
    if names and not question.firm:
        return Findings(question.query, results=results.from_names(db, names, now)), True
    found = _found(db, question, question.seeds, now)
    if found or names:
        people = tuple(person for person, _ in names)
        shown = found or results.from_names(db, names, now)
        findings = Findings(
            question.query, question.matched, shown, people if found else (), note=_note(question)
        )
        return findings, True
    return _otherwise(db, question, now), False


def _found(
    db: Queryable, question: _Question, seeds: Sequence[Seed], now: datetime
) -> tuple[Result, ...]:
    query = question.query
    limit = min(_MOST_LIMIT, max(1, query.limit))
    found = store.best(db, seeds, now, filters=query.filters, limit=limit)
    asked = question.matched[0].skill.id if len(question.matched) == 1 else ""
    return results.from_candidates(db, found, now, topics=len(question.terms), asked=asked)


def _note(question: _Question) -> str:
    guessed = [one for one in question.matched if one.how not in _FIRM]
    if question.firm or not guessed:
        return ""
    return f"No topic is called ‘{question.query.text.strip()}’; these are the nearest."


def _names(db: Queryable, question: _Question, now: datetime) -> list[tuple[Person, float]]:
    """Return the people of the name typed; beside a topic only where that is a single word."""
    query = question.query
    typed = tokens(query.text)
    longest = 1 if question.firm else _LONGEST_NAME
    if not 0 < len(typed) <= longest or query.level_at_least:
        return []
    found = people_store.by_name(db, query.text, _SHOWN_NAMES)
    least = _NAME_FITS
    if not found and not question.firm and not any(term.whole for term in question.terms):
        found = people_store.by_name(db, query.text, _SHOWN_NAMES, fuzzy=True)
        least = _NAME_FITS_NEARLY
    return [
        (person, fit)
        for person, fit in found
        if fit >= least
        and (not question.terms or fit < _NAME_FITS or _goes_by(person, typed))
        and _passes(person, query, now)
    ]


def _goes_by(person: Person, typed: Sequence[str]) -> bool:
    names = {word for name in (person.name, *person.nicknames) for word in tokens(name)}
    return names.issuperset(typed)


def _passes(person: Person, query: SearchQuery, now: datetime) -> bool:
    wanted = (
        (query.kind, person.kind),
        (query.team, person.team and person.team.id),
        (query.place, person.place and person.place.id),
        (query.organisation, person.organisation and person.organisation.id),
    )
    if any(asked and asked != has for asked, has in wanted):
        return False
    return not (query.available_now and reach(person, now).away)


def _otherwise(db: Queryable, question: _Question, now: datetime) -> Findings:
    """Return where else to turn: people of the broader skill, the nearest skills, whom to ask."""
    vocabulary = question.vocabulary
    asked = [one.skill.id for one in question.matched]
    broader = _unique(above for each in asked for above in vocabulary.broader(each))
    wider = [Seed(each, 0, _BROADER_WEIGHT) for each in broader]
    shown = _willing(db, asked, _found(db, question, wider, now))
    near = _unique(other for each in asked for other in vocabulary.near(each))
    near = near or list(vocabulary.resembling(question.query.text, _SHOWN_NEAR))
    nearest = vocabulary.refs(near[:_SHOWN_NEAR]) or vocabulary.top()[:_SHOWN_NEAR]
    return Findings(
        query=question.query,
        matched=question.matched,
        results=shown,
        nearest=nearest,
        broader=vocabulary.refs(broader),
        ask=() if shown else _to_ask(db, asked, near, now),
        note=_nobody_note(question, vocabulary.refs(broader) if shown else ()),
    )


def _nobody_note(question: _Question, broader: Sequence[Ref]) -> str:
    names = in_words([one.skill.name for one in question.matched[:3]])
    about = names or f"‘{question.query.text.strip()}’"
    fitting = " who fits these filters" if question.query.filters else ""
    if broader:
        wider = in_words([ref.name for ref in broader])
        return f"Nobody{fitting} is named for {about} yet. These know about the broader {wider}."
    return f"Nobody{fitting} is named for {about} yet."


def _willing(db: Queryable, asked: Sequence[str], found: Sequence[Result]) -> tuple[Result, ...]:
    """Leave out those who refused to be found for a skill asked for: it is near, but no answer."""
    refusing = _refusing(db, asked, [one.person.id for one in found])
    return tuple(one for one in found if one.person.id not in refusing)


def _refusing(db: Queryable, asked: Sequence[str], people: Sequence[str]) -> set[str]:
    pairs = vetoes.refused(db, people) if asked and people else {}
    return {person for person, skill in pairs if skill in asked}


def _to_ask(
    db: Queryable, asked: Sequence[str], near: Sequence[str], now: datetime
) -> tuple[Person, ...]:
    seeds = [Seed(each) for each in near[:_MOST_SEEDS]]
    found = store.best(db, seeds, now, limit=_SHOWN_TO_ASK, explained=0)
    ids = [one.person.id for one in found] or referrals.well_placed(db, now.date(), _SHOWN_TO_ASK)
    refusing = _refusing(db, asked, ids)
    return tuple(people_store.get_many(db, [one for one in ids if one not in refusing]))


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
