"""What is looked for, what was understood of it, and who was found."""

from dataclasses import dataclass

from graph.colleagues import Filters
from graph.records import Person, PersonKind, Ref
from tagging.label_index import How
from tagging.results import Result


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for; team, place, organisation are ids. `kept`: as demand, if in vain."""

    text: str
    kind: PersonKind | None = None
    team: str | None = None
    place: str | None = None
    organisation: str | None = None
    level_at_least: int | None = None
    available_now: bool = False
    limit: int = 10
    kept: bool = True

    @property
    def filters(self) -> Filters:
        """The filters alone."""
        return Filters(
            self.kind,
            self.team,
            self.place,
            self.organisation,
            self.level_at_least,
            self.available_now,
        )


@dataclass(frozen=True, slots=True)
class MatchedSkill:
    """A skill that the question reached: from which words, by which label, how.

    `words` says it for people ('also called ...'), '' where there is nothing to say. `weight`
    (0 to 1) is how much it counts; `narrower` how many skills below it were searched too (of very
    many, those that most people know).
    """

    skill: Ref
    words: str
    typed: str
    label: str
    how: How
    weight: float
    narrower: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What was understood and who was found; where nobody was, where else to turn."""

    query: SearchQuery
    matched: tuple[MatchedSkill, ...] = ()
    results: tuple[Result, ...] = ()
    by_name: tuple[Person, ...] = ()
    nearest: tuple[Ref, ...] = ()
    broader: tuple[Ref, ...] = ()
    ask: tuple[Person, ...] = ()
    note: str = ""
