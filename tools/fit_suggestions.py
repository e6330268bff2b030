"""Fit the weights of suggestions: `python -m tools.fit_suggestions FOLDER`.

FOLDER has judged texts (docs/suggestions.md). Only splits whose name ends in `-validation` are
read. Writes `tagging/text/model.json`, and for the ablation `tagging/evaluation/ablated.json`.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

import click

from tagging.evaluation.ablation import STAGES
from tagging.evaluation.examples import read_examples
from tagging.evaluation.fitting import PENALTY, Judged, fit, judge
from tagging.evaluation.setting import meaning_of
from tagging.suggestions import Suggester, Weights
from tagging.text.fusion import AGAIN, AGAIN_WEIGHT
from tagging.text.meaning import sentence_model

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "tagging" / "text" / "model.json"
CACHE = Path(gettempdir(), "signpost-fit")
ABLATED = ROOT / "tagging" / "evaluation" / "ablated.json"


@dataclass(frozen=True)
class Table:
    """The judged candidates of every validation text, with or without meaning."""

    names: tuple[str, ...]
    judged: list[Judged]

    def weights(self, penalty: float, without: tuple[str, ...] = ()) -> dict[str, float]:
        """Return the fitted weights, without some signs."""
        fitted = fit(self.names, self.judged, penalty, without).weights
        return fitted | {AGAIN: AGAIN_WEIGHT}


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--cache", type=click.Path(path_type=Path), default=Path(gettempdir(), "signpost-fit")
)
@click.option("--penalty", default=PENALTY, show_default=True)
def main(folder: Path, cache: Path, penalty: float) -> None:
    """Fit on the validation splits in FOLDER."""
    examples = read_examples(folder)
    examples = examples.only([name for name in examples.splits if name.endswith("-validation")])
    nothing = Weights({}, {})
    plain = Suggester.open(examples.labels, cache, edition="", model=nothing)
    meaning = meaning_of(sentence_model(), plain.lookup, cache)
    tables = {}
    for name, given in (("plain", None), ("meaning", meaning)):
        suggester = Suggester.open(examples.labels, cache, edition="", model=nothing, meaning=given)
        judged = [judge(suggester, one) for one in examples.texts]
        tables[name] = Table(suggester.lookup.names, judged)
        right, gold = (
            sum(len(set(j.skills[j.right].tolist())) for j in judged),
            sum(j.gold for j in judged),
        )
        click.echo(f"{name}: {right} of {gold} skills are among the candidates")
    spread = fit(tables["meaning"].names, tables["meaning"].judged, penalty).spread
    fitted = {name: table.weights(penalty) for name, table in tables.items()}
    _write(MODEL, Weights(**fitted, spread=spread).to_json())
    ablated = {
        name: {
            stage: table.weights(penalty, signs)
            for stage, signs in STAGES.items()
            if set(signs) & set(table.names)
        }
        for name, table in tables.items()
    }
    _write(ABLATED, json.dumps(ablated, indent=1))
    for name, weights in fitted.items():
        click.echo(
            f"{name}: " + ", ".join(f"{sign} {value:.2f}" for sign, value in weights.items())
        )


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
