"""From a question to the people who answer it, or where else to turn."""

from dataclasses import replace
from datetime import datetime

from graph.database import Database, Queryable
from graph.nearness import Access
from graph.records import Person
from tagging import demand, novice, ranking, results
from tagging.colleagues.names import is_contact, named, titled
from tagging.colleagues.otherwise import nobody, nothing_to_go_by, otherwise
from tagging.colleagues.query import Findings, SearchQuery
from tagging.colleagues.softly import may_be_kept, softly
from tagging.colleagues.understanding import FIRM, Question, understand
from tagging.colleagues.wording import quoted
from tagging.label_index import How
from tagging.permissions import Permission, Viewer, require
from tagging.ranking import METHOD, List, Method, Ranked
from tagging.ranking_by_meaning import Words
from tagging.results import Result
from tagging.vocabulary import Vocabulary
from tagging.words import telling

_MOST_LIMIT = 100
_COUNTED = FIRM | {How.SPELLING}


def find(
    db: Database,
    viewer: Viewer,
    vocabulary: Vocabulary,
    query: SearchQuery,
    now: datetime,
    *,
    method: Method = METHOD,
    meaning: Words | None = None,
    young: bool | None = None,
    later: demand.Later = demand.at_once,
) -> Findings:
    """Return who knows about what was typed, or goes by that name, best first.

    The order is that of `tagging.ranking.rank` with `method`; `meaning` turns texts into vectors;
    `young` says whether the viewer is new here (None: it is looked up).
    A new question (no filters, first page) is counted as demand, without who searched, by `later`:
    a page answers first. Where nobody is said to know it, it is counted as in vain: people whom
    only documents or the graph name are no answer to that.
    """
    require(viewer, Permission.FIND)
    if not query.text.strip():
        return Findings(query, nearest=vocabulary.top())
    question = understand(vocabulary, query)

    def answered(tx: Queryable, tried: Question) -> tuple[Findings, bool]:
        return _Search(viewer, tried, now, method, meaning, young).answered(tx)

    findings, met = db.snapshot(
        lambda tx: softly(tx, question, lambda tried: answered(tx, tried), now)
    )
    findings = _cut(findings, min(_MOST_LIMIT, max(1, query.limit)))
    counted = query == SearchQuery(query.text) and may_be_kept(query.text) and not question.empty
    if counted:
        skills = [one.skill.id for one in question.matched if one.how in _COUNTED]
        asked = demand.Search(query.text, tuple(skills), met)
        later(lambda: demand.note(db, viewer, asked, now.date()))
    return replace(findings, counted=counted)


def _cut(findings: Findings, limit: int) -> Findings:
    """Leave out the one more that was asked for, to tell whether there are more."""
    more = len(findings.results) > limit
    return replace(findings, results=findings.results[:limit], more=more)


class _Search:
    """One search: what is asked, by whom and when, and how people are ranked."""

    def __init__(
        self,
        viewer: Viewer,
        question: Question,
        now: datetime,
        method: Method,
        meaning: Words | None,
        young: bool | None,
    ) -> None:
        self._viewer, self._question, self._now = viewer, question, now
        self._method, self._meaning, self._young = method, meaning, young
        self._easy: dict[str, Access] = {}

    def answered(self, db: Queryable) -> tuple[Findings, bool]:
        """Return the findings, and whether what was asked for was there."""
        question = self._question
        names = named(db, question, self._now)
        if names and not question.firm:
            return Findings(question.query, results=self._of_names(db, names)), True
        if question.empty or is_contact(question.query.text):
            return nothing_to_go_by(db, question, self._now), False
        if people := titled(db, question, self._now):
            return Findings(question.query, fitting=tuple(people), note=_TITLED), True
        ranked = self._ranked(db)
        if any(_said(one) for one in ranked) or names:
            shown = self._shown(db, ranked) or self._of_names(db, names)
            by_name = tuple(person for person, _ in names) if ranked else ()
            return Findings(
                question.query, question.matched, shown, by_name, note=_note(question)
            ), True
        elsewhere = otherwise(db, question, self._now)
        return (self._beside(db, elsewhere, ranked) if ranked else elsewhere), False

    def _ranked(self, db: Queryable) -> tuple[Ranked, ...]:
        query = self._question.query
        limit = min(_MOST_LIMIT, max(1, query.limit))
        ranked = ranking.rank(
            db,
            self._viewer,
            asked(self._question),
            self._now,
            method=self._method,
            meaning=self._meaning,
            limit=limit + 1,
            spare=max(0, novice.MOST - limit),
        )
        young = self._young if query.novice is None else query.novice
        if young is None:
            young = novice.is_novice(db, self._viewer, self._now)
        self._easy = novice.access(db, self._viewer, ranked, self._now)
        ordered = novice.for_novice if young else novice.for_everybody
        return ordered(ranked, self._easy)[: limit + 1]

    def _shown(self, db: Queryable, ranked: tuple[Ranked, ...]) -> tuple[Result, ...]:
        question = self._question
        only = question.matched[0].skill.id if len(question.matched) == 1 else ""
        return results.from_ranked(
            db,
            self._viewer,
            ranked,
            self._now,
            topics=len(question.terms),
            asked=only,
            question=asked(question),
            easy=self._easy,
        )

    def _of_names(self, db: Queryable, names: list[tuple[Person, float]]) -> tuple[Result, ...]:
        return results.from_names(db, names, self._now, viewer=self._viewer)

    def _beside(self, db: Queryable, elsewhere: Findings, ranked: tuple[Ranked, ...]) -> Findings:
        """Return where else to turn, led by those whom only documents or the graph name."""
        shown = self._shown(db, ranked)
        there = {one.person.id for one in shown}
        others = tuple(one for one in elsewhere.results if one.person.id not in there)
        limit = self._question.query.limit
        others = others[: max(0, limit - len(shown))]
        wider = _WIDER.format(len(shown)) if others else ""
        note = " ".join(filter(None, [nobody(self._question), _WROTE, wider]))
        ask = tuple(one for one in elsewhere.ask if one.id not in there)
        return replace(elsewhere, results=(*shown, *others), note=note, ask=ask)


_WROTE = "Documents near these words point to the people below; nobody has said so of them yet."
_WIDER = "After the first {}, those follow who know about something broader."
_TITLED = "Their job titles say so."


def asked(question: Question) -> ranking.Question:
    """Return what is to be ranked for."""
    return ranking.Question(
        question.about or " ".join(question.rest) or question.query.text,
        question.seeds,
        question.query.filters,
        named=any(term.whole and term.hits[0].how in _COUNTED for term in question.terms),
        refusable=tuple(one.skill.id for one in question.matched),
    )


def _said(one: Ranked) -> bool:
    return any(part.list is List.STATEMENTS for part in one.parts)


def _note(question: Question) -> str:
    guessed = [one for one in question.matched if one.how not in FIRM]
    if question.firm or not guessed:
        return ""
    words = [*question.about.split(), *question.rest]
    said = quoted([word for word in words if telling(word)] or words, question.query.text)
    these = "this is" if len(guessed) == 1 else "these are"
    return f"No topic is called {said}; {these} the nearest."
