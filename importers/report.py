"""What an import did, row by row where something is wrong, for people and for programs."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from importers.columns import Columns
from tagging.errors import Invalid

MOST_LISTED = 10_000
_LONGEST_VALUE = 120

Progress = Callable[[str, int, int], None]


def quiet(step: str, done: int, total: int) -> None:
    """Show no progress. A `Progress` is told the step, how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something in a row that cannot be used, why, and what to do.

    `loaded` says that the rest of the row was loaded nevertheless.
    """

    row: int
    column: str
    value: str
    reason: str
    mend: str
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do (`dry_run`). The counts are of rows.

    `rejected` lists the first 10,000 problems; `rejected_rows` counts every row not loaded.
    """

    kind: str
    file: str
    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejection, ...]
    rejected_rows: int = 0
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    seconds: float = 0.0

    def to_json(self) -> str:
        """Return the report as JSON; the names are a contract (docs/commands.md)."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


@dataclass
class Tally:
    """The report while it is being made."""

    kind: str
    file: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected_rows: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject(self, row: int, column: str, value: str, reason: str, mend: str) -> None:
        """Note that a row is not loaded."""
        self.rejected_rows += 1
        self._list(Rejection(row, column, _short(value), reason, mend))

    def refuse(
        self, number: int, columns: Columns, row: Sequence[str], error: Invalid, field: str = ""
    ) -> None:
        """Note that a row is not loaded for what is wrong with a field (else with `field`)."""
        named = error.field or field
        reason, _, mend = error.message.partition(". ")
        value = columns.cell(row, named)
        self.reject(number, columns.name(named), value, reason, mend or "Correct the cell.")

    def leave_out(self, row: int, column: str, value: str, reason: str, mend: str) -> None:
        """Note that a row is loaded without this cell."""
        self._list(Rejection(row, column, _short(value), reason, mend, loaded=True))

    def report(self, *, dry_run: bool, seconds: float) -> Report:
        """Return the finished report, its problems in the order of the rows."""
        listed = sorted(self.rejected, key=lambda one: (one.row, one.column))
        return Report(
            self.kind,
            self.file,
            self.added,
            self.changed,
            self.unchanged,
            tuple(listed),
            self.rejected_rows,
            tuple(self.notes),
            dry_run,
            round(seconds, 2),
        )

    def _list(self, rejection: Rejection) -> None:
        if len(self.rejected) < MOST_LISTED:
            self.rejected.append(rejection)


def _short(value: str) -> str:
    """Return a value short enough to be listed, its control characters made visible."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in value[:200])
    one_line = " ".join(printable.split())
    return one_line if len(one_line) <= _LONGEST_VALUE else one_line[: _LONGEST_VALUE - 1] + "…"
