"""What every noun is made with: pointers, pages of a list, what a write did."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer to any node that is shown by its name: a team, a role, a stand-in, a skill."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list, and the key to ask for the next one with (None: this is the last)."""

    items: tuple[Item, ...] = field(default=())
    next_key: str | None = None


@dataclass(frozen=True, slots=True)
class SaveCounts:
    """What a batch of writes did, by id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __add__(self, other: "SaveCounts") -> "SaveCounts":
        return SaveCounts(
            self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged
        )
