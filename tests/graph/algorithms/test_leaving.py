"""Whose leaving hurts: the quick figures equal those of leaving, estimating and finding anew."""

import numpy as np
import pytest
from hypothesis import given, settings

from graph.algorithms import gaps, leaving, levels, outcomes, trying
from graph.algorithms.changes import Leaves
from graph.algorithms.workforce import Need, NeedSource, Workforce
from tests.graph.algorithms.planning import workforces
from tests.workforces import workforce


def rise(before: Workforce, beliefs: levels.Beliefs, person: int) -> float:
    """Return what leaving adds, the long way."""
    measured = gaps.find(before, beliefs, every=True)
    tried = trying.after(before, beliefs, [Leaves(before.members.ids[person])])
    after = gaps.find(tried.workforce, tried.beliefs, every=True)
    found = outcomes.compare(measured, after)
    return found.after.all - found.before.all


@given(workforces())
@settings(max_examples=60, deadline=None)
def test_everybody_at_once_is_everybody_by_themself(before: Workforce) -> None:
    beliefs = levels.estimate(before)
    measured = gaps.find(before, beliefs, every=True)
    found = leaving.hurts(before, beliefs, measured)
    wanted = [
        rise(before, beliefs, person) if before.members.staff[person] else 0.0
        for person in range(len(before.members.ids))
    ]
    assert found == pytest.approx(np.array(wanted), abs=1e-9)


def test_the_only_one_hurts_more_than_one_of_many() -> None:
    said = [(0, 1, 0, 4, 10), (2, 1, 0, 4, 10)]
    said += [(0, person, 1, 4, 10) for person in (2, 3, 4)]
    needs = [Need(NeedSource.ROLE, skill, 3, 0.8, 1.0) for skill in (0, 1)]
    before = workforce([0] * 5, skills=[("rare", ()), ("usual", ())], said=said, needs=needs)
    beliefs = levels.estimate(before)
    found = leaving.hurts(before, beliefs, gaps.find(before, beliefs, every=True))
    assert int(found.argmax()) == 1
    assert found[1] > 2 * found[2] > 0
