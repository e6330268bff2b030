"""When somebody is told by e-mail: at once or once a day, and never in their quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from graph.records import Preferences, Way

MORNING = time(8)


def due(made: datetime, chosen: Preferences, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) from which what was made then may be sent to somebody.

    Once a day means: when the quiet hours end, or at eight in the morning where there are none.
    """
    if chosen.way is Way.DAILY:
        quiet = chosen.quiet_from != chosen.quiet_until
        made = _next(made, chosen.quiet_until if quiet else MORNING, zone)
    return after_quiet(made, chosen, zone)


def after_quiet(at: datetime, chosen: Preferences, zone: ZoneInfo) -> datetime:
    """Return `at` (as UTC), or the end of the quiet hours that it falls in."""
    at = at.astimezone(UTC)
    while is_quiet(at, chosen, zone):
        at = _next(at, chosen.quiet_until, zone)
    return at


def is_quiet(at: datetime, chosen: Preferences, zone: ZoneInfo) -> bool:
    """Say whether an instant falls in somebody's quiet hours, by the clock on their wall."""
    begin, end, clock = chosen.quiet_from, chosen.quiet_until, at.astimezone(zone).time()
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def _next(at: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """Return the first instant after `at` when the clock says so.

    The hour that comes twice in autumn counts both times; in the one that is left out in spring
    the clock is taken to go on as before.
    """
    today = at.astimezone(zone).date()
    instants = (
        datetime.combine(today + timedelta(days), clock.replace(fold=fold), zone).astimezone(UTC)
        for days in range(3)
        for fold in (0, 1)
    )
    return min(one for one in instants if one > at)
