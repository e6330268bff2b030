"""Words for people: why somebody is shown, and when something was said."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import shorten

from graph.records import Knows, Ref, Source, Statement, TaggingKind, TaggingStatus

LEVEL_PHRASES: dict[int, str] = {
    1: "is technically able, with little practice",
    2: "works with support",
    3: "works unaided on the usual cases",
    4: "handles unusual cases and helps others",
    5: "is world class and rethinks how the task is done",
}

_MONTHS_WITHOUT_YEAR = 11
_LONGEST_QUOTE = 160
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SOURCES_BY_WEIGHT = [Source.MANAGER, Source.PEER, Source.IMPORT, Source.SELF]


def why(knows: Knows | None, statements: Sequence[Statement], skill: Ref, now: datetime) -> str:
    """Say in one sentence what speaks for somebody: who says what, and when last.

    Only active statements about knowing and helping count. Others' word comes first; the
    person's own stands apart and is never mixed in. Names are used, never 'he' or 'she'.
    `statements` may be the most telling ones alone: `knows` has the number and the mean level.
    """
    heard = [statement for statement in statements if _counts(statement)]
    others = [one for one in heard if one.tagging.tagger != one.tagging.person]
    own = [one for one in heard if one.tagging.tagger == one.tagging.person]
    if others:
        return _others_say(knows, others, skill, now)
    if own:
        return _own_word(own, skill, now)
    return _from_totals(knows, skill, now)


def quote(statements: Sequence[Statement]) -> str:
    """Return what the most telling statement with a note says, shortened: 'Ana Reid: “...”'.

    Others' word comes before the person's own; '' where nobody noted anything.
    """
    noted = [one for one in statements if one.tagging.note and _counts(one)]
    if not noted:
        return ""
    said = min(noted, key=lambda one: (one.tagging.tagger == one.tagging.person, _weight(one)))
    return f"{said.tagger.name}: “{shorten(said.tagging.note, _LONGEST_QUOTE, placeholder=' …')}”"


def when(instant: datetime, now: datetime) -> str:
    """Say when something was, as people do: 'yesterday', '3 days ago', 'in March 2024'."""
    days = (now.date() - instant.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 7:
        return f"{days} days ago"
    months = (now.year - instant.year) * 12 + now.month - instant.month
    if months == 0:
        return "earlier this month"
    return f"in {instant:%B}" if months <= _MONTHS_WITHOUT_YEAR else f"in {instant:%B %Y}"


def level_phrase(level: float | None) -> str:
    """Return the verb phrase of the nearest level (1 to 5), or '' where none was said."""
    return LEVEL_PHRASES[min(5, max(1, round(level)))] if level else ""


def several(names: Iterable[str], count: int) -> str:
    """Name the first of `count` people, and the second where there are two: 'Ana and 2 others'."""
    first, *rest = names
    if count == 2 and rest:
        return f"{first} and {rest[0]}"
    if count == 1:
        return first
    return f"{first} and {count - 1} other{'s' if count > 2 else ''}"


def number(count: int) -> str:
    """Return a number as it is written in a sentence: 'nine', and figures from ten on."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def ordinal(place: int) -> str:
    """Return a place in a list: '1st', '22nd', '113th'."""
    last = 0 if place % 100 in (11, 12, 13) else place % 10
    return f"{place:,}{_ENDINGS.get(last, 'th')}"


def in_words(parts: Sequence[str]) -> str:
    """Join parts as in a sentence: 'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _others_say(knows: Knows | None, others: Sequence[Statement], skill: Ref, now: datetime) -> str:
    names = dict.fromkeys(one.tagger.name for one in sorted(others, key=_weight))
    count = max(len(names), knows.taggers if knows else 0)
    verb = "says" if count == 1 else "say"
    level = knows.level if knows else _mean_level(others)
    claim = _claim(level, others, skill)
    confirmed = max(one.tagging.confirmed for one in others)
    said = several(names, count)
    return f"{said} {verb} {others[0].person.name} {claim}; {_last(confirmed, now)}."


def _own_word(own: Sequence[Statement], skill: Ref, now: datetime) -> str:
    claim = _claim(_mean_level(own), own, skill)
    confirmed = max(one.tagging.confirmed for one in own)
    return (
        f"{own[0].person.name} {claim}, by their own account; {_last(confirmed, now)}. "
        "No colleague has said so yet."
    )


def _from_totals(knows: Knows | None, skill: Ref, now: datetime) -> str:
    if knows is None:
        return ""
    claim = _claim(knows.level or knows.self_level, (), skill)
    if knows.taggers == 0:
        return f"By their own account: {claim}; {_last(knows.last_confirmed, now)}."
    said = "1 person says" if knows.taggers == 1 else f"{knows.taggers} people say"
    return f"{said} so: {claim}; {_last(knows.last_confirmed, now)}."


def _claim(level: float | None, statements: Sequence[Statement], skill: Ref) -> str:
    phrase = level_phrase(level)
    if phrase:
        return phrase
    helps = any(one.tagging.kind is TaggingKind.HELPS for one in statements)
    return f"helps others with {skill.name}" if helps else f"knows about {skill.name}"


def _last(confirmed: datetime, now: datetime) -> str:
    return f"last confirmed {when(confirmed, now)}"


def _counts(statement: Statement) -> bool:
    tagging = statement.tagging
    return tagging.status is TaggingStatus.ACTIVE and tagging.kind is not TaggingKind.LEARNING


def _mean_level(statements: Sequence[Statement]) -> float | None:
    levels = [one.tagging.level for one in statements if one.tagging.level]
    return sum(levels) / len(levels) if levels else None


def _weight(statement: Statement) -> tuple[int, int, float, str]:
    """Order statements so that the most telling one is named first."""
    tagging = statement.tagging
    return (
        _SOURCES_BY_WEIGHT.index(tagging.source),
        -(tagging.level or 0),
        -tagging.confirmed.timestamp(),
        statement.tagger.name,
    )
