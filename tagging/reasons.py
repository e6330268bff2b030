"""Why somebody is shown, in words, each reason with what it rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from textwrap import shorten

from graph.colleagues import Known
from graph.grounds import Answered, Titled
from graph.records import Person, Statement
from tagging.sentences import in_words, level_phrase, number, when, why
from tagging.words import STOP_WORDS, stem, tokens

_SHOWN_DOCUMENTS = 2
_LONGEST_TITLE, _LONGEST_SENTENCE = 90, 200
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_MARKS = re.compile(r"[*_`#>]+")


class ReasonKind(StrEnum):
    """What speaks for somebody."""

    STATEMENTS = "statements"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    OWN_WORD = "own word"
    GRAPH = "graph"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a reason rests on, to be opened: a statement, a document, a person's page, ...

    `kind` is `statement`, `skill` (all that is said about it), `document`, `person` or `answer`
    (told, but not to be opened: a question is between those who asked and answered, so its `id`
    is ''). `when` is the instant or day it is from.
    """

    kind: str
    id: str
    words: str
    when: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for somebody, in words, with its evidence."""

    words: str
    kind: ReasonKind
    evidence: tuple[Evidence, ...] = ()

    def __str__(self) -> str:
        return self.words


def of_statements(known: Sequence[Known], asked: str, now: datetime) -> Iterator[Reason]:
    """Say what is said about somebody, and apart from it what they say themself.

    `asked` is the id of the skill where it was the only one asked for: it need not be named.
    """
    for each in known:
        sentence = why(each.knows, each.statements, each.skill, now)
        said = _about(each, sentence, asked)
        if each.knows.taggers == 0:
            yield Reason(said, ReasonKind.OWN_WORD, _statements(each))
            continue
        yield Reason(said, ReasonKind.STATEMENTS, _statements(each))
        if own := level_phrase(each.knows.self_level):
            words = _about(each, f"by their own account: {own}.", asked)
            yield Reason(words, ReasonKind.OWN_WORD, (_all_said(each),))


def of_answers(helped: Sequence[Answered], now: datetime) -> Iterator[Reason]:
    """Say how many questions somebody answered to the askers' good; never who asked."""
    answered = {one.question: one for one in sorted(helped, key=lambda one: one.at)}
    if not answered:
        return
    newest_first = sorted(answered.values(), key=lambda one: one.at, reverse=True)
    many = "a question" if len(answered) == 1 else f"{number(len(answered))} questions"
    last = "" if len(answered) == 1 else "last "
    words = f"Answered {many} about this that helped; {last}{when(newest_first[0].at, now)}."
    yield Reason(words, ReasonKind.QUESTIONS, tuple(map(_answer, newest_first)))


def of_documents(titled: Sequence[Titled], *, by_words: bool) -> Iterator[Reason]:
    """Say what somebody wrote that answers; `by_words` or else only by its meaning."""
    if not titled:
        return
    names = [_title(one) for one in titled[:_SHOWN_DOCUMENTS]]
    more = len(titled) - len(names)
    if more:
        names.append("another" if more == 1 else f"{number(more)} others")
    verb = "fits" if len(titled) == 1 else "fit"
    if not by_words:
        verb = "is close in meaning to" if len(titled) == 1 else "are close in meaning to"
    words = f"Wrote {in_words(names)}, which {verb} what you typed."
    yield Reason(words, ReasonKind.DOCUMENTS, tuple(map(_document, titled)))


def of_the_graph(titled: Sequence[Titled], names: dict[str, str], person: str) -> Iterator[Reason]:
    """Say what links somebody to the question where none of their documents answers it.

    `titled` are their documents, `names` those of the people whose documents do answer it.
    """
    together = [
        (one, names[other])
        for one in titled
        for other in one.authors
        if other != person and other in names
    ]
    if together:
        others = list(dict.fromkeys(name for _, name in together))[:_SHOWN_DOCUMENTS]
        shared = [one for one in titled if any(one is with_others for with_others, _ in together)]
        fits = "documents fit what you typed"
        words = f"Wrote {_title(shared[0])} with {in_words(others)}, whose {fits}."
        yield Reason(words, ReasonKind.GRAPH, tuple(map(_document, shared)))
    elif titled:
        words = "Their documents are close to what you typed."
        yield Reason(words, ReasonKind.GRAPH, tuple(map(_document, titled)))


def of_their_page(person: Person, text: str) -> Iterator[Reason]:
    """Quote the sentence of somebody's own page that holds most of the words typed, if any."""
    asked = {stem(word) for word in tokens(text) if word not in STOP_WORDS}
    sentences = [_MARKS.sub("", part).strip() for part in _SENTENCES.split(person.about)]
    held = [(len(asked & {stem(word) for word in tokens(part)}), part) for part in sentences]
    most = max((count for count, _ in held), default=0)
    if not asked or most < (len(asked) + 1) // 2:
        return
    best = next(part for count, part in held if count == most)
    words = f"{person.name} says: “{shorten(best, _LONGEST_SENTENCE, placeholder=' …')}”"
    evidence = Evidence("person", person.id, "Their own page")
    yield Reason(words, ReasonKind.OWN_WORD, (evidence,))


def best_first(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Return reasons in the order in which they are told: others' word, what helped, writing, ...

    What convinces is not what ranks: this order is for reading and moves nobody.
    """
    order = list(ReasonKind)
    return tuple(sorted(reasons, key=lambda one: order.index(one.kind)))


def _about(known: Known, sentence: str, asked: str) -> str:
    if known.skill.id == asked:
        return sentence[:1].upper() + sentence[1:]
    return f"{known.skill.name}: {sentence}"


def _statements(known: Known) -> tuple[Evidence, ...]:
    return tuple(map(_statement, known.statements)) or (_all_said(known),)


def _statement(said: Statement) -> Evidence:
    tagging = said.tagging
    who = "Own account" if tagging.tagger == tagging.person else said.tagger.name
    what = level_phrase(tagging.level) or f"{tagging.kind} {said.skill.name}"
    return Evidence("statement", tagging.id, f"{who}: {what}", tagging.confirmed)


def _all_said(known: Known) -> Evidence:
    words = f"All that is said about {known.skill.name}"
    return Evidence("skill", known.skill.id, words, known.knows.last_confirmed)


def _answer(one: Answered) -> Evidence:
    if one.kept:
        return Evidence("document", one.kept.id, one.kept.name, one.at)
    return Evidence("answer", "", f"An answer about {one.skill.name} that helped", one.at)


def _title(one: Titled) -> str:
    day = f" ({one.published:%B %Y})" if one.published else ""
    return f"‘{shorten(one.title, _LONGEST_TITLE, placeholder=' …')}’{day}"


def _document(one: Titled) -> Evidence:
    return Evidence("document", one.id, one.title, one.published)
