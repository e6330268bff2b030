"""The workforce in memory, in step with the store: what gaps, plans and scenarios start from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from threading import Lock
from time import monotonic

import numpy as np

from graph import workforce as store
from graph.algorithms import levels
from graph.algorithms.levels import Beliefs, Fitted
from graph.algorithms.workforce import NOBODY, Need, Numbers, Workforce
from graph.database import Database
from graph.workforce import Edition, Ledger, News
from tagging import needs

__all__ = ["Workforce", "WorkforceCache"]

# What is needed also follows from searches, questions and documents, which leave no edition.
_NEEDS_SECONDS = 60.0
# Raters are learnt anew on another day, and when so large a share of all statements has changed.
_LEARN_ANEW = 0.05

Needed = Callable[[Database, Workforce, datetime], tuple[Need, ...]]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is held at one moment; nothing in it is ever changed.

    `places` leads from the ledger's positions to the workforce's (None: the same). `raters` is
    what was learnt of them, `news` how many pairs have changed since.
    """

    ledger: Ledger
    places: Numbers | None
    workforce: Workforce
    needs_read: float
    beliefs: Beliefs | None = None
    raters: Fitted | None = None
    news: int = 0


class WorkforceCache:
    """One workforce for the whole process, and what is believed of it.

    Every call asks the store whether anything has changed (one round trip) and takes in what has:
    a statement counts from the next call on. Threads may share it.
    """

    def __init__(self, needed: Needed = needs.of) -> None:
        self._needed = needed
        self._standing: _Standing | None = None
        self._renewing = Lock()
        self._believing = Lock()

    def current(self, db: Database, now: datetime) -> Workforce:
        """Return the workforce with its needs: the same object for as long as nothing changes."""
        held = self._standing
        seen = store.edition(db, held.ledger.since) if held else None
        if held and seen and _good(held, now) and store.in_step(held.ledger, seen):
            return held.workforce
        with self._renewing:
            # Where another thread has renewed it meanwhile, that may be enough, or not.
            again = None if self._standing is held else self._standing
            if again:
                seen = store.edition(db, again.ledger.since)
            self._standing = self._renewed(db, now, again or held, seen)
            return self._standing.workforce

    def beliefs(self, workforce: Workforce) -> Beliefs:
        """Return what is believed of this workforce: kept, where it is the current one.

        Of another (a scenario, an earlier day) it is estimated with today's raters where people
        and skills are at the same positions, else from nothing.
        """
        with self._believing:
            held = self._standing
            if held is None or held.workforce is not workforce:
                return levels.estimate(workforce, fitted=self._raters_of(workforce, held))
            if held.beliefs is not None:
                return held.beliefs
            found = levels.estimate(workforce, fitted=held.raters)
            with self._renewing:
                if self._standing is held:
                    self._standing = replace(held, beliefs=found, raters=found.fitted)
            return found

    def _raters_of(self, workforce: Workforce, held: _Standing | None) -> Fitted | None:
        if held is None or held.raters is None:
            return None
        same = workforce.members.ids == held.workforce.members.ids
        return held.raters if same and len(workforce.skills) == len(held.workforce.skills) else None

    def _renewed(
        self, db: Database, now: datetime, held: _Standing | None, seen: Edition | None
    ) -> _Standing:
        if held is None or seen is None:
            return self._first(db, now, store.open_ledger(db))
        ledger, news = held.ledger, News()
        if not store.in_step(ledger, seen):
            ledger, news = store.changed_since(db, ledger, seen)
        if news.everything:
            return self._first(db, now, ledger)
        fresh = _taken_in(held, ledger, news, now.date())
        if news.needs or news.people or news.skills or fresh.workforce.day != held.workforce.day:
            return self._with_needs(db, now, fresh)
        return self._with_needs(db, now, fresh) if _needs_due(fresh) else fresh

    def _first(self, db: Database, now: datetime, ledger: Ledger) -> _Standing:
        places = store.positions(ledger, now.date())
        workforce = store.workforce(ledger, now.date())
        return self._with_needs(db, now, _Standing(ledger, places, workforce, 0.0))

    def _with_needs(self, db: Database, now: datetime, held: _Standing) -> _Standing:
        found, read = self._needed(db, held.workforce, now), monotonic()
        if found == held.workforce.needs:
            return replace(held, needs_read=read)
        return replace(held, workforce=replace(held.workforce, needs=found), needs_read=read)


def _good(held: _Standing, now: datetime) -> bool:
    """Say whether what is held is of this day, and its needs not too old."""
    return held.workforce.day == now.date() and not _needs_due(held)


def _needs_due(held: _Standing) -> bool:
    return monotonic() - held.needs_read > _NEEDS_SECONDS


def _taken_in(held: _Standing, ledger: Ledger, news: News, day: date) -> _Standing:
    """Return what is held with the news in it; what is believed of others stays as it was."""
    if day != held.workforce.day or news.people or news.skills:
        return _rebuilt(held, ledger, news, day)
    if not news.pairs:
        return replace(held, ledger=ledger)
    statements = store.counted(ledger.statements, held.places)
    workforce = replace(held.workforce, statements=statements)
    return _refreshed(replace(held, ledger=ledger, workforce=workforce), news)


def _rebuilt(held: _Standing, ledger: Ledger, news: News, day: date) -> _Standing:
    places = store.positions(ledger, day)
    workforce = replace(store.workforce(ledger, day), needs=held.workforce.needs)
    fresh = replace(held, ledger=ledger, places=places, workforce=workforce)
    if day != held.workforce.day or held.raters is None:
        return replace(fresh, beliefs=None, raters=None, news=0)
    old, new = held.workforce.members.ids, workforce.members.ids
    if old == new and len(held.workforce.skills) == len(workforce.skills):
        return _refreshed(fresh, news) if news.pairs else fresh
    before = {each: number for number, each in enumerate(old)}
    came_from = np.fromiter((before.get(each, NOBODY) for each in new), np.int32, len(new))
    raters = levels.moved(held.raters, levels.MODEL, came_from, len(workforce.skills))
    return replace(fresh, beliefs=None, raters=raters, news=held.news + len(news.pairs))


def _refreshed(held: _Standing, news: News) -> _Standing:
    """Return what is held with what is believed of the changed pairs made anew."""
    changed = held.news + len(news.pairs)
    if held.beliefs is None:
        return replace(held, news=changed)
    if changed > _LEARN_ANEW * max(len(held.beliefs.person), 100):
        return replace(held, beliefs=None, raters=None, news=0)
    places = held.places
    pairs = [
        (int(person if places is None else places[person]), skill) for person, skill in news.pairs
    ]
    there = [pair for pair in pairs if pair[0] >= 0]
    beliefs = levels.refresh(held.beliefs, held.workforce, there)
    return replace(held, beliefs=beliefs, news=changed)
