"""A folder of judged texts: `texts.jsonl` and `labels.jsonl`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.skills import LabelRow
from tagging.errors import SignpostError


class NoExamples(SignpostError):
    """The folder cannot be evaluated; the message says where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """One text of a split, and the ids of the skills that people found in it."""

    id: str
    split: str
    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class Examples:
    """Judged texts and their vocabulary; so many gold labels, `unknown`, are not in it."""

    texts: tuple[Example, ...]
    labels: tuple[LabelRow, ...]
    unknown: int

    @property
    def splits(self) -> tuple[str, ...]:
        """The names of the splits, in the order of the file."""
        return tuple(dict.fromkeys(one.split for one in self.texts))

    def only(self, splits: Sequence[str]) -> "Examples":
        """Return the texts of these splits. Raises `NoExamples` for one that is not there."""
        for split in splits:
            if split not in self.splits:
                there = ", ".join(self.splits)
                raise NoExamples(f"There is no split “{split}” here. There are: {there}.")
        kept = tuple(one for one in self.texts if one.split in splits)
        return Examples(kept, self.labels, self.unknown)


def read_examples(folder: Path) -> Examples:
    """Return the examples in a folder. Raises `NoExamples` where they cannot be read."""
    rows = [_label(row, where) for row, where in _rows(folder, "labels.jsonl")]
    by_label = {label.strip().casefold(): row.id for label, row in rows}
    exact = {label: row.id for label, row in rows}
    texts, unknown = [], 0
    for row, where in _rows(folder, "texts.jsonl"):
        gold = _words(row, "gold", where)
        ids = [exact.get(one) or by_label.get(one.strip().casefold()) for one in gold]
        unknown += ids.count(None)
        split = _word(row, "split", where, "all")
        text = _word(row, "text", where)
        texts.append(Example(str(row.get("id", where)), split, text, frozenset(filter(None, ids))))
    return Examples(tuple(texts), tuple(row for _, row in rows), unknown)


def _rows(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    path = folder / name
    wanted = "Needed: texts.jsonl (id, split, text, gold), labels.jsonl (label, uri, alt_labels)."
    if not path.is_file():
        raise NoExamples(f"{folder} is no folder of judged texts: it has no {name}. {wanted}")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NoExamples(f"{path} cannot be read as UTF-8 text: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise NoExamples(f"{where} is no JSON: {error}. Each line holds one object.") from error
        if not isinstance(row, dict):
            raise NoExamples(f"{where} is no JSON object. {wanted}")
        yield row, where


def _label(row: dict[str, Any], where: str) -> tuple[str, LabelRow]:
    label = _word(row, "label", where)
    others = tuple(_words(row, "alt_labels", where))
    key = _word(row, "uri", where, label)
    return label, LabelRow(key, label, others, (), (), False, None, 0)


def _word(row: dict[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = row.get(name, default)
    if not isinstance(value, str):
        raise NoExamples(f"{where}: “{name}” must be a text, but it is {value!r}.")
    return value


def _words(row: dict[str, Any], name: str, where: str) -> list[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise NoExamples(f"{where}: “{name}” must be a list of texts, but it is {value!r}.")
    return value
