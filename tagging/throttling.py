"""How long to wait before the next try to sign in: pure rules, no clock and no database."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from graph.ids import derived_id
from graph.throttles import Throttle

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Brake:
    """The first `free` failures cost nothing; each further one doubles the wait."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return how long the next try is refused after this many failures in a row."""
        beyond = failures - self.free
        if beyond < 0:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(beyond, 20)))


ACCOUNT = Brake(free=5, first=timedelta(seconds=10), longest=timedelta(minutes=15))
# An office shares one address, so that an address is given more room than an account.
CLIENT = Brake(free=30, first=timedelta(seconds=10), longest=timedelta(hours=1))


def brakes(account: str, client: str) -> dict[str, Brake]:
    """Return the throttles that a sign-in to `account` from the address `client` is held by."""
    return {
        derived_id("throttle", "account", account): ACCOUNT,
        derived_id("throttle", "client", _network(client)): CLIENT,
    }


def seconds_to_wait(throttle: Throttle, now: datetime) -> int:
    """Return for how many whole seconds tries are still refused, 0 for not at all."""
    if throttle.blocked_until is None or throttle.blocked_until <= now:
        return 0
    return -int(-(throttle.blocked_until - now).total_seconds() // 1)


def counted(throttle: Throttle, brake: Brake, now: datetime) -> Throttle:
    """Return the throttle with one more failure; a day without any starts it afresh."""
    quiet = throttle.last is None or now - throttle.last > FORGOTTEN_AFTER
    failures = 1 if quiet else throttle.failures + 1
    wait = brake.wait(failures)
    return replace(
        throttle, failures=failures, last=now, blocked_until=now + wait if wait else None
    )


def released(throttle: Throttle, brake: Brake) -> Throttle:
    """Return the throttle after a success: an account's is cleared, an address gets its try back.

    Were the address cleared too, someone with one account could go on guessing the others'.
    """
    failures = 0 if brake is ACCOUNT else max(0, throttle.failures - 1)
    return replace(throttle, failures=failures, blocked_until=None)


def in_words(seconds: int) -> str:
    """Return a wait as people say it, rounded up: '40 seconds', '3 minutes'."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _network(client: str) -> str:
    """Return what of an address to count by: of IPv6, the /64 that one household commands."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return address.exploded[:19]
    return str(getattr(address, "ipv4_mapped", None) or address)
