"""Cells that say what is needed: levels, importance, how many people, which team."""

from collections.abc import Iterable

from graph.records import Ref
from importers.columns import printable
from importers.taggings_columns import LEVEL_WORDS
from tagging.errors import Invalid
from tagging.identity import fold, team_ref

USUAL_LEVEL = 3
_IMPORTANCE = {
    "": 0.5, "essential": 1.0, "required": 1.0, "must": 1.0, "high": 1.0, "important": 0.75,
    "medium": 0.5, "desirable": 0.5, "should": 0.5, "low": 0.25, "optional": 0.25,
    "nice to have": 0.25, "could": 0.25,
}  # fmt: skip
_MOST_PEOPLE = 10_000


def level_of(words: str) -> int:
    """Return the level (1 to 5) that a cell says; raises `Invalid` for the column `level`."""
    folded = fold(words)
    if folded not in LEVEL_WORDS:
        raise Invalid("There is no such level. Write 1 to 5.", "level")
    return LEVEL_WORDS[folded] or USUAL_LEVEL


def importance_of(words: str) -> float:
    """Return 0 to 1 for a number of that range, a percentage, or a word such as 'essential'."""
    known = _IMPORTANCE.get(fold(words))
    if known is not None:
        return known
    try:
        percent = words.endswith("%")
        number = float(words.rstrip("% ").replace(",", ".")) / (100 if percent else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise Invalid(
            "It is no importance. Write 0 to 1, a percentage, essential or desirable.",
            "importance",
        )
    return number


def people_of(words: str, field: str, *, least: int = 0) -> int | None:
    """Return how many people a cell says, None for an empty one; raises `Invalid` for `field`."""
    if not words:
        return None
    whole = words.removesuffix(".0")
    if not (whole.isascii() and whole.isdigit() and least <= int(whole[:9]) <= _MOST_PEOPLE):
        raise Invalid(
            f"It is no number of people. Write a whole number from {least} to {_MOST_PEOPLE:,}.",
            field,
        )
    return int(whole)


def one_line(text: str, longest: int, field: str) -> str:
    """Return a cell as one line; raises `Invalid` for `field` where it is too long."""
    line = " ".join(printable(text).split())
    if len(line) > longest:
        raise Invalid(f"The {field} is too long. Use {longest} characters.", field)
    return line


class Teams:
    """Every team that a file can mean: by its id, its path ('North > Employers') or its name."""

    def __init__(self, known: Iterable[Ref]) -> None:
        self._by_id = {team.id: team for team in known}
        self._by_name: dict[str, list[Ref]] = {}
        for team in self._by_id.values():
            self._by_name.setdefault(fold(team.name), []).append(team)

    def find(self, words: str) -> Ref:
        """Return the team that is meant; raises `Invalid` for the column `team`."""
        known = self._by_id.get(words) or self._by_id.get(team_ref(words).id)
        if known:
            return known
        named = self._by_name.get(fold(words), [])
        if len(named) > 1:
            raise Invalid(
                "Several teams have this name. Write its path: North > Employers.", "team"
            )
        if not named:
            raise Invalid("There is no such team. Import its people first.", "team")
        return named[0]
