"""When somebody is told: never in their quiet hours, whatever the clock does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.records import Preferences, Way
from tagging.telling_times import due, is_quiet

LONDON = ZoneInfo("Europe/London")
USUAL = Preferences()
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0))
FIRST, LAST = (datetime(year, 1, 1) for year in (2026, 2028))  # noqa: DTZ001 - so asked for
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
WAYS = st.sampled_from(Way)
ZONES = st.sampled_from(
    [LONDON, *map(ZoneInfo, ("Australia/Lord_Howe", "America/St_Johns", "UTC"))]
)


@given(INSTANTS, st.builds(Preferences, WAYS, CLOCKS, CLOCKS), ZONES)
@example(
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
    Preferences(Way.AT_ONCE, time(0), time(1, 30)),
    LONDON,
)
@example(
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC), Preferences(Way.AT_ONCE, time(2), time(1, 30)), LONDON
)
def test_nobody_is_told_in_their_quiet_hours(
    made: datetime, chosen: Preferences, zone: ZoneInfo
) -> None:
    at = due(made, chosen, zone)
    assert made <= at <= made + timedelta(days=4)
    assert not is_quiet(at, chosen, zone)
    if chosen.way is Way.AT_ONCE and not is_quiet(made, chosen, zone):
        assert at == made


@pytest.mark.parametrize(
    ("made", "chosen", "at"),
    [
        ((2026, 1, 5, 12), USUAL, (2026, 1, 5, 12)),
        ((2026, 1, 5, 18), USUAL, (2026, 1, 6, 8)),
        ((2026, 1, 5, 7), USUAL, (2026, 1, 5, 8)),
        ((2026, 7, 5, 20), USUAL, (2026, 7, 6, 7)),  # eight by summer time
        ((2026, 10, 24, 20), USUAL, (2026, 10, 25, 8)),  # the night summer time ends
        ((2026, 3, 28, 20), USUAL, (2026, 3, 29, 7)),  # the night it begins
        ((2026, 1, 5, 12), Preferences(Way.DAILY), (2026, 1, 6, 8)),
        ((2026, 1, 5, 12), Preferences(Way.DAILY, time(9), time(9)), (2026, 1, 6, 8)),
        ((2026, 1, 5, 20), Preferences(Way.AT_ONCE, time(9), time(9)), (2026, 1, 5, 20)),
    ],
)
def test_by_the_clock_on_the_wall(
    made: tuple[int, ...], chosen: Preferences, at: tuple[int, ...]
) -> None:
    assert due(datetime(*made, tzinfo=UTC), chosen, LONDON) == datetime(*at, tzinfo=UTC)  # type: ignore[misc,arg-type]
