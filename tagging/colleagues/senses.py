"""Words that may mean several things: which sense is searched for, and the choices to offer."""

from collections.abc import Iterable, Sequence

from tagging.colleagues.query import Choice, SearchQuery, Sense
from tagging.label_index import Hit
from tagging.terms import Term
from tagging.vocabulary import Vocabulary

_MOST_SENSES = 5


def sense_of(
    vocabulary: Vocabulary, query: SearchQuery, term: Term, others: Iterable[Sense] = ()
) -> tuple[tuple[Hit, ...], Choice | None]:
    """Return the hits of a term to search for, and the choice where they are far apart.

    What was chosen (`query.sense`) counts; else of a whole label the sense that most people know,
    of part of one all senses.
    """
    skills = list(dict.fromkeys(vocabulary.current_id(hit.entry.skill) for hit in term.hits))
    apart = apart_of(vocabulary, skills)
    others = tuple(others)
    if len(apart) + len(others) < 2:
        return term.hits, None
    chosen = dict(query.sense).get(term.words, "")
    if chosen not in {f"topic:{each}" for each in skills}:
        chosen = ""
    guess = chosen or (f"topic:{_guess(vocabulary, apart)}" if term.whole and apart else "")
    refs = vocabulary.refs(apart[:_MOST_SENSES])
    senses = [Sense(f"topic:{ref.id}", ref.name, f"topic:{ref.id}" == guess) for ref in refs]
    hits = term.hits
    if guess:
        hits = tuple(
            hit for hit in hits if _near_or_same(vocabulary, guess[6:], hit.entry.skill, chosen)
        )
    return hits, Choice(term.words, (*senses, *others))


def _near_or_same(vocabulary: Vocabulary, guess: str, skill: str, chosen: str) -> bool:
    current = vocabulary.current_id(skill)
    return current == guess or (not chosen and current in vocabulary.near(guess))


def _guess(vocabulary: Vocabulary, skills: Sequence[str]) -> str:
    return max(skills, key=vocabulary.known_by)


def apart_of(vocabulary: Vocabulary, skills: Sequence[str]) -> list[str]:
    """Return one skill of each group of near ones, in order."""
    apart: list[str] = []
    for each in skills:
        near = {*vocabulary.near(each), *vocabulary.broader(each, 3)}
        if not any(one == each or one in near or each in vocabulary.near(one) for one in apart):
            apart.append(each)
    return apart
