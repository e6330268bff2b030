"""How outside figures become levels and importance of ours: `mapping.toml`, or a file like it."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tagging.errors import ImportFailed

SHIPPED = Path(__file__).with_name("mapping.toml")


@dataclass(frozen=True, slots=True)
class Esco:
    """What ESCO's two kinds of need are here; `optional` says whether the weaker kind is taken."""

    essential_importance: float
    essential_level: int
    optional_importance: float
    optional_level: int
    optional: bool

    def of(self, relation: str) -> tuple[int, float]:
        """Return level and importance of an 'essential' or 'optional' skill."""
        if relation == "essential":
            return self.essential_level, self.essential_importance
        return self.optional_level, self.optional_importance


@dataclass(frozen=True, slots=True)
class Onet:
    """Where O*NET's scales meet ours; see `mapping.toml`."""

    importance_from: float
    importance_to: float
    least_importance: float
    level_begins: tuple[float, ...]

    def importance(self, figure: float) -> float:
        """Return an importance of O*NET's (1 to 5) as one of ours (0 to 1), to two places."""
        share = (figure - self.importance_from) / (self.importance_to - self.importance_from)
        return round(min(1.0, max(0.0, share)), 2)

    def level(self, figure: float) -> int:
        """Return a level of O*NET's (0 to 7) as one of ours (1 to 5)."""
        return 1 + bisect_right(self.level_begins, figure)

    def matters(self, figure: float) -> bool:
        """Say whether what has this importance (1 to 5) belongs to a profile."""
        return figure >= self.least_importance


@dataclass(frozen=True, slots=True)
class Mapping:
    """Both mappings."""

    esco: Esco
    onet: Onet


def read_mapping(path: Path | None = None) -> Mapping:
    """Read a mapping, the shipped one by default; raises `ImportFailed` saying what is wrong."""
    path = path or SHIPPED
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImportFailed(f"{path.name} cannot be read as a mapping: {error}.") from error
    shipped = tomllib.loads(SHIPPED.read_text("utf-8"))
    for part, values in found.items():
        known = shipped.get(part)
        if not isinstance(known, dict) or not isinstance(values, dict):
            raise ImportFailed(f"{path.name} has a part '{part}'. The parts are esco and onet.")
        if odd := sorted(set(values) - set(known)):
            raise ImportFailed(
                f"{path.name} sets '{odd[0]}' in {part}. It can set {', '.join(known)}."
            )
    try:
        esco = Esco(**_typed(Esco, shipped["esco"] | found.get("esco", {})))
        onet = Onet(**_typed(Onet, shipped["onet"] | found.get("onet", {})))
    except (TypeError, ValueError) as error:
        raise ImportFailed(f"{path.name}: a figure is not a number ({error}).") from error
    _check(esco, onet, path.name)
    return Mapping(esco, onet)


def _typed(kind: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as the record has them; a list becomes a tuple of numbers."""
    typed: dict[str, Any] = {}
    for one in fields(kind):
        value = values[one.name]
        if isinstance(value, bool) != (one.type is bool or one.type == "bool"):
            raise ValueError(one.name)
        if isinstance(value, list):
            typed[one.name] = tuple(float(each) for each in value)
        elif isinstance(value, int | float):
            typed[one.name] = value
        else:
            raise TypeError(one.name)
    return typed


def _check(esco: Esco, onet: Onet, name: str) -> None:
    levels = (esco.essential_level, esco.optional_level)
    weights = (esco.essential_importance, esco.optional_importance)
    begins = onet.level_begins
    wrong = ""
    if any(level not in range(1, 6) for level in levels):
        wrong = "a level is from 1 to 5"
    elif any(not 0 < weight <= 1 for weight in weights):
        wrong = "an importance is above 0 and at most 1"
    elif len(begins) != 4 or list(begins) != sorted(begins):
        wrong = "level_begins has four figures that rise"
    elif onet.importance_from >= onet.importance_to:
        wrong = "importance_from is below importance_to"
    if wrong:
        raise ImportFailed(f"{name}: {wrong}.")
