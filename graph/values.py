"""Between what the driver returns and plain Python: instants, days, and rows into records.

The driver's own time types are recognised by their `to_native`, so that only `graph/database.py`
knows the driver.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

from graph.records import Ref


def instant(value: Any) -> datetime:
    """Return a stored instant as an aware UTC datetime; naive values are taken as UTC.

    Neo4j keeps nanoseconds, Python microseconds: what is finer is cut off.
    """
    native = cast(datetime, value.to_native() if hasattr(value, "to_native") else value)
    return native.replace(tzinfo=UTC) if native.tzinfo is None else native.astimezone(UTC)


def instant_or_none(value: Any) -> datetime | None:
    """Return a stored instant as an aware UTC datetime, or None where nothing is stored."""
    return None if value is None else instant(value)


def from_milliseconds(value: int) -> datetime:
    """Return the instant so many milliseconds after 1970 began."""
    return datetime.fromtimestamp(value / 1_000, UTC)


def day(value: Any) -> date:
    """Return a stored date as a plain date."""
    return cast(date, value.to_native() if hasattr(value, "to_native") else value)


def day_or_none(value: Any) -> date | None:
    """Return a stored date as a plain date, or None where nothing is stored."""
    return None if value is None else day(value)


def ref(value: Mapping[str, Any]) -> Ref:
    """Return the `Ref` of a map that holds `id` and `name`."""
    return Ref(value["id"], value["name"])


def ref_or_none(value: Mapping[str, Any] | None) -> Ref | None:
    """Return the `Ref` of a map with `id` and `name`, or None where there is none."""
    return None if value is None or value["id"] is None else ref(value)


def refs(values: Sequence[Mapping[str, Any]] | None) -> tuple[Ref, ...]:
    """Return the `Ref`s of a list of maps with `id` and `name`, in the order given."""
    return tuple(ref(value) for value in values or () if value["id"] is not None)


def words(values: Sequence[str] | None) -> tuple[str, ...]:
    """Return a stored list of strings as a tuple; a missing property is an empty one."""
    return tuple(values or ())
