"""How the figures are printed, and kept as JSON."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Figures

P50_LIMIT, P99_LIMIT = 6.0, 12.0


class Report:
    """Prints each table as soon as it is there, and remembers every figure for `--json`."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self.data: dict[str, Any] = {}
        self.missed: list[str] = []

    def say(self, words: str) -> None:
        """Print what happens next."""
        self.console.print(words)

    def times(self, title: str, figures: Sequence[Figures], *, p99_ms: float | None = None) -> None:
        """Print p50 and p99 of each beside the first one (the yardstick), as ratios too.

        With `p99_ms` the limit is that time; else the limits are 6 (p50) and 12 (p99) yardsticks.
        """
        yard = figures[0]
        table = Table("", "p50 ms", "p99 ms", "p50 ratio", "p99 ratio", title=title)
        kept = []
        for one in figures:
            p50, p99 = one.quantile(0.5), one.quantile(0.99)
            ratios = (p50 / yard.quantile(0.5), p99 / yard.quantile(0.99))
            table.add_row(one.name, *(f"{value:.2f}" for value in (p50, p99, *ratios)))
            kept.append(
                {"name": one.name, "p50_ms": p50, "p99_ms": p99, "p50_ratio": ratios[0]}
                | {"p99_ratio": ratios[1], "runs": len(one.times)}
            )
            over = p99 > p99_ms if p99_ms else ratios[0] > P50_LIMIT or ratios[1] > P99_LIMIT
            if over:
                self.missed.append(f"{title}: {one.name}")
        self.console.print(table)
        self.data[title] = kept

    def beside(self, title: str, figures: Sequence[Figures]) -> None:
        """Print p50 and p99 of each beside the first one, with no limit."""
        missed = len(self.missed)
        self.times(title, figures)
        del self.missed[missed:]

    def numbers(self, title: str, values: dict[str, float | int | str | None]) -> None:
        """Print named figures."""
        table = Table("", "", title=title, show_header=False)
        for name, value in values.items():
            shown = f"{value:,.2f}" if isinstance(value, float) else f"{value}"
            table.add_row(name, shown if value is not None else "not measured here")
        self.console.print(table)
        self.data[title] = values

    def limit(self, what: str, *, kept: bool) -> None:
        """Remember a limit that was not kept."""
        if not kept:
            self.missed.append(what)
