"""The whole evaluation of suggestions on judged texts: what `signpost evaluate tags` prints."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from tagging.evaluation.ablation import ablated
from tagging.evaluation.baselines import baselines
from tagging.evaluation.calibration import Calibration, calibration
from tagging.evaluation.examples import Example, Examples
from tagging.evaluation.metrics import DEPTH, NAMES, interval, measure
from tagging.evaluation.setting import meaning_of
from tagging.suggestions import Suggester
from tagging.text.aggregate import Hit, best_of_each
from tagging.text.boilerplate import without_boilerplate
from tagging.text.candidates import Candidates
from tagging.text.language import read
from tagging.text.meaning import SentenceModel

Tell = Callable[[str, int, int], None]
ENGINE = "Signpost"
WITH_MEANING = "Signpost with meaning"


@dataclass(frozen=True, slots=True)
class Row:
    """One way on one split: the mean of each measure, with its 95 % interval; texts counted."""

    split: str
    name: str
    texts: int
    values: Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run. `ablation` has RP@5 by way, stage left out, and split."""

    rows: tuple[Row, ...]
    ablation: Mapping[str, Mapping[str, Mapping[str, float]]]
    calibration: Mapping[str, Mapping[str, Calibration]]
    per_second: Mapping[str, float]
    unknown: int


def evaluate(
    examples: Examples, folder: Path, model: SentenceModel | None, tell: Tell
) -> Evaluation:
    """Return how good suggestions are on these texts; `folder` caches what the labels need."""
    plain = Suggester.open(examples.labels, folder, edition="", tell=_step(tell, "labels"))
    judged = [one for one in examples.texts if one.gold]
    ways, ablation, calibrated, speed = {}, {}, {}, {}
    engines = {ENGINE: plain}
    meaning = None
    if model:
        meaning = meaning_of(model, plain.lookup, folder, _step(tell, "meaning of labels"))
        engines[WITH_MEANING] = Suggester.open(examples.labels, folder, edition="", meaning=meaning)
    for name, engine in engines.items():
        found, seconds = _candidates(engine, examples.texts, name, tell)
        hits = {
            key: best_of_each(engine.lookup, engine.weights, each) for key, each in found.items()
        }
        ways[name] = [_ranking(engine, hits[one.id]) for one in judged]
        ablation[name] = _ablation(engine, found, judged)
        calibrated[name] = _calibrated(engine, hits, examples)
        speed[name] = len(examples.texts) / seconds
    for name, make in baselines(examples.labels, meaning).items():
        tell(name, 0, 1)
        ways[name] = make()([one.text for one in judged])
        tell(name, 1, 1)
    rows = [row for name, rankings in ways.items() for row in _rows(name, judged, rankings)]
    return Evaluation(tuple(rows), ablation, calibrated, speed, examples.unknown)


def _candidates(
    engine: Suggester, texts: Sequence[Example], name: str, tell: Tell
) -> tuple[dict[str, list[Candidates]], float]:
    began, found = perf_counter(), {}
    for number, one in enumerate(texts, start=1):
        found[one.id] = engine.lookup.candidates(read(one.text, without_boilerplate(one.text)))
        tell(name, number, len(texts))
    return found, perf_counter() - began


def _ranking(engine: Suggester, hits: Sequence[Hit]) -> list[str]:
    return [engine.lookup.ids[hit.skill] for hit in hits[:DEPTH]]


def _ablation(
    engine: Suggester, found: Mapping[str, list[Candidates]], judged: Sequence[Example]
) -> dict[str, dict[str, float]]:
    result = {}
    for stage, weights in ablated(engine.lookup.names).items():
        rankings = [
            _ranking(engine, best_of_each(engine.lookup, weights, found[one.id])) for one in judged
        ]
        rows = _rows(stage, judged, rankings)
        result[stage] = {row.split: row.values["RP@5"][0] for row in rows}
    return result


def _calibrated(
    engine: Suggester, hits: Mapping[str, Sequence[Hit]], examples: Examples
) -> dict[str, Calibration]:
    by_split: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in examples.texts:
        by_split[one.split] += [
            (hit.probability, engine.lookup.ids[hit.skill] in one.gold) for hit in hits[one.id]
        ]
    return {split: calibration(each) for split, each in by_split.items()}


def _rows(name: str, judged: Sequence[Example], rankings: Sequence[Sequence[str]]) -> list[Row]:
    by_split: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for one, ranking in zip(judged, rankings, strict=True):
        by_split[one.split].append(measure(ranking, one.gold))
    rows = []
    for split, values in by_split.items():
        mean, low, high = interval(np.array(values))
        parts = zip(NAMES, mean.tolist(), low.tolist(), high.tolist(), strict=True)
        rows.append(Row(split, name, len(values), {n: (m, a, b) for n, m, a, b in parts}))
    return rows


def _step(tell: Tell, name: str) -> Callable[[int, int], None]:
    return lambda done, total: tell(name, done, total)
