"""Whom somebody new is shown first, and how load counts for everybody."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from graph import nearness
from graph import people as people_store
from graph.algorithms import novice
from graph.database import Queryable
from graph.nearness import Access
from tagging.cautions import ASKED_LATELY
from tagging.permissions import Permission, Viewer, require
from tagging.ranking import List, Ranked

MONTHS, MOST = 12, 30


def is_novice(db: Queryable, viewer: Viewer, now: datetime, months: int = MONTHS) -> bool:
    """Say whether the viewer joined less than `months` months ago; nobody in particular did not."""
    require(viewer, Permission.FIND)
    me = people_store.get(db, viewer.person_id) if viewer.person_id else None
    if me is None or me.joined is None:
        return False
    today, joined = now.date(), me.joined
    whole = (today.year - joined.year) * 12 + today.month - joined.month
    return whole - (today.day < joined.day) < months


def access(
    db: Queryable, viewer: Viewer, ranked: Sequence[Ranked], now: datetime
) -> dict[str, Access]:
    """Return how easy each of `ranked` is to ask for this viewer, by id."""
    require(viewer, Permission.FIND)
    ids = [one.person_id for one in ranked]
    found = nearness.access(db, viewer.person_id, ids, now - ASKED_LATELY) if ids else {}
    return {each: found.get(each, Access()) for each in ids}


def for_novice(ranked: Sequence[Ranked], easy: Mapping[str, Access]) -> tuple[Ranked, ...]:
    """Return the same people, the best thirty in the order of `graph.algorithms.novice`."""
    return _reordered(
        ranked, [novice.factor(_ease(one, easy[one.person_id])) for one in ranked[:MOST]]
    )


def for_everybody(ranked: Sequence[Ranked], easy: Mapping[str, Access]) -> tuple[Ranked, ...]:
    """Return the same people; of the best thirty, those often asked lately sink a little."""
    return _reordered(ranked, [novice.load(easy[one.person_id].asked) for one in ranked[:MOST]])


def _ease(one: Ranked, found: Access) -> novice.Ease:
    known = next(iter(one.known), None)
    level = (known.knows.level or known.knows.self_level) if known else None
    return novice.Ease(found.approachable, found.nearness, found.asked, level)


def _reordered(ranked: Sequence[Ranked], factors: Sequence[float]) -> tuple[Ranked, ...]:
    """Order the best anew; those whom statements put in front stay in front of the others."""
    found = list(zip(ranked[:MOST], factors, strict=True))
    lead = next((at for at, (one, _) in enumerate(found) if not _said(one)), len(found))
    return (*novice.order(found[:lead]), *novice.order(found[lead:]), *ranked[MOST:])


def _said(one: Ranked) -> bool:
    return any(part.list is List.STATEMENTS for part in one.parts)
