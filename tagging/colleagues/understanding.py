"""From the words typed to what they mean: skills, and besides them whom, where and what for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.colleagues import Seed
from graph.records import PersonKind, Ref
from tagging.colleagues.facets import Facet, Words, facets, origins, words_of
from tagging.colleagues.query import Chip, Choice, MatchedSkill, SearchQuery, Sense
from tagging.colleagues.senses import sense_of
from tagging.label_index import Hit, How
from tagging.terms import Term
from tagging.vocabulary import Vocabulary
from tagging.words import STOP_WORDS, acronyms, telling

FIRM = frozenset({How.LABEL, How.ALTERNATIVE, How.FORM})
_NARROWER_DEPTH, _MOST_NARROWER = 3, 50
_NARROWER_WEIGHT = 0.7
_PART_WEIGHT, _PART_CERTAINTY = 0.6, 0.5
_ORIGIN_WEIGHT = 0.3
_MOST_TERMS = 8
_A_STORY_BESIDES = 15
MOST_SEEDS = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the terms in it, and the skills to look for.

    `query` has what the words say besides topics among its filters; `asked` is the query as it
    came. `chips` show what was understood, `choices` what may mean something else, `rest` are the
    words that meant nothing, `about` those that did.
    """

    query: SearchQuery
    vocabulary: Vocabulary
    terms: tuple[Term, ...]
    matched: tuple[MatchedSkill, ...]
    seeds: tuple[Seed, ...]
    asked: SearchQuery | None = None
    chips: tuple[Chip, ...] = ()
    choices: tuple[Choice, ...] = ()
    rest: tuple[str, ...] = ()
    about: str = ""
    role: str = ""

    @property
    def firm(self) -> bool:
        """Whether some words are all of a label, as they stand."""
        return any(term.whole and term.hits[0].how in FIRM for term in self.terms)

    @property
    def empty(self) -> bool:
        """Whether the words say nothing that could be looked for: 'who knows', '?', a long story
        in which no topic, place or the like is named."""
        said = self.terms or self.chips
        return not said and (not self.rest or len(self.rest) > _A_STORY_BESIDES)


def understand(vocabulary: Vocabulary, query: SearchQuery) -> Question:
    """Return the skills that the words of `query` mean, with the narrower ones below them.

    What else the words say becomes a filter, unless that filter is set already or its chip was
    taken away. Never raises, whatever the words are.
    """
    said = words_of(query.text)
    labels = vocabulary.labelled(said.words)
    found = facets(said, labels, vocabulary.surroundings, vocabulary.words)
    found, asked = _in_their_sense(vocabulary, query, said, labels, found)
    words = _blanked(said, found)
    terms = _terms(vocabulary, query, words, aside=bool(found))
    terms, choices = _senses(vocabulary, query, terms)
    matched, seeds = _matched_all(vocabulary, query, terms, _origin_terms(terms, said))
    facet_chips = _unset(query, [one.chip for one in found if not one.silent])
    chips = (*(_topic_chip(one) for one in matched), *facet_chips)
    about = " ".join(term.words for term in terms)
    return Question(
        query=_filtered(query, facet_chips),
        vocabulary=vocabulary,
        terms=terms,
        matched=matched,
        seeds=seeds,
        asked=query,
        chips=chips,
        choices=(*asked, *choices),
        rest=_rest(words, terms),
        about=about,
        role=next((one.value for one in facet_chips if one.kind == "role"), ""),
    )


def _blanked(said: Words, found: Sequence[Facet]) -> list[str]:
    covered = {place for one in found for place in range(*one.span)}
    return ["" if place in covered else word for place, word in enumerate(said.words)]


def _terms(
    vocabulary: Vocabulary, query: SearchQuery, words: Sequence[str], *, aside: bool
) -> tuple[Term, ...]:
    """Return the terms of the words; `aside`: they stand beside a place or the like.

    Fillers ('people in Leeds') are no topic beside a place.
    """
    capitals = _capitals(query.text)
    if aside and not any(telling(word) or word in capitals for word in words):
        return ()
    return _most_telling(vocabulary.terms(words, capitals))


def _capitals(text: str) -> frozenset[str]:
    """Return the stop words that stand in capitals among others ('IT'): they are names."""
    found = acronyms(text) & STOP_WORDS
    return found if any(letter.islower() for letter in text) or len(found) == 1 else frozenset()


def _in_their_sense(
    vocabulary: Vocabulary,
    query: SearchQuery,
    said: Words,
    labels: Sequence[tuple[int, int]],
    found: Sequence[Facet],
) -> tuple[list[Facet], tuple[Choice, ...]]:
    """Return the facets that stand, and the choices for words that are a facet and a skill.

    Best guess: a facet where the words around it say so, or for a place; else the skill.
    """
    kept: list[Facet] = []
    choices: list[Choice] = []
    chosen = dict(query.sense)
    for one in found:
        words = " ".join(said.words[slice(*one.span)])
        if one.span not in labels or one.chip.kind not in {"place", "language", "role", "level"}:
            kept.append(one)
            continue
        hits = vocabulary.terms(words)[0].hits
        skill = vocabulary.ref(vocabulary.current_id(hits[0].entry.skill))
        topic = f"topic:{skill.id}" if skill else ""
        guess = one.chip.key if one.firm or one.chip.kind == "place" else topic
        sense = chosen.get(words, guess)
        if sense == one.chip.key:
            kept.append(one)
        if skill:
            other = Sense(one.chip.key, one.chip.label, sense == one.chip.key)
            choices.append(Choice(words, (Sense(topic, skill.name, sense != one.chip.key), other)))
    return kept, tuple(choices)


