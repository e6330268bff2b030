"""What is looked for, what was understood of it, and who was found."""

from dataclasses import dataclass

from graph.filters import Filters
from graph.records import Person, PersonKind, Ref
from tagging.label_index import How
from tagging.results import Result


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for; team, place, organisation are ids. `kept`: as demand, if in vain.

    `novice` None leaves it to who searches. `without` holds the keys of chips that were taken away,
    `sense` which sense (a key) was chosen for which words.
    """

    text: str
    kind: PersonKind | None = None
    team: str | None = None
    place: str | None = None
    organisation: str | None = None
    level_at_least: int | None = None
    available_now: bool = False
    limit: int = 10
    kept: bool = True
    language: str | None = None
    helped: bool = False
    novice: bool | None = None
    without: tuple[str, ...] = ()
    sense: tuple[tuple[str, str], ...] = ()

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
            self.language,
            self.helped,
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
class Chip:
    """One thing understood. `key` takes it away; `note` says how it was understood, or its fate.

    `kind` is topic, place, language, kind, team, organisation, role, available, level or wish;
    `value` what a filter needs (an id); `dropped` where nobody fitted it, so that it was left out;
    `second` where another of its kind was said before it: one alone is searched for.
    """

    key: str
    kind: str
    label: str
    note: str = ""
    value: str = ""
    dropped: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that ambiguous words may mean; `chosen` where it is what was searched for."""

    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that may mean several things."""

    words: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was understood and who was found; where nobody was, where else to turn.

    `fitting` are people who fit what was said besides topics (a place, a language), `more` says
    that there are more results than were asked for, `warning` that the words hold personal data,
    `about` is what documents are to be looked for by, `region` where, `counted` says that the
    search is counted as demand.
    """

    query: SearchQuery
    matched: tuple[MatchedSkill, ...] = ()
    results: tuple[Result, ...] = ()
    by_name: tuple[Person, ...] = ()
    nearest: tuple[Ref, ...] = ()
    broader: tuple[Ref, ...] = ()
    ask: tuple[Person, ...] = ()
    note: str = ""
    chips: tuple[Chip, ...] = ()
    choices: tuple[Choice, ...] = ()
    fitting: tuple[Person, ...] = ()
    more: bool = False
    warning: str = ""
    about: str = ""
    region: str = ""
    wish: str = ""
    counted: bool = False
