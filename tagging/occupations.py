"""Outside profiles of jobs beside our own: which of our skills they mean, and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from graph import skill_matches
from graph.database import Queryable
from graph.records import Asked, Occupation, Ref, Requirement, Role, Sourced
from tagging.vocabulary_in_memory import Vocabulary

State = Literal["as asked", "higher", "lower", "missing", "not in the vocabulary"]
Meant = Callable[[Asked], Ref | None]
_ATTRIBUTION = {
    "ESCO": "This uses the ESCO classification of the European Commission{version}.",
    "O*NET": (
        "This includes information from the O*NET {version}Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
        "licence. O*NET® is a trademark of USDOL/ETA. Signpost has modified some of this "
        "information. USDOL/ETA has not approved, endorsed or tested these modifications."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that an outside profile asks for, which skill it is here, what our profile says."""

    asked: Asked
    skill: Ref | None
    required: Requirement | None

    @property
    def state(self) -> State:
        """How our profile stands to it."""
        if self.skill is None:
            return "not in the vocabulary"
        if self.required is None:
            return "missing"
        if self.required.level == self.asked.level:
            return "as asked"
        return "higher" if self.required.level > self.asked.level else "lower"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A role's profile beside one that it was taken from, with the words that its licence wants."""

    sourced: Sourced
    lines: tuple[Line, ...]
    attribution: str

    def of(self, *states: State) -> tuple[Line, ...]:
        """Return the lines in one of these states."""
        return tuple(line for line in self.lines if line.state in states)


def meaning(db: Queryable, vocabulary: Vocabulary) -> Meant:
    """Return what tells which of our skills an outside one is.

    First by the address that a skill says it matches, then by its very label: a preferred one
    before an alternative one, and none where several skills have it.
    """
    by_address = {
        address: skill for skill, found in skill_matches.matches(db).items() for address in found
    }

    def meant(asked: Asked) -> Ref | None:
        known = by_address.get(asked.uri) if asked.uri else None
        ref = vocabulary.ref(vocabulary.current_id(known)) if known else None
        return ref or vocabulary.named(asked.label)

    return meant


def compare(role: Role, sourced: Sourced, meant: Meant) -> Comparison:
    """Return a role's profile beside an outside one, what matters most first."""
    required = {one.skill.id: one for one in role.requires}
    lines = []
    for asked in sorted(sourced.occupation.asks, key=_weight):
        skill = meant(asked)
        lines.append(Line(asked, skill, required.get(skill.id) if skill else None))
    return Comparison(sourced, tuple(lines), attribution(sourced.occupation))


def _weight(asked: Asked) -> tuple[float, int, str]:
    return -asked.importance, -asked.level, asked.label


def attribution(occupation: Occupation) -> str:
    """Return the words that the publisher of a profile wants where it is shown."""
    version = occupation.version
    if occupation.scheme == "O*NET":
        return _ATTRIBUTION["O*NET"].format(version=f"{version} " if version else "")
    words = _ATTRIBUTION.get(occupation.scheme, "Taken from {scheme}{version}.")
    return words.format(scheme=occupation.scheme, version=f", version {version}" if version else "")
