"""How well people are ranked on judged questions: what `signpost evaluate experts` prints.

The ranking is `tagging.ranking.rank`, the one that serves the page, on a store that holds the
people and documents of the folder and nothing else.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

import numpy as np

from graph.algorithms import feedback, fusion, voting
from graph.database import Database
from graph.documents.scored import scored
from tagging.evaluation.expert_metrics import NAMES, measure
from tagging.evaluation.expert_topics import Topic, Topics
from tagging.evaluation.experts_loading import Shelf, Tell, in_time
from tagging.evaluation.metrics import interval
from tagging.permissions import OPERATOR
from tagging.ranking import METHOD, List, Method, Question, Ranked, rank
from tagging.ranking_by_meaning import Words

ENGINE = "Signpost"
RANDOM, COUNT, BM25 = "random", "document count", "BM25 summed over authors"
_ASKED_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One way on the topics of one kind: each measure's mean with its 95 % interval."""

    kind: str
    name: str
    topics: int
    values: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run: the ways, the lists alone and left out, seconds for a question.

    `whole_seconds` is how long all took, with loading and baselines.
    """

    rows: tuple[Row, ...]
    ablation: tuple[Row, ...]
    seconds: tuple[float, float]
    lists: tuple[str, ...]
    whole_seconds: float


def evaluate(
    db: Database, data: Topics, model: Words | None, tell: Tell, method: Method = METHOD
) -> Evaluation:
    """Return how well people are ranked for the folder's questions; `db` must be empty.

    A list by meaning is there with a `model` alone. The seconds are those of the median question
    and of one in a hundred.
    """
    started = perf_counter()
    shelf = Shelf(db, data, model, tell)
    ordered = in_time(data.topics)
    ways: dict[str, list[tuple[Topic, tuple[float, ...]]]] = {}
    parts: dict[str, list[tuple[Topic, tuple[float, ...]]]] = {}
    seconds: list[float] = []
    given = [one for one in (List.DOCUMENTS, List.GRAPH, List.MEANING) if one in method.lists]
    if model is None and List.MEANING in given:
        given.remove(List.MEANING)
    for number, topic in enumerate(ordered, start=1):
        shelf.make_ready(topic)
        began = perf_counter()
        ranked = rank(
            db, OPERATOR, Question(topic.text), _now(), method=method, meaning=model, limit=None
        )
        seconds.append(perf_counter() - began)
        others = _baselines(db, topic, data, shelf)
        for name, people in {ENGINE: [one.person_id for one in ranked], **others}.items():
            ways.setdefault(name, []).append(_measured(topic, people, data))
        for name, people in _ablated(ranked, method, given).items():
            parts.setdefault(name, []).append(_measured(topic, people, data))
        shelf.put_back(topic)
        tell("questions", number, len(ordered))
    return Evaluation(
        tuple(row for name, each in ways.items() for row in _rows(name, each)),
        tuple(row for name, each in parts.items() for row in _rows(name, each)),
        (float(np.median(seconds)), float(np.quantile(seconds, 0.99))),
        tuple(given),
        perf_counter() - started,
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _measured(topic: Topic, people: Sequence[str], data: Topics) -> tuple[Topic, tuple[float, ...]]:
    return topic, measure([one for one in people if one in data.rankable], topic.grades)


def _baselines(db: Database, topic: Topic, data: Topics, shelf: Shelf) -> dict[str, list[str]]:
    shuffled = sorted(data.rankable)
    random.Random(topic.id).shuffle(shuffled)  # noqa: S311 (a baseline, not a secret)
    found = scored(db, feedback.asked(topic.text, most=_ASKED_AT_MOST))
    votes = voting.vote([(score, shelf.authors(key)) for key, score in found.items()], power=1.0)
    counts = {person: float(count) for person, count in shelf.written.items()}
    return {
        RANDOM: shuffled,
        COUNT: voting.in_order(counts),
        BM25: voting.in_order(votes),
    }


def _ablated(
    ranked: Sequence[Ranked], method: Method, given: Sequence[List]
) -> dict[str, list[str]]:
    """Return the ranking by each list alone and without each: of the same lists, joined anew."""
    places: dict[str, dict[str, int]] = {}
    for one in ranked:
        for part in one.parts:
            places.setdefault(part.list, {})[one.person_id] = part.place
    lists = {str(name): _by_value(places.get(name, {})) for name in given}
    alone = {f"{name} alone": each for name, each in lists.items()}
    without = {
        f"without {left_out}": [
            one.key
            for one in fusion.fuse(
                {name: each for name, each in lists.items() if name != left_out}, method.weights
            )
        ]
        for left_out in lists
    }
    return alone | without


def _by_value(places: Mapping[str, int]) -> list[str]:
    return sorted(places, key=lambda person: places[person])


def _rows(name: str, measured: Sequence[tuple[Topic, tuple[float, ...]]]) -> list[Row]:
    by_kind: dict[str, list[tuple[float, ...]]] = {}
    for topic, values in measured:
        by_kind.setdefault(topic.kind, []).append(values)
    rows = []
    for kind, each in sorted(by_kind.items()):
        mean, low, high = interval(np.array(each))
        columns = zip(NAMES, mean.tolist(), low.tolist(), high.tolist(), strict=True)
        rows.append(Row(kind, name, len(each), {key: (m, a, b) for key, m, a, b in columns}))
    return rows
