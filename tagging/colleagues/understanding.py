"""From the words typed to the skills that they mean."""

from dataclasses import dataclass

from graph.colleagues import Seed
from graph.records import Ref
from tagging.colleagues.query import MatchedSkill, SearchQuery
from tagging.label_index import Hit, How
from tagging.terms import Term
from tagging.vocabulary import Vocabulary

FIRM = frozenset({How.LABEL, How.ALTERNATIVE, How.FORM})
_NARROWER_DEPTH, _MOST_NARROWER = 3, 50
_NARROWER_WEIGHT = 0.7
_PART_WEIGHT, _PART_CERTAINTY = 0.6, 0.5
MOST_SEEDS = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A query, the terms in it, and the skills to look for."""

    query: SearchQuery
    vocabulary: Vocabulary
    terms: tuple[Term, ...]
    matched: tuple[MatchedSkill, ...]
    seeds: tuple[Seed, ...]

    @property
    def firm(self) -> bool:
        """Whether some words are all of a label, as they stand."""
        return any(term.whole and term.hits[0].how in FIRM for term in self.terms)


def understand(vocabulary: Vocabulary, query: SearchQuery) -> Question:
    """Return the skills that the words of `query` mean, with the narrower ones below them."""
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
            if below not in seeds and len(seeds) < MOST_SEEDS:
                seeds[below] = Seed(below, direct.term, weight, direct.certainty)
    return Question(query, vocabulary, terms, tuple(matched.values()), tuple(seeds.values()))


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
