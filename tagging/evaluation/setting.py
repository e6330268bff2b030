"""Meaning for a vocabulary in memory, its vectors kept on disk beside the label index."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from tagging.text import cache
from tagging.text.candidates import Lookup
from tagging.text.meaning import Meaning, SentenceModel, in_memory, skill_vectors


def meaning_of(
    model: SentenceModel,
    table: Lookup,
    folder: Path,
    tell: Callable[[int, int], None] | None = None,
) -> Meaning:
    """Return what finds skills by meaning; their vectors are made once and then read."""
    starts, labels = table.index.starts, table.index.labels
    groups = {
        key: labels[starts[number] : starts[number + 1]] for number, key in enumerate(table.ids)
    }
    key = cache.digest([model.digest, *groups], [(), *groups.values()])
    path = folder / f"meaning-{key}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            vectors = file["vectors"]
    except (OSError, ValueError, KeyError):
        vectors = skill_vectors(model, groups, tell)
        cache.write_arrays(path, {"vectors": vectors})
    return in_memory(model, table.ids, vectors)
