"""The label index on disk: built once, read in under a second, made anew for other labels.

One file of arrays (no pickle: reading it runs nothing), for the owner's eyes only.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy import sparse

from tagging.text.similarity import LabelIndex, Matrix, Space

# Raise it by hand when the arrays would come out otherwise for the same labels: after a change to
# forms.py, similarity.py, stems, common words, or what `save` writes. A digest of those sources
# would make every index and every sentence vector anew for a mere change of layout.
FORM = 2
_KEPT = 4


def digest(ids: Iterable[str], groups: Iterable[Sequence[str]]) -> str:
    """Return which vocabulary and which form this is: the beginning of a SHA-256."""
    summed = hashlib.sha256(str(FORM).encode())
    for key, group in zip(ids, groups, strict=True):
        summed.update(json.dumps([key, *group]).encode())
    return summed.hexdigest()[:24]


def path_of(folder: Path, key: str) -> Path:
    """Return the file of the index with this digest."""
    return folder / f"labels-{key}.npz"


def load(path: Path, groups: Sequence[Sequence[str]]) -> LabelIndex | None:
    """Return the index in a file, or None where there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        words, letters = _space(arrays, "words"), _space(arrays, "letters")
        labels = tuple(label for group in groups for label in group)
        cover = _matrix(arrays, "cover")
        return LabelIndex(labels, arrays["starts"], arrays["shared"], words, letters, cover)
    except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile):
        return None


def save(path: Path, index: LabelIndex) -> None:
    """Write the index, all of it or nothing, and let the oldest files of others go."""
    arrays: dict[str, Any] = {"starts": index.starts, "shared": index.shared}
    for name, space in (("words", index.words), ("letters", index.letters)):
        arrays[f"{name}_terms"] = _as_bytes(list(space.numbers))
        arrays[f"{name}_idf"] = space.idf
        arrays |= _parts(space.labels, name)
    write_arrays(path, arrays | _parts(index.cover, "cover"))
    _prune(path)


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write arrays into a file that only its owner may read, and put it in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _prune(newest: Path) -> None:
    files = sorted(newest.parent.glob("labels-*.npz"), key=lambda one: one.stat().st_mtime)
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)


def _parts(matrix: Matrix, name: str) -> dict[str, Any]:
    return {
        f"{name}_data": matrix.data,
        f"{name}_indices": matrix.indices,
        f"{name}_indptr": matrix.indptr,
        f"{name}_shape": np.array(matrix.shape),
    }


def _matrix(arrays: Mapping[str, Any], name: str) -> Matrix:
    parts = tuple(arrays[f"{name}_{part}"] for part in ("data", "indices", "indptr"))
    return sparse.csr_matrix(parts, shape=tuple(arrays[f"{name}_shape"].tolist()), copy=False)


def _space(arrays: Mapping[str, Any], name: str) -> Space:
    terms = json.loads(arrays[f"{name}_terms"].tobytes())
    numbers = {term: number for number, term in enumerate(terms)}
    return Space(numbers, arrays[f"{name}_idf"], _matrix(arrays, name))


def _as_bytes(terms: list[str]) -> Any:
    return np.frombuffer(json.dumps(terms, ensure_ascii=False).encode(), np.uint8)
