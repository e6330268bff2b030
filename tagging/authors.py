"""Whom a document's file means by its authors: surely, or to be confirmed by someone."""

from collections.abc import Sequence

from graph import people_found
from graph.database import Queryable
from graph.ids import fold
from graph.records import Ref

_MOST = 20
_CANDIDATES = 10


def matched(
    db: Queryable, names: Sequence[str], emails: Sequence[str]
) -> tuple[tuple[Ref, ...], tuple[str, ...]]:
    """Return the people who are surely meant, and the names that nobody surely bears.

    Sure is an e-mail address of somebody here, and the full name of exactly one person.
    """
    found = {}
    for email in emails[:_MOST]:
        if person := people_found.by_email(db, email):
            found[person.id] = Ref(person.id, person.name)
    meant = {fold(one.name) for one in found.values()}
    unsure = []
    for name in dict.fromkeys(names[:_MOST]):
        if fold(name) in meant:
            continue
        if one := _named(db, name):
            found[one.id] = one
        else:
            unsure.append(name)
    return tuple(found.values()), tuple(unsure)


def _named(db: Queryable, name: str) -> Ref | None:
    wanted = fold(name)
    if " " not in wanted:
        return None
    fits = [
        Ref(person.id, person.name)
        for person, _ in people_found.by_name(db, name, _CANDIDATES)
        if fold(person.name) == wanted
    ]
    return fits[0] if len(fits) == 1 else None
