"""Documents that are near to a question in meaning, whatever words they use."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from graph.database import Queryable
from graph.documents import meaning as document_meaning
from graph.documents.votes import Match

_FEEDBACK, _SHARE = 10, 0.5


class Words(Protocol):
    """What turns texts into vectors of length 1 (see `tagging.text.meaning.SentenceModel`)."""

    def vectors(self, texts: Sequence[str], /) -> Any:
        """Return one row for each text."""
        ...


def documents_by_meaning(
    db: Queryable,
    model: Words,
    text: str,
    words: Mapping[str, float],
    viewer: str | None,
    limit: int,
) -> list[Match]:
    """Return the documents nearest to a question in meaning, best first.

    The question's vector is drawn half-way to the mean of the ten documents that hold its `words`
    best (J. Rocchio, 'Relevance feedback in information retrieval', 1971, without the negative
    part).
    """
    asked = np.asarray(model.vectors([text])[0], dtype=float)
    best = document_meaning.vectors_of_best(db, words, viewer, _FEEDBACK)
    if best:
        scores = np.array([score for score, _ in best])
        mean = scores @ np.array([vector for _, vector in best]) / scores.sum()
        asked = _SHARE * asked + (1 - _SHARE) * mean
    length = float(np.linalg.norm(asked)) or 1.0
    return document_meaning.nearest(db, [float(x) for x in asked / length], viewer, limit)
