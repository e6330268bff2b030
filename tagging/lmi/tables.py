"""The tables beside this file: what is proposed, and the cues that speak for it."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a classification: its code, its official name and its cues."""

    code: str
    name: str
    cues: tuple[str, ...]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of `<name>.csv` (code, name, cues parted by semicolons)."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["code"], row["name"], tuple(_parts(row["cues"])))
            for row in csv.DictReader(file)
        )


def _parts(cues: str | None) -> list[str]:
    return [cue.strip() for cue in (cues or "").split(";") if cue.strip()]


@cache
def table(name: str) -> dict[str, Any]:
    """Return `<name>.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Return the cues of each value in `<name>.toml`, whose values are lists or lines of cues."""
    return {key: tuple(_lines(cues)) for key, cues in table(name).items()}


def _lines(cues: str) -> list[str]:
    return [cue for line in cues.splitlines() for cue in _parts(line)]