def _senses(
    vocabulary: Vocabulary, query: SearchQuery, terms: Sequence[Term]
) -> tuple[tuple[Term, ...], tuple[Choice, ...]]:
    chosen = [(term, *sense_of(vocabulary, query, term)) for term in terms]
    kept = tuple(replace(term, hits=hits) for term, hits, _ in chosen if hits)
    return kept, tuple(choice for _, _, choice in chosen if choice)


def _most_telling(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return at most eight terms of a long story: those of most words; each skill once."""
    seen: set[str] = set()
    kept: list[Term] = []
    for term in terms:
        skills = {hit.entry.skill for hit in term.hits}
        if not skills <= seen:
            kept.append(term)
        seen |= skills
    best = sorted(kept, key=lambda term: (-len(term.words.split()), term.span))[:_MOST_TERMS]
    return tuple(term for term in kept if term in best)


def _origin_terms(terms: Sequence[Term], said: Words) -> set[int]:
    """Return which terms say where somebody comes from, if others say where to."""
    spans = origins(said)
    inside = {
        number
        for number, term in enumerate(terms)
        if any(start <= term.span[0] < end for start, end in spans)
    }
    return inside if len(inside) < len(terms) else set()


def _matched_all(
    vocabulary: Vocabulary, query: SearchQuery, terms: Sequence[Term], origin: set[int]
) -> tuple[tuple[MatchedSkill, ...], tuple[Seed, ...]]:
    removed = {key.partition(":")[2] for key in query.without if key.startswith("topic:")}
    matched: dict[str, MatchedSkill] = {}
    seeds: dict[str, Seed] = {}
    for number, term in enumerate(terms):
        for hit in term.hits:
            skill = vocabulary.ref(vocabulary.current_id(hit.entry.skill))
            if skill and skill.id not in matched and skill.id not in removed:
                share = _ORIGIN_WEIGHT if number in origin else 1.0
                matched[skill.id] = _matched(vocabulary, term, hit, skill, share)
                seeds[skill.id] = _seed(skill.id, number, term, matched[skill.id].weight, share)
    for direct in list(seeds.values()):
        narrower = vocabulary.best_known(direct.skill, _NARROWER_DEPTH, _MOST_NARROWER)
        for below, steps in narrower.items():
            weight = direct.weight * _NARROWER_WEIGHT**steps
            if below not in seeds and below not in removed and len(seeds) < MOST_SEEDS:
                seeds[below] = Seed(below, direct.term, weight, direct.certainty)
    return tuple(matched.values()), tuple(seeds.values())


def _matched(
    vocabulary: Vocabulary, term: Term, hit: Hit, skill: Ref, share: float
) -> MatchedSkill:
    below = min(_MOST_NARROWER, len(vocabulary.narrower(skill.id, _NARROWER_DEPTH)))
    weight = round(hit.fit * (1.0 if term.whole else _PART_WEIGHT) * share, 4)
    origin = "where they come from, so it counts less" if share < 1 else ""
    words = ", ".join(filter(None, [_how_in_words(term, hit), origin]))
    return MatchedSkill(skill, words, term.words, hit.entry.label, hit.how, weight, below)


def _seed(skill_id: str, number: int, term: Term, weight: float, share: float) -> Seed:
    return Seed(skill_id, number, weight, (1.0 if term.whole else _PART_CERTAINTY) * share)


def _how_in_words(term: Term, hit: Hit) -> str:
    return {
        How.LABEL: "",
        How.ALTERNATIVE: f"also called ‘{hit.entry.label}’",
        How.FORM: f"for ‘{term.words}’",
        How.SPELLING: f"if ‘{term.words}’ means ‘{hit.entry.label}’",
        How.PART: f"has to do with ‘{term.words}’",
    }.get(hit.how, "")


def _topic_chip(one: MatchedSkill) -> Chip:
    return Chip(f"topic:{one.skill.id}", "topic", one.skill.name, one.words, one.skill.id)


def _unset(query: SearchQuery, chips: Sequence[Chip]) -> tuple[Chip, ...]:
    """Return the chips that were not taken away and whose filter is not set by hand."""
    by_hand = {
        "place": query.place, "language": query.language, "kind": query.kind, "team": query.team,
        "organisation": query.organisation, "available": query.available_now,
        "level": query.level_at_least,
    }  # fmt: skip
    kept = [one for one in chips if one.key not in query.without and not by_hand.get(one.kind)]
    first = {one.kind for one in kept if not one.second}
    for place, one in enumerate(kept):
        if one.kind not in first:
            kept[place] = replace(one, second=False)
            first.add(one.kind)
    return tuple(kept)


def _filtered(query: SearchQuery, chips: Sequence[Chip]) -> SearchQuery:
    wanted: dict[str, Any] = {}
    for chip in chips:
        if chip.dropped or chip.second or not chip.value:
            continue
        if chip.kind == "kind":
            wanted["kind"] = PersonKind(chip.value)
        elif chip.kind == "level":
            wanted["level_at_least"] = int(chip.value)
        elif chip.kind == "available":
            wanted["available_now"] = True
        elif chip.kind in {"place", "language", "team", "organisation"}:
            wanted[chip.kind] = chip.value
    return replace(query, **wanted)


def without_filter(question: Question, kind: str) -> Question:
    """Return the question with what was said of one kind left out, its chip marked so."""
    chips = tuple(replace(one, dropped=True) if one.kind == kind else one for one in question.chips)
    asked = question.asked or question.query
    return replace(question, chips=chips, query=_filtered(asked, chips))


def _rest(words: Sequence[str], terms: Sequence[Term]) -> tuple[str, ...]:
    covered = {place for term in terms if term.whole for place in range(*term.span)}
    return tuple(word for place, word in enumerate(words) if place not in covered and telling(word))
