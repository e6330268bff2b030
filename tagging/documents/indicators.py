"""What can be told about a document's quality without a person: one indicator per criterion.

They stand beside people's marks and never replace them. Each is between 0 (poor) and 1 (good),
and says in words what it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from graph.records import CRITERIA, LMI_TYPES, Document
from tagging.documents import readability
from tagging.lmi import source
from tagging.lmi.cues import Cues, Reading
from tagging.lmi.tables import phrases
from tagging.lmi.types import spoken_of
from tagging.text.splitting import Span

# Half-lives in days: after one, a document of this type is worth half. Vacancies are gone in a
# month; official pay figures come once a year; routes in change with the rules for courses;
# the structure of a sector changes slowly. An organisation's judgement, not a measured value.
HALF_LIVES: dict[str, int] = {
    "vacancies": 30,
    "demand": 365,
    "progression": 365,
    "recruitment": 2 * 365,
    "trends": 2 * 365,
    "variation": 2 * 365,
    "skills": 2 * 365,
    "entry": 3 * 365,
    "equality": 3 * 365,
    "structure": 5 * 365,
}
KINDS_HALF_LIVES: dict[str, int] = {
    "vacancy list": 30,
    "news": 90,
    "event": 30,
    "job profile": 3 * 365,
    "method note": 5 * 365,
    "guide": 3 * 365,
}
USUAL_HALF_LIFE = 2 * 365
_QUESTIONS = {
    "sell": "It speaks as an advertisement does: who says so, and is it so for everybody?",
    "absolute": "It allows no exception: is there none?",
    "group": "It speaks of a group of people as if they were alike: would they agree?",
}
_EXCLAIMED = "An exclamation: would a plain statement do?"
_NO_DATE = 0.25
_SUPERSEDED = 0.2
_ENOUGH_SOURCES = 3
_USES_FOR_HALF = 3
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30.44, 365.25
_UNTIL_DAYS, _UNTIL_MONTHS = 60, 730
_LONGEST_QUOTE = 140


@dataclass(frozen=True, slots=True)
class Indicator:
    """One criterion (a key of `CRITERIA`), a value from 0 to 1, and what it rests on in words."""

    criterion: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question about a sentence that may show one side only; offsets count characters."""

    question: str
    sentence: str
    start: int
    end: int


def indicators(document: Document, *, reuse: int, now: datetime) -> tuple[Indicator, ...]:
    """Return one indicator for each criterion, in the order of `CRITERIA`.

    `reuse` counts uses: packs it is in, other documents that share its tags, times opened.
    """
    text = Reading(document.text, [Span(0, len(document.text))])
    found = {
        "reliability": reliability(document, text),
        "comprehensiveness": comprehensiveness(document, text),
        "currency": currency(document, now),
        "relevance": relevance(reuse),
        "accessibility": accessibility(document.text),
        "impartiality": impartiality(text),
    }
    return tuple(found[criterion] for criterion in CRITERIA)


def currency(document: Document, now: datetime) -> Indicator:
    """Return how much a document's age leaves: 0.5 ** (age / half-life), the mean of its types."""
    known = document.source_date or document.published
    since = known or (document.added.date() if document.added else None)
    if since is None:
        return Indicator("currency", _NO_DATE, "It says no date, so its age is unknown.")
    days = max(0, (now.date() - since).days)
    lives = half_lives(document)
    value = sum(0.5 ** (days / life) for life in lives.values()) / len(lives)
    fastest = min(lives, key=lambda name: lives[name])
    words = f"{_age(days, known)}. {_loses(fastest, lives[fastest])}"
    if document.superseded:
        return Indicator("currency", min(value, _SUPERSEDED), f"A newer edition exists. {words}")
    if document.review_due and document.review_due < now.date():
        words += " Its review is overdue."
    return Indicator("currency", round(value, 3), words)


def half_lives(document: Document) -> dict[str, int]:
    """Return in days the half-lives that apply: of its types, else of its kind, else the usual."""
    of_types = {LMI_TYPES[one]: HALF_LIVES[one] for one in document.lmi_types if one in HALF_LIVES}
    kind = document.kind.casefold()
    return of_types or {kind or "this": KINDS_HALF_LIVES.get(kind, USUAL_HALF_LIFE)}


def _age(days: int, known: date | None) -> str:
    what = "It is" if known else "It was added"
    return f"{what} {length_of_time(days)} {'old' if known else 'ago'}"


def _loses(name: str, life: int) -> str:
    return f"What it says about {name} loses half its worth in {length_of_time(life)}."


