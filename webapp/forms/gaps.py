"""What of the gaps is asked for, as it stands in the address."""

from collections.abc import Mapping
from datetime import date

from tagging.gaps.query import WEIGHTS, GapQuery, GroupKind

_KINDS = (GroupKind.TEAM, GroupKind.PLACE, GroupKind.ROLE)


def gap_query(args: Mapping[str, str], today: date) -> GapQuery:
    """Read group, level, day and weights; what cannot be meant is left out, never refused.

    One group at a time: `team`, `place` or `role` with an id, or `about` with both ("team:id"), as
    a form sends it; of several the first.
    """
    kind, unit = _group(args)
    level = args.get("level", "")
    return GapQuery(
        kind=kind,
        unit=unit,
        level=int(level) if level in {"1", "2", "3", "4", "5"} else None,
        as_of=_day(args.get("as-of", ""), today),
        importance=_weight(args.get("importance", "")),
        demand=_weight(args.get("demand", "")),
        lack=_weight(args.get("lack", "")),
        every=args.get("rows") == "all",
    )


def heat_by(args: Mapping[str, str]) -> GroupKind:
    """Return what the columns of the heat map are: teams, unless places or roles are asked for."""
    return next((kind for kind in _KINDS if kind.value == args.get("by")), GroupKind.TEAM)


def _group(args: Mapping[str, str]) -> tuple[GroupKind, str]:
    about, _, chosen = args.get("about", "").partition(":")
    asked = {about: chosen} if chosen else args
    for kind in _KINDS:
        if unit := asked.get(kind.value, ""):
            return kind, unit
    return GroupKind.WHOLE, ""


def _day(words: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if day < today else None


def _weight(words: str) -> float | None:
    return next((one for one in WEIGHTS if words == f"{one:g}"), None)
