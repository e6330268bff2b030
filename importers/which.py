"""Which skill a file means: by id, by URI, by its label or by an alternative one."""

from collections.abc import Iterable
from dataclasses import dataclass

from tagging.identity import clean_id, fold, skill_id
from tagging.skills_loading import KnownSkill


@dataclass(frozen=True, slots=True)
class UnknownSkill:
    """No skill, or more than one, is meant by these words: why, and what to do.

    `new` says that the words could become a skill of their own.
    """

    reason: str
    mend: str
    new: bool


class Skills:
    """Every skill that can be meant, in memory: ids and labels only."""

    def __init__(self, known: Iterable[KnownSkill] = ()) -> None:
        self._labels: dict[str, str] = {}
        self._preferred: dict[str, set[str]] = {}
        self._alternative: dict[str, set[str]] = {}
        self._by_uri: dict[str, str] = {}
        self._replaced: dict[str, str] = {}
        self._found: dict[str, str] = {}
        for skill in known:
            self.add(skill.id, skill.label, skill.alternative_labels, skill.matches)
            if skill.replaced_by:
                self._replaced[skill.id] = skill.replaced_by

    def add(
        self, own_id: str, label: str, others: Iterable[str] = (), uris: Iterable[str] = ()
    ) -> None:
        """Add a skill; one that is there already gets more labels."""
        self._labels[own_id] = label
        self._preferred.setdefault(fold(label), set()).add(own_id)
        for other in others:
            self._alternative.setdefault(fold(other), set()).add(own_id)
        for uri in uris:
            self._by_uri[uri] = own_id

    def find(self, words: str) -> str | UnknownSkill:
        """Return the id of the skill that these words mean, or why that cannot be said."""
        known = self._found.get(words)
        if known is not None:
            return known
        found = self._look_up(words)
        if isinstance(found, str):
            self._found[words] = found
        return found

    def _look_up(self, words: str) -> str | UnknownSkill:
        for own_id in (words, self._by_uri.get(words, ""), clean_id("skill", words)):
            if own_id in self._labels:
                return self._current(own_id)
        folded = fold(words)
        ids = self._preferred.get(folded) or self._alternative.get(folded) or set()
        ids = {self._current(own_id) for own_id in ids}
        if len(ids) == 1:
            return next(iter(ids))
        if ids:
            names = ", ".join(sorted(f"{self._labels[own_id]} ({own_id})" for own_id in ids)[:4])
            return UnknownSkill("Several skills have this label", f"Give the id: {names}.", False)
        if skill_id(words) in self._labels:
            return skill_id(words)
        return UnknownSkill("No skill has this id or label", "Import the skill first.", True)

    def _current(self, own_id: str) -> str:
        """Return what took the place of a retired skill; any other stands for itself."""
        seen = {own_id}
        while (other := self._replaced.get(own_id)) and other not in seen:
            own_id = other
            seen.add(own_id)
        return own_id