def length_of_time(days: int) -> str:
    """Return a number of days as people say it: '3 weeks' is '21 days', then months, then years."""
    if days < _UNTIL_DAYS:
        return _counted(days, "day")
    if days < _UNTIL_MONTHS:
        return _counted(round(days / _DAYS_OF_MONTH), "month")
    return _counted(round(days / _DAYS_OF_YEAR), "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def reliability(document: Document, text: Reading) -> Indicator:
    """Return how much is said of where it comes from: source, date, method, licence, citations."""
    cited = source.cited(text)
    said = {
        "source": bool(document.source),
        "date": bool(document.source_date or document.published),
        "method": bool(document.method) or source.says_method(text),
        "licence": bool(document.licence),
    }
    shares = [*said.values(), document.official is not None, min(1.0, len(cited) / _ENOUGH_SOURCES)]
    value = sum(shares) / len(shares)
    parts = [_listed("It gives its", [name for name, there in said.items() if there])]
    parts.append(
        _listed("It does not give its", [name for name, there in said.items() if not there])
    )
    if document.official is None:
        parts.append("It does not say whether it is official.")
    parts.append(f"The text names {_counted(len(cited), 'source')}." if cited else "")
    return Indicator("reliability", round(value, 3), _sentences(parts))


def comprehensiveness(document: Document, text: Reading) -> Indicator:
    """Return the share of its declared types that the text speaks of, and whether limits are."""
    spoken = spoken_of(document.title, text)
    declared = [one for one in document.lmi_types if one in LMI_TYPES]
    silent = [LMI_TYPES[one] for one in declared if one not in spoken]
    limits = any(hit.key == "limits" for hit in _sides().find(text))
    covered = (len(declared) - len(silent)) / len(declared) if declared else len(spoken) / 4
    value = 0.75 * min(1.0, covered) + (0.25 if limits else 0.0)
    parts = [
        _listed("The text says little about", silent),
        "It does not say what type of information it is." if not declared else "",
        "It states its limits." if limits else "It does not say what it leaves out.",
    ]
    return Indicator("comprehensiveness", round(value, 3), _sentences(parts))


def relevance(reuse: int) -> Indicator:
    """Return how much a document is used: reuse / (reuse + 3), so that three uses give half."""
    value = max(0, reuse) / (max(0, reuse) + _USES_FOR_HALF)
    words = f"It has been used {_counted(reuse, 'time')}." if reuse else "Nobody has used it yet."
    return Indicator("relevance", round(value, 3), words)


def accessibility(text: str) -> Indicator:
    """Return how easily a text is read: Flesch's reading ease, less what is broken."""
    ease = readability.reading_ease(text)
    broken = readability.broken(text)
    value = max(0.0, min(1.0, ease / 70)) * 0.85 ** len(broken)
    words = f"It reads {readability.in_words(ease)} (reading ease {round(ease)} of 100)."
    return Indicator("accessibility", round(value, 3), _sentences([words, *broken]))


def impartiality(text: Reading) -> Indicator:
    """Return how far a text shows several sides: its prompts by length, counterpoints, sources."""
    asked = prompts(text)
    per_hundred = 100 * len(asked) / max(100, text.length)
    balance = sum(1 for hit in _sides().find(text) if hit.key == "counterpoint")
    value = 0.6 / (1 + per_hundred) + 0.25 * min(1.0, balance / 3)
    value += 0.15 * min(1.0, len(source.cited(text)) / 2)
    parts = [
        f"{_counted(len(asked), 'sentence')} may show one side only." if asked else "",
        "It weighs one thing against another."
        if balance
        else "It never weighs one thing against another.",
    ]
    return Indicator("impartiality", round(value, 3), _sentences(parts))


def one_sided(document: Document) -> tuple[Prompt, ...]:
    """Return prompts about sentences that praise, urge or speak for one side, in order."""
    return prompts(Reading(document.text, [Span(0, len(document.text))]))


def prompts(text: Reading) -> tuple[Prompt, ...]:
    """Return the prompts of `one_sided` for a text that has been read already."""
    found: dict[int, Prompt] = {}
    for hit in _sides().find(text):
        if hit.key in _QUESTIONS:
            words = _quoted(text.sentence(hit.sentence))
            found.setdefault(hit.sentence, Prompt(_QUESTIONS[hit.key], words, hit.start, hit.end))
    for number, one in enumerate(text.sentences):
        if text.text[one.end - 1 : one.end] == "!":
            words = _quoted(text.sentence(number))
            found.setdefault(number, Prompt(_EXCLAIMED, words, one.end - 1, one.end))
    return tuple(found[number] for number in sorted(found))


@cache
def _sides() -> Cues:
    return Cues(phrases("sides"))


def _quoted(sentence: str) -> str:
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    return sentence[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _listed(opening: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    return f"{opening} {listed}."


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
