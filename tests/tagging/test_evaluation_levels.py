"""Planted levels are recovered: closer than the mean of the ratings, with honest intervals."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from graph.algorithms.workforce import From
from tagging.evaluation import levels
from tagging.evaluation.simulating import DAY, REGIMES, Regime, simulate
from webapp.commands.evaluate import command

# Where ratings agree much already, there is less to gain: docs/levels.md.
_LESS_TO_GAIN = {"many raters": 0.18, "whole levels": 0.08, "far apart": 0.10}
# Other seeds than any that the model was tried on.
_SEED, _TIMES = 7_000, 3


@pytest.fixture(scope="module")
def evaluation() -> levels.Evaluation:
    return levels.evaluate(_SEED, times=_TIMES)


@pytest.mark.parametrize("name", [one.name for one in REGIMES])
def test_levels_are_recovered_in_every_regime(evaluation: levels.Evaluation, name: str) -> None:
    row = next(row for row in evaluation.rows if row.regime.name == name)
    assert row.mean.less >= _LESS_TO_GAIN.get(name, 0.25)
    assert 0.85 <= row.mean.covered <= 0.95
    assert row.mean.calibration < 0.1


def test_all_together_the_error_is_a_quarter_less(evaluation: levels.Evaluation) -> None:
    assert evaluation.together.less >= 0.25
    assert 0.88 <= evaluation.together.covered <= 0.92
    usual = evaluation.rows[0].mean
    assert all(one.error > usual.error - 0.002 for one in evaluation.without.values())


def test_a_regime_that_nothing_was_tried_on() -> None:
    other = Regime("other", "", mean=3.4, spread=0.7, bias=0.8, noise=0.9, own_bias=1.2, years=2.5,
                   drift=0.35, unsaid=0.25, mutual=0.3, favour=0.5, raters=2.0)  # fmt: skip
    found = levels.measure(simulate(other, 400, 99))
    assert found.less >= 0.25
    assert 0.85 <= found.covered <= 0.95


def test_the_same_seed_gives_the_same_organisation() -> None:
    one, other = simulate(REGIMES[0], 60, 5), simulate(REGIMES[0], 60, 5)
    np.testing.assert_array_equal(one.levels, other.levels)
    np.testing.assert_array_equal(one.workforce.statements.level, other.workforce.statements.level)
    assert (simulate(REGIMES[0], 60, 6).levels != one.levels).any()


def test_an_organisation_is_as_its_regime_says() -> None:
    regime = Regime("plain", "", mutual=0.5, unsaid=0.5, own=1.0, whole=True, years=1.0)
    made = simulate(regime, 120, 1)
    said = made.workforce.statements
    assert set(np.unique(made.levels)) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    assert set(np.unique(said.level)) <= set(range(6))
    assert 0.4 < (said.level == 0).mean() < 0.6
    assert said.made.max() <= DAY.toordinal()
    own = said.tagger == said.person
    sources = list(From)
    assert (said.source[own] == sources.index(From.SELF)).all()
    assert (said.source[~own] != sources.index(From.SELF)).all()
    keys = set(zip(said.tagger.tolist(), said.person.tolist(), said.skill.tolist(), strict=True))
    assert len(keys) == len(said.person)
    back = [(p, t, s) in keys for t, p, s in keys if t != p]
    assert 0.35 < np.mean(back) < 0.7


def test_what_is_printed() -> None:
    given = ["levels", "--seed", "3", "--people", "40", "--times", "1"]
    plain = CliRunner().invoke(command, given)
    assert plain.exit_code == 0, plain.output
    assert "1 organisations of 40 people each" in plain.output
    machine = CliRunner().invoke(command, [*given, "--json"])
    data = json.loads(machine.stdout)
    assert {row["regime"] for row in data["regimes"]} == {one.name for one in REGIMES}
    assert data["seeds"] == [3]
    assert set(data["together"]) == {
        "error", "of_mean", "covered", "width", "calibration", "less",
    }  # fmt: skip
