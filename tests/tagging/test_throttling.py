"""How long to wait after failures: the rules, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.throttles import Throttle
from tagging import throttling
from tagging.throttling import ACCOUNT, CLIENT

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
brakes = st.sampled_from([ACCOUNT, CLIENT])
failures = st.integers(min_value=0, max_value=10**6)


@given(brakes, failures)
def test_a_wait_never_shrinks_and_never_exceeds_the_longest(
    brake: throttling.Brake, count: int
) -> None:
    assert brake.wait(count) <= brake.wait(count + 1) <= brake.longest


@given(brakes)
def test_a_few_mistakes_cost_nothing(brake: throttling.Brake) -> None:
    assert brake.wait(brake.free - 1) == timedelta(0)
    assert brake.wait(brake.free) == brake.first
    assert brake.wait(brake.free + 1) == 2 * brake.first


def test_guessing_for_a_day_gets_about_a_hundred_tries() -> None:
    throttle, now, tries = Throttle("t"), NOW, 0
    while now < NOW + timedelta(days=1):
        throttle = throttling.counted(throttle, ACCOUNT, now)
        tries += 1
        now += timedelta(seconds=throttling.seconds_to_wait(throttle, now) + 1)
    assert tries < 110


def test_a_quiet_day_starts_afresh() -> None:
    worn = Throttle("t", 50, NOW - timedelta(hours=25), NOW - timedelta(hours=24))
    assert throttling.counted(worn, ACCOUNT, NOW) == Throttle("t", 1, NOW, None)


def test_a_success_clears_the_account_but_gives_an_address_one_try_back() -> None:
    throttle = Throttle("t", 7, NOW, NOW + timedelta(minutes=1))
    assert throttling.released(throttle, ACCOUNT).failures == 0
    assert throttling.released(throttle, CLIENT).failures == 6
    assert throttling.released(throttle, CLIENT).blocked_until is None


@given(st.integers(min_value=0, max_value=7200))
def test_a_wait_is_told_in_whole_units(seconds: int) -> None:
    words = throttling.in_words(seconds)
    assert words.split()[1].rstrip("s") in {"second", "minute"}


def test_seconds_to_wait_round_up() -> None:
    throttle = Throttle("t", 5, NOW, NOW + timedelta(seconds=9, milliseconds=1))
    assert throttling.seconds_to_wait(throttle, NOW) == 10
    assert throttling.seconds_to_wait(throttle, NOW + timedelta(seconds=10)) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_addresses_are_counted_by_household(one: str, other: str, same: bool) -> None:
    assert (throttling.brakes("a", one) == throttling.brakes("a", other)) is same
