"""What a batch of records is to the store: new, different or the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from graph.records import SaveCounts


class Keyed(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> str:
        """What tells it from others."""
        ...


Item = TypeVar("Item", bound=Keyed)


def sorted_out(
    given: Sequence[Item], stored: Mapping[str, Item], differ: Callable[[Item, Item], bool]
) -> tuple[list[Item], list[Item], SaveCounts]:
    """Return which of `given` are new, which `differ` from what is stored under their id, and all
    of them counted."""
    added = [one for one in given if one.id not in stored]
    changed = [one for one in given if one.id in stored and differ(one, stored[one.id])]
    touched = {one.id for one in (*added, *changed)}
    counts = SaveCounts(
        added=tuple(one.id for one in added),
        changed=tuple(one.id for one in changed),
        unchanged=tuple(one.id for one in given if one.id not in touched),
    )
    return added, changed, counts
