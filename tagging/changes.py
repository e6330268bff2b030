"""What every change of statements has in common: the state before and after, kept and undone."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from graph import audit
from graph import taggings as store
from graph.database import Queryable, Transaction
from graph.ids import derived_id
from graph.records import (
    AuditEvent,
    Source,
    Statement,
    Tagging,
    TaggingKind,
    TaggingStatus,
)
from tagging.errors import TaggingNotFound
from tagging.permissions import Viewer

Pair = tuple[str, str]
_INSTANTS = ("made", "confirmed", "accepted")


@dataclass(frozen=True, slots=True)
class Change:
    """What a use case did: the event to undo it by ('' if none), the statements, and words."""

    event_id: str
    statements: tuple[Statement, ...]
    message: str


@dataclass(frozen=True, slots=True)
class State:
    """Some statements (None: not there) and vetoes (None: no veto) as they stand.

    `whole` pairs are taken with all that anybody said, so that a later statement is noticed.
    """

    taggings: Mapping[str, Tagging | None]
    vetoes: Mapping[Pair, datetime | None]
    whole: bool = False

    def as_json(self) -> str:
        """Return the state as text for the audit trail; `state_from` reads it."""
        return json.dumps(
            {
                "taggings": {key: _as_json(each) for key, each in sorted(self.taggings.items())},
                "vetoes": [
                    [person, skill, since and since.isoformat()]
                    for (person, skill), since in sorted(self.vetoes.items())
                ],
                "whole": self.whole,
            },
            ensure_ascii=False,
        )


def state_from(text: str) -> State | None:
    """Return the state that an event kept, or None where it is about something else."""
    try:
        kept = json.loads(text)
        return State(
            {key: _from_json(each) for key, each in kept["taggings"].items()},
            {(person, skill): _instant(since) for person, skill, since in kept["vetoes"]},
            kept["whole"],
        )
    except (KeyError, TypeError, ValueError):
        return None


def state(
    tx: Queryable, ids: Collection[str], pairs: Collection[Pair], *, whole: bool = False
) -> State:
    """Read the state of these statements and of the vetoes of these pairs."""
    found = {each.tagging.id: each.tagging for each in store.get_many(tx, sorted(ids))}
    if whole:
        for person, skill in pairs:
            found |= {each.tagging.id: each.tagging for each in store.about_pair(tx, person, skill)}
    vetoes = store.refused(tx, sorted({person for person, _ in pairs}))
    return State(
        {key: found.get(key) for key in {*ids, *found}},
        {pair: vetoes.get(pair) for pair in pairs},
        whole,
    )


def again(tx: Queryable, kept: State) -> State:
    """Read anew what `kept` holds."""
    return state(tx, list(kept.taggings), list(kept.vetoes), whole=kept.whole)


def record(
    tx: Transaction, viewer: Viewer, action: str, before: State, after: State, now: datetime
) -> str:
    """Keep who changed what in the audit trail, and return the event's id.

    Its subject is the first statement, or the person where there is none.
    """
    texts = (before.as_json(), after.as_json())
    subject = next(iter(sorted(after.taggings)), None) or next(iter(after.vetoes))[0]
    key = derived_id("event", action, subject, viewer.actor, now.isoformat(), *texts)
    audit.record(tx, AuditEvent(key, now, viewer.actor, action, subject, *texts))
    return key


def nothing_new(tx: Queryable, viewer: Viewer, ids: Iterable[str]) -> str:
    """Return the id of this viewer's latest event on the first statement: the same, sent twice."""
    return audit.latest(tx, min(ids, default=""), viewer.actor) or ""


def need(tx: Queryable, tagging_id: str) -> Statement:
    """Return a statement that must be there; raises `TaggingNotFound`."""
    found = store.get(tx, tagging_id)
    if found is None:
        raise TaggingNotFound("There is no such statement (any more).")
    return found


def lock_pair(tx: Transaction, person_id: str, skill_id: str, *others: str) -> list[Statement]:
    """Hold a person and all who said something of the pair, and return what was said."""
    said = store.about_pair(tx, person_id, skill_id)
    store.lock(tx, [person_id, *others, *(each.tagger.id for each in said)])
    return store.about_pair(tx, person_id, skill_id)


def lifted(taggings: Iterable[Tagging]) -> list[Tagging]:
    """Return the hidden ones of these as they stand once the veto is lifted."""
    return [
        replace(each, status=TaggingStatus.DISPUTED if each.reply else TaggingStatus.ACTIVE)
        for each in taggings
        if each.status is TaggingStatus.HIDDEN
    ]


def _as_json(tagging: Tagging | None) -> dict[str, Any] | None:
    if tagging is None:
        return None
    plain = asdict(tagging)
    return plain | {name: plain[name] and plain[name].isoformat() for name in _INSTANTS}


def _from_json(kept: dict[str, Any] | None) -> Tagging | None:
    if kept is None:
        return None
    instants = {name: _instant(kept[name]) for name in _INSTANTS}
    words = {
        "kind": TaggingKind(kept["kind"]),
        "source": Source(kept["source"]),
        "status": TaggingStatus(kept["status"]),
    }
    return Tagging(**kept | instants | words)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
