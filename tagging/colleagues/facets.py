"""What a question says besides its topics: where, in which language, whom, how soon, what for."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from graph.algorithms.vocabulary import Span
from tagging.colleagues import cues
from tagging.colleagues.query import Chip
from tagging.surroundings import Surroundings
from tagging.words import telling, tokens

LONGEST_QUESTION = 2_000
_SEVERAL = frozenset({"place", "language", "organisation", "team"})
_PART = re.compile(r"[.,;:!?()\n]+(?=\s|$)|\n")
_PLACE_BEFORE = frozenset({"in", "near", "around", "at", "from", "based", "to"})


@dataclass(frozen=True, slots=True)
class Facet:
    """A stretch of the question, the chip it becomes, and what it may mean instead.

    `firm` says that the words around it leave no doubt ('in Leeds', 'speaks Polish'); `silent` that
    it is no chip: said twice, or taken back by its contrary.
    """

    span: Span
    chip: Chip
    firm: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question, and before which of them punctuation stands."""

    words: tuple[str, ...]
    breaks: frozenset[int]


def words_of(text: str) -> Words:
    """Return the words of a question of at most 2,000 characters."""
    words: list[str] = []
    breaks: set[int] = set()
    for part in _PART.split(text[:LONGEST_QUESTION]):
        breaks.add(len(words))
        words += tokens(part, LONGEST_QUESTION)
    return Words(tuple(words), frozenset(breaks))


def facets(
    said: Words, labels: Sequence[Span], around: Surroundings, known: Container[str]
) -> list[Facet]:
    """Return the facets of a question, in order; no two overlap.

    Of each kind one is searched for: a second place, language, team or the like is marked so.
    Where inside and outside are both said, neither is there.

    `labels` are the stretches that name a skill: what lies within a longer one is part of it.
    `known` are the words that labels have: they are not read as misspelt places.
    """
    found: list[Facet] = []
    taken: set[int] = set()
    for facet in _by_length(_candidates(said, around, known)):
        places = set(range(*facet.span))
        inside = any(
            start <= facet.span[0] and facet.span[1] <= end and end - start > len(places)
            for start, end in labels
        )
        if places & taken or (inside and not facet.firm):
            continue
        found.append(facet)
        taken |= places
    return sorted(_once(found), key=lambda facet: facet.span)


def _by_length(found: Iterator[Facet]) -> list[Facet]:
    return sorted(found, key=lambda one: (one.span[0] - one.span[1], one.span, not one.firm))


def _once(found: list[Facet]) -> Iterator[Facet]:
    seen: dict[str, set[str]] = {}
    kinds = {facet.chip.value for facet in found if facet.chip.kind == "kind"}
    for facet in sorted(found, key=lambda one: (not one.chip.value, not one.firm, one.span)):
        before = seen.setdefault(facet.chip.kind, set())
        if facet.chip.key in before or (facet.chip.kind == "kind" and len(kinds) > 1):
            yield replace(facet, silent=True)
        elif not before:
            yield facet
        elif facet.chip.kind in _SEVERAL:
            yield replace(facet, chip=replace(facet.chip, second=True))
        else:
            yield replace(facet, silent=True)
        before.add(facet.chip.key)


def _candidates(said: Words, around: Surroundings, known: Container[str]) -> Iterator[Facet]:
    count = len(said.words)
    for start in range(count):
        for end in range(start + 1, min(count, start + 8) + 1):
            if any(place in said.breaks for place in range(start + 1, end)):
                break
            words = said.words[start:end]
            yield from _cue(said, words, (start, end))
            yield from _language(said, words, (start, end), around)
            yield from _place(said, words, (start, end), around, known)
            yield from _named(said, words, (start, end), around)


def _cue(said: Words, words: tuple[str, ...], span: Span) -> Iterator[Facet]:
    if len(words) > cues.LONGEST or not (facet := cues.SAID.get(words)):
        return
    if words not in cues.WEAK or _of_people(said, span):
        kind, value, label = facet
        yield Facet(span, Chip(f"{kind}:{value}", kind, label, value=value))


def _of_people(said: Words, span: Span) -> bool:
    """Say whether the words around a word such as 'outside' or 'expert' let it mean people."""
    start, end = span
    if start and said.words[start - 1] in cues.NOT_AFTER:
        return False
    ends = end == len(said.words) or end in said.breaks
    return ends or said.words[end] in cues.GOES_ON


def _language(
    said: Words, words: tuple[str, ...], span: Span, around: Surroundings
) -> Iterator[Facet]:
    name = around.languages.get(words) or cues.KNOWN_LANGUAGES.get(words)
    if not name:
        return
    start, end = span
    before = [at for at in range(max(0, start - 2), start) if said.words[at] in cues.SPEAKS]
    after = said.words[end : end + 1] in cues.SPEAKS_ALONE
    if before or after or words not in cues.BARE_NOT:
        chip = Chip(f"language:{name}", "language", f"Speaks {name}", value=name)
        whole = (before[0] if before else start, end + 1 if after else end)
        yield Facet(whole, chip, bool(before or after))


def _place(
    said: Words, words: tuple[str, ...], span: Span, around: Surroundings, known: Container[str]
) -> Iterator[Facet]:
    if len(words) > 4:
        return
    place, note = around.place(words), ""
    if not place and not all(_ordinary(word, known) for word in words) and len(words) < 3:
        place = around.misspelt_place(words)
        note = f"for ‘{' '.join(words)}’" if place else ""
    if place:
        value = place.id or (place.own[0].id if len(place.own) == 1 else "")
        if place.own:
            note = f"we are in {' and '.join(one.name for one in place.own[:3])}"
        chip = Chip(f"place:{place.id or place.name}", "place", place.name, note, value)
        yield Facet(span, chip, _follows(said, span[0], _PLACE_BEFORE))


def _named(
    said: Words, words: tuple[str, ...], span: Span, around: Surroundings
) -> Iterator[Facet]:
    if len(words) > 1 and (organisation := around.organisations.get(words)):
        chip = Chip(f"organisation:{organisation.id}", "organisation", organisation.name)
        yield Facet(span, replace(chip, value=organisation.id))
    team = around.teams.get(words)
    named_so = said.words[span[1] : span[1] + 1] == ("team",)
    if team and (len(words) > 1 or named_so):
        end = span[1] + 1 if named_so else span[1]
        label = team.name.split(">")[-1].strip()
        yield Facet((span[0], end), Chip(f"team:{team.id}", "team", label, value=team.id))
    if role := around.roles.get(words):
        yield Facet(span, Chip(f"role:{role.id}", "role", role.name, value=role.id))


def _ordinary(word: str, known: Container[str]) -> bool:
    return word in known or not telling(word)


def _follows(said: Words, start: int, wanted: frozenset[str]) -> bool:
    return start > 0 and start not in said.breaks and said.words[start - 1] in wanted


def origins(said: Words) -> list[Span]:
    """Return the stretches that say where somebody comes from ('from retail' into something)."""
    found: list[Span] = []
    place = 0
    while place < len(said.words):
        begun = next((o for o in cues.ORIGIN_BEGINS if said.words[place : place + len(o)] == o), ())
        if not begun:
            place += 1
            continue
        start = place + len(begun)
        end = start
        while end < min(len(said.words), start + cues.LONGEST_ORIGIN):
            if said.words[end] in cues.GOAL_BEGINS or (end in said.breaks and end > start):
                break
            end += 1
        found.append((start, end))
        place = max(end, place + 1)
    return found
