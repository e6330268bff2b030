"""Statements in an order that lets the store sum each person up once, as early as possible."""

from graph.records import Tagging


class InOrder:
    """Collects statements until those about each of their people are there, as far as one knows.

    While a file has everybody's rows in one run (as most exports do), statements are ready every
    few thousand rows and can be saved while the rest is read. From the first person on who comes
    again, they are held back until there are `most`, to be sorted.
    """

    def __init__(self, enough: int, most: int) -> None:
        self._enough = enough
        self._most = most
        self._waiting: list[Tagging] = []
        self._begun: set[str] = set()
        self._current = ""
        self._in_runs = True

    def add(self, statement: Tagging) -> list[Tagging]:
        """Take one more, and return those that are ready now, by person and skill; mostly none."""
        ready: list[Tagging] = []
        if self._in_runs and statement.person != self._current:
            self._in_runs = statement.person not in self._begun
            self._begun.add(statement.person)
            self._current = statement.person
            if self._in_runs and len(self._waiting) >= self._enough:
                ready = self.rest()
        self._waiting.append(statement)
        return ready if ready or len(self._waiting) < self._most else self.rest()

    def rest(self) -> list[Tagging]:
        """Return all that is still held back, by person and skill."""
        ready, self._waiting = self._waiting, []
        ready.sort(key=lambda one: (one.person, one.skill))
        return ready
