"""Timing beside a bare round trip, and memory."""

import resource
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

from graph.database import Database

BARE = "RETURN 1"
_WARM_UP = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """How long something took, in milliseconds, and how often it was done."""

    name: str
    times: tuple[float, ...]

    def quantile(self, share: float) -> float:
        """Return the time within which this share of all runs was done (nearest rank)."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def bare_round_trip(db: Database) -> None:
    """Do as little as the driver can in a managed transaction: the yardstick."""
    db.read("RETURN 1")


def side_by_side(
    db: Database,
    tasks: Mapping[str, Sequence[Callable[[], object]]],
    times: int,
    warm_up: int = _WARM_UP,
) -> list[Figures]:
    """Time each task `times` times, in turns, with a bare round trip in every turn.

    A task is a row of variants that take turns too. Taking turns, all meet the same weather: what
    else the machine does, garbage collection, caches. The yardstick is the first of the figures.
    """
    bare: Callable[[], object] = lambda: bare_round_trip(db)  # noqa: E731
    turns = {BARE: cycle([bare]), **{name: cycle(row) for name, row in tasks.items()}}
    taken: dict[str, list[float]] = {name: [] for name in turns}
    for turn in range(-warm_up, times):
        for name, variants in turns.items():
            work = next(variants)
            start = perf_counter()
            work()
            if turn >= 0:
                taken[name].append(1_000 * (perf_counter() - start))
    return [Figures(name, tuple(values)) for name, values in taken.items()]


def peak_megabytes(pid: int) -> float | None:
    """Return the most memory a process has held resident (Linux), in megabytes, else None."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["VmHWM"].split()[0]) / 1_024


def own_peak_megabytes() -> float:
    """Return the most memory that this process has held resident (Linux), in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
