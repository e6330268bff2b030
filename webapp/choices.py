"""What lists can be filtered by, remembered for a minute: counting everybody is slow work."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from flask import current_app

from tagging import people
from webapp import current

_KEPT_SECONDS = 60.0
_MOST = 300


@dataclass(frozen=True)
class _Remembered:
    """Choices, and when they were read (seconds on the process's clock)."""

    choices: people.Choices
    at: float


def choices() -> people.Choices:
    """Return the teams, organisations and places to filter by, at most a minute old.

    Of very many, the ones with the most people; each list is by name.
    """
    held: _Remembered | None = current_app.extensions.get("choices")
    if held is None or monotonic() - held.at > _KEPT_SECONDS:
        found = people.choices(current.db(), current.viewer())
        lists = (found.teams, found.organisations, found.places)
        held = _Remembered(people.Choices(*map(_largest, lists)), monotonic())
        current_app.extensions["choices"] = held
    return held.choices


def _largest(counted: Sequence[Any]) -> tuple[Any, ...]:
    most = sorted(counted, key=lambda one: -one.people)[:_MOST]
    kept = {one.ref.id for one in most}
    return tuple(one for one in counted if one.ref.id in kept)
