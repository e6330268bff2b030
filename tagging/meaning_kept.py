"""Meaning for the product's own vocabulary: vectors kept in the store, made anew on change."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from graph import meaning as stored
from graph.database import Database
from graph.skills import LabelRow
from tagging.text.meaning import Meaning, SentenceModel, Vectors, skill_vectors

_AT_ONCE = 500
_QUERIES_AT_ONCE = 100


def kept_meaning(
    db: Database,
    model: SentenceModel,
    labels: Sequence[LabelRow],
    tell: Callable[[int, int], None] | None = None,
) -> Meaning:
    """Return what finds skills by meaning in the store's index, once all skills are in it.

    Only skills whose labels changed, or that another model made, are done again.
    """
    stored.fit_index(db, model.dimensions)
    wanted = {row.id: _made_for(model, row) for row in labels}
    there = stored.made_for(db)
    missing = [row for row in labels if there.get(row.id) != wanted[row.id]]
    for first in range(0, len(missing), _AT_ONCE):
        if tell:
            tell(first, len(missing))
        _make(db, model, missing[first : first + _AT_ONCE], wanted)
    if missing:
        stored.await_index(db)

    def search(vectors: Vectors, k: int) -> list[dict[str, float]]:
        rows = vectors.tolist()
        parts = (rows[n : n + _QUERIES_AT_ONCE] for n in range(0, len(rows), _QUERIES_AT_ONCE))
        return [one for part in parts for one in stored.nearest(db, part, k)]

    return Meaning(model, search)


def _make(
    db: Database, model: SentenceModel, rows: Sequence[LabelRow], made: Mapping[str, str]
) -> None:
    vectors = skill_vectors(model, {row.id: (row.label, *row.alternative_labels) for row in rows})
    by_id = dict(zip((row.id for row in rows), vectors.tolist(), strict=True))
    stored.save(db, by_id, made)


def _made_for(model: SentenceModel, row: LabelRow) -> str:
    words = "\n".join((model.digest, row.label, *row.alternative_labels))
    return hashlib.sha256(words.encode()).hexdigest()[:24]
