"""What is asked of a plan, as it stands in the address."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from graph.records import Ref
from tagging.assumptions import LABELS, Given, given, usual
from tagging.plan_words import HOWS

LIMITS = ("budget", "weeks", "hours", "goals", "learners", "contacts", "hires")
COSTS = tuple(usual()["costs"])


def plan_query(args: "MultiDict[str, str]") -> Given:
    """Read limits, ways and costs; raises `Invalid` for what is no number."""
    chosen = set(args.getlist("how"))
    return given(args, frozenset(how for how, name in HOWS.items() if name in chosen))


def plan_address(wanted: Given) -> dict[str, Any]:
    """Return the arguments of an address that `plan_query` reads as `wanted`: what is unusual."""
    usually = usual()["limits"]
    values: dict[str, Any] = {
        name: plain(getattr(wanted, name))
        for name in LIMITS
        if name != "hours" and getattr(wanted, name) != usually[name]
    }
    if wanted.hours is not None:
        values["hours"] = plain(wanted.hours)
    if wanted.hows != frozenset(HOWS):
        values["how"] = [name for how, name in HOWS.items() if how in wanted.hows]
    return values | {name: plain(value) for name, value in wanted.costs.items()}


def cost_fields(wanted: Given) -> list[dict[str, str]]:
    """Return the costs as fields of a form: name, label and value."""
    values: Mapping[str, float] = usual()["costs"] | dict(wanted.costs)
    return [
        {"name": name, "label": LABELS[name][0], "value": plain(values[name])} for name in COSTS
    ]


def plain(value: float | None) -> str:
    """Return a number as it is typed."""
    return "" if value is None else f"{value:g}"


def by_name(refs: tuple[Ref, ...]) -> list[tuple[str, str]]:
    """Return values and words of a choice."""
    return [(one.id, one.name) for one in refs]
