"""What text analysis hands over, for the tests of what becomes of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """A skill or new term found in a text: shaped as `tagging.suggestions.Found`."""

    skill: str | None
    label: str
    kind: str
    probability: float
    sentence: str
    start: int
    end: int
    features: dict[str, float] = field(default_factory=dict)
    decided: str = ""


@dataclass(frozen=True)
class Proposal:
    """A detail proposed for a document: shaped as `tagging.lmi.Proposal`."""

    field: str
    value: str
    probability: float
    sentence: str
    start: int
    end: int


def sentence_of(text: str, words: str) -> tuple[str, int, int]:
    """Return the sentence of a text that words stand in, and where the words begin and end."""
    start = text.index(words)
    begin = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1, 0)
    ends = [place + 1 for place in (text.find(". ", start), text.find(".\n", start)) if place >= 0]
    return text[begin : min(ends, default=len(text))], start, start + len(words)


def found(text: str, words: str, skill: str | None, probability: float, **rest: object) -> Found:
    """Return a skill (or None: a new term) found by these words in a text."""
    kind = "explicit" if skill else "new term"
    given: dict[str, object] = {"label": words, "kind": kind} | rest
    return Found(skill=skill, probability=probability, **_place(text, words), **given)  # type: ignore[arg-type]


def proposal(text: str, words: str, detail: str, value: str, probability: float) -> Proposal:
    """Return a detail of a document proposed because of these words in its text."""
    return Proposal(detail, value, probability, *sentence_of(text, words))


def _place(text: str, words: str) -> dict[str, object]:
    return dict(zip(("sentence", "start", "end"), sentence_of(text, words), strict=True))
