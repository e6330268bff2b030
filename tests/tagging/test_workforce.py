"""The workforce in memory: the same while nothing changes, and right on the next read."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest

from graph import roles, taggings
from graph.algorithms import levels
from graph.algorithms.workforce import Need, NeedSource, Workforce
from graph.database import Database
from graph.records import Person, Ref, Requirement, Role
from tagging import workforce as module
from tagging.workforce import WorkforceCache
from tests.graph.test_workforce import NOW, filled, plain, put, said, save_people

__all__ = ["filled"]


def beliefs_by_id(cache: WorkforceCache, found: Workforce) -> dict[tuple[str, str], float]:
    beliefs = cache.beliefs(found)
    return {
        (found.members.ids[person], found.skills[skill].id): round(float(mean), 9)
        for person, skill, mean in zip(beliefs.person, beliefs.skill, beliefs.mean, strict=True)
    }


def test_nothing_new_gives_the_same_object(filled: Database) -> None:
    cache = WorkforceCache()
    first = cache.current(filled, NOW)
    assert cache.current(filled, NOW + timedelta(hours=1)) is first
    assert cache.beliefs(first) is cache.beliefs(first)


def test_one_round_trip_when_nothing_changed(filled: Database) -> None:
    cache = WorkforceCache()
    cache.current(filled, NOW)
    read, asked = filled.read, []
    filled.read = lambda *given, **more: asked.append(given) or read(*given, **more)  # type: ignore[method-assign,func-returns-value]
    cache.current(filled, NOW)
    assert len(asked) == 1


def test_a_tagging_counts_on_the_next_read(filled: Database) -> None:
    cache = WorkforceCache()
    before = cache.current(filled, NOW)
    assert ("ada", "boats") not in beliefs_by_id(cache, before)
    put(filled, said("cleo", "ada", "boats", 4))
    after = cache.current(filled, NOW)
    assert after is not before
    assert ("ada", "boats") in beliefs_by_id(cache, after)
    assert after.members is before.members


@pytest.mark.parametrize("seed", range(2))
def test_beliefs_taken_in_equal_beliefs_made_anew(
    filled: Database, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LEARN_ANEW", 100.0)
    random, cache = Random(seed), WorkforceCache()
    cache.beliefs(cache.current(filled, NOW))
    ids = ["ada", "ben", "cleo", "dan"]
    for number in range(8):
        if number == 4:
            ids.append("abe")
            save_people(filled, Person("abe", "Abe"))
        one = said(
            random.choice(ids), random.choice(ids), random.choice(["care", "boats"]),
            random.choice([None, 1, 4, 5]),
        )  # fmt: skip
        if random.random() < 0.2:
            filled.transact(lambda tx, one=one: taggings.remove(tx, one))
        else:
            put(filled, one)
        found = cache.current(filled, NOW)
        kept = cache.beliefs(found)
        anew = levels.estimate(found, fitted=kept.fitted)
        np.testing.assert_array_equal(kept.person, anew.person)
        np.testing.assert_allclose(kept.mean, anew.mean)
        np.testing.assert_allclose(kept.spread, anew.spread)


def test_raters_are_learnt_anew_after_many_changes_and_on_another_day(filled: Database) -> None:
    cache = WorkforceCache()
    first = cache.beliefs(cache.current(filled, NOW))
    for number in range(8):
        put(filled, said("ada", "cleo", "boats", 1 + number % 5))
        cache.current(filled, NOW)
    again = cache.beliefs(cache.current(filled, NOW))
    assert again.fitted is not first.fitted
    tomorrow = cache.current(filled, NOW + timedelta(days=1))
    assert tomorrow.day == (NOW + timedelta(days=1)).date()
    assert cache.beliefs(tomorrow).fitted is not again.fitted


def test_who_left_yesterday_is_gone_today(filled: Database) -> None:
    cache = WorkforceCache()
    last_day = NOW.replace(month=8, day=31)
    assert "ben" in cache.current(filled, last_day).members.ids
    assert "ben" not in cache.current(filled, last_day + timedelta(days=1)).members.ids


def test_scenarios_use_the_raters_of_today(filled: Database) -> None:
    cache = WorkforceCache()
    today = cache.current(filled, NOW)
    known = cache.beliefs(today).fitted
    other = replace(today, day=today.day - timedelta(days=1))
    assert cache.beliefs(other).fitted is known
    assert cache.beliefs(today).fitted is known


def test_needs_are_read_again_when_they_change(filled: Database) -> None:
    cache = WorkforceCache()
    before = cache.current(filled, NOW)
    role = Role("guide", "Guide", requires=(Requirement(Ref("care", "care work"), 3, 0.8),))
    filled.transact(lambda tx: roles.save(tx, [role]))
    after = cache.current(filled, NOW)
    assert before.needs == ()
    assert [(need.source, need.level) for need in after.needs] == [(NeedSource.ROLE, 3)]


def test_needs_of_the_same_content_keep_the_object(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_NEEDS_SECONDS", -1.0)
    given = [(Need(NeedSource.SEARCHES, 0, 3, 0.5, 1.0),)]
    cache = WorkforceCache(lambda db, found, now: given[-1])
    first = cache.current(filled, NOW)
    assert cache.current(filled, NOW) is first
    given.append(())
    assert cache.current(filled, NOW).needs == ()


def test_many_threads_see_one_workforce(filled: Database) -> None:
    cache = WorkforceCache()

    def look(_number: int) -> Workforce:
        found = cache.current(filled, NOW)
        cache.beliefs(found)
        return found

    with ThreadPoolExecutor(6) as pool:
        assert len({id(one) for one in pool.map(look, range(24))}) == 1
        put(filled, said("cleo", "ada", "boats", 4))
        latest = list(pool.map(look, range(24)))
    assert len({id(one) for one in latest}) == 1
    assert (
        plain(latest[0])["statements"] == plain(WorkforceCache().current(filled, NOW))["statements"]
    )
