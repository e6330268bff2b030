"""A folder of people, documents, questions and judgements of who answers them best."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from tagging.errors import SignpostError


class NoTopics(SignpostError):
    """The folder cannot be evaluated; the message says where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its words, its authors, what it cites, and its day or year ('' if unknown)."""

    id: str
    title: str
    text: str
    authors: tuple[str, ...]
    cites: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with the people who answer it (grade by person).

    `without` is a document, `before` a day or year from which on none, that is not to be used.
    """

    id: str
    kind: str
    text: str
    grades: dict[str, float]
    without: str
    before: str


@dataclass(frozen=True, slots=True)
class Topics:
    """All of a folder. `rankable` are the people who may be ranked."""

    people: dict[str, str]
    rankable: frozenset[str]
    documents: tuple[Text, ...]
    topics: tuple[Topic, ...]


def read_topics(folder: Path) -> Topics:
    """Return what a folder holds. Raises `NoTopics` where it cannot be read."""
    rows = [row for row, _ in _rows(folder, "people.jsonl")]
    people = {str(row["person_id"]): str(row.get("name") or row["person_id"]) for row in rows}
    judged = {str(row["person_id"]) for row in rows if row.get("judged_candidate")}
    # Of two documents with one id the later counts: the store would keep one, with all authors.
    documents = {one.id: one for one in (_text(*row) for row in _rows(folder, "documents.jsonl"))}
    grades = _grades(folder)
    topics = tuple(_topic(row, grades) for row, _ in _rows(folder, "topics.jsonl"))
    judged_topics = tuple(one for one in topics if one.grades)
    if not judged_topics:
        raise NoTopics(
            f"None of the topics in {folder} has a judgement above 0 in qrels.tsv. Do the topics' "
            "ids in topics.jsonl and in the first column of qrels.tsv agree?"
        )
    return Topics(people, frozenset(judged or people), tuple(documents.values()), judged_topics)


_KEYS = {
    "people.jsonl": ("person_id",),
    "documents.jsonl": ("doc_id", "text", "person_ids"),
    "topics.jsonl": ("topic_id", "query"),
}


def _rows(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    for number, line in enumerate(_lines(folder, name), start=1):
        where = f"{folder / name}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise NoTopics(
                f"{where}: this is not JSON ({error}). Each line is one object in braces."
            ) from error
        missing = [key for key in _KEYS[name] if not isinstance(row, dict) or key not in row]
        if missing:
            raise NoTopics(
                f"{where}: {missing[0]} is missing. Each line needs {', '.join(_KEYS[name])}."
            )
        yield row, where


def _lines(folder: Path, name: str) -> list[str]:
    try:
        return (folder / name).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NoTopics(
            f"{folder / name} cannot be read ({error}). A folder of judged people holds "
            "people.jsonl, documents.jsonl, topics.jsonl and qrels.tsv; see docs/ranking.md."
        ) from error


def _text(row: dict[str, Any], where: str) -> Text:
    return Text(
        id=str(row["doc_id"]),
        title=str(row.get("title") or ""),
        text=str(row["text"] or ""),
        authors=_ids(row, "person_ids", where),
        cites=_ids(row, "linked_doc_ids", where),
        day=str(row.get("date") or row.get("year") or ""),
    )


def _ids(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    found = row.get(key) or ()
    if not isinstance(found, list | tuple):
        raise NoTopics(f'{where}: {key} is not a list. Write ["..."] even round one id.')
    return tuple(dict.fromkeys(str(one) for one in found))


def _topic(row: dict[str, Any], grades: dict[str, dict[str, float]]) -> Topic:
    key = str(row["topic_id"])
    return Topic(
        id=key,
        kind=str(row.get("kind") or "topic"),
        text=str(row["query"] or ""),
        grades=grades.get(key, {}),
        without=str(row.get("exclude_doc_id") or ""),
        before=str(row.get("use_documents_before") or ""),
    )


def _grades(folder: Path) -> dict[str, dict[str, float]]:
    grades: dict[str, dict[str, float]] = {}
    for number, line in enumerate(_lines(folder, "qrels.tsv"), start=1):
        if not line.strip():
            continue
        # Ids may hold spaces; where there is no tab, none of them does.
        parts = line.split("\t") if "\t" in line else line.split()
        try:
            topic, _, person, grade = (part.strip() for part in parts)
            value = float(grade)
        except ValueError as error:
            raise NoTopics(
                f"{folder / 'qrels.tsv'}, line {number}: this is not 'topic 0 person grade'. Four "
                "values with a tab between them are needed, the last a number."
            ) from error
        if value > 0 and isfinite(value):
            grades.setdefault(topic, {})[person] = value
    return grades


def earlier(day: str, before: str) -> bool:
    """Say whether a document is surely from before a day or year; an undated one is not.

    Days are compared as far as both are known ('2015' is not before '2015-06'), numbers of more
    than four digits as instants.
    """
    if not day:
        return False
    if day.isdigit() and before.isdigit() and len(before) > 4:
        return int(day) < int(before)
    length = min(len(day), len(before))
    return day[:length] < before[:length]
