"""How to reach somebody now: the best way first, and the stand-in's ways while they are away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

from graph import people as people_store
from graph.database import Queryable
from graph.records import Person, Ref

_WAYS = {"phone": "Phone", "mobile": "Mobile", "email": "E-mail", "chat": "Chat"}
_WORDS = {
    "mobile": ("mobile", "cell", "text", "sms", "whatsapp"),
    "phone": ("phone", "telephone", "tel", "landline", "desk", "call"),
    "email": ("e-mail", "email", "mail"),
    "chat": ("chat", "teams", "slack", "message", "im"),
}
_SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach somebody. `href` is '' where a link would not help."""

    way: str
    label: str
    value: str
    href: str
    best: bool
    whose: Ref


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach a person now.

    `channels` is in the order to try them: while the person is away, the stand-in's come first.
    `words` says what matters before trying ('Away until Monday 30 November'), '' if nothing does.
    """

    channels: tuple[Channel, ...]
    away: bool = False
    until: date | None = None
    words: str = ""
    stand_in: Ref | None = None
    best_times: str = ""
    ask: tuple[Ref, ...] = ()

    @property
    def first(self) -> Channel | None:
        """The channel to try first, None where none is known."""
        return self.channels[0] if self.channels else None


def reach(person: Person, now: datetime, stand_in: Person | None = None) -> Reach:
    """Return how to reach `person` at the instant `now`.

    `stand_in` is the full record of the person's stand-in, for their channels. Where no channel
    is known, `ask` names those who know the person.
    """
    today = now.date()
    away = _away(person, today)
    deputy = person.stand_in if away else None
    deputies = _channels(stand_in) if deputy and stand_in else ()
    channels = (*deputies, *_channels(person))
    return Reach(
        channels=channels,
        away=away,
        until=person.absence.until if away and person.absence else None,
        words=_words(person, today),
        stand_in=deputy,
        best_times=person.best_times,
        ask=() if channels else person.known_by,
    )


def reach_all(db: Queryable, people: Sequence[Person], now: datetime) -> dict[str, Reach]:
    """Return how to reach each of `people`, by id; stand-ins are read in one query if needed."""
    wanted = {
        person.stand_in.id for person in people if person.stand_in and _away(person, now.date())
    }
    found = people_store.get_many(db, sorted(wanted)) if wanted else []
    deputies = {deputy.id: deputy for deputy in found}
    return {
        person.id: reach(person, now, deputies.get(person.stand_in.id) if person.stand_in else None)
        for person in people
    }


@lru_cache(maxsize=1_000)
def way_of(words: str) -> str:
    """Return which channel somebody means by 'Best on Teams': a key of Person, or ''."""
    said = set(re.findall(r"[a-z-]+", words.casefold()))
    return next((way for way, names in _WORDS.items() if said.intersection(names)), "")


def day_in_words(day: date, today: date) -> str:
    """Return 'Monday 30 November', with the year where it is not this one."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def _away(person: Person, today: date) -> bool:
    absence = person.absence
    if absence is None or absence.since > today:
        return False
    return absence.until is None or absence.until >= today


def _words(person: Person, today: date) -> str:
    if person.left and person.left < today:
        return f"Left on {day_in_words(person.left, today)}"
    absence = person.absence
    if absence is None:
        return ""
    if _away(person, today):
        if absence.until is None:
            return "Away, with no date of return given"
        return f"Away until {day_in_words(absence.until, today)}"
    if 0 < (absence.since - today).days <= _SOON_DAYS:
        return f"Away from {day_in_words(absence.since, today)}"
    return ""


def _channels(person: Person) -> tuple[Channel, ...]:
    best = way_of(person.best_way)
    ways = sorted((way for way in _WAYS if getattr(person, way)), key=lambda way: way != best)
    whose = Ref(person.id, person.name)
    return tuple(
        Channel(
            way,
            _WAYS[way],
            getattr(person, way),
            _href(way, getattr(person, way)),
            way == best,
            whose,
        )
        for way in ways
    )


def _href(way: str, value: str) -> str:
    if way == "email":
        return f"mailto:{quote(value, safe='@')}"
    if way == "chat":
        return value if re.match(r"https://[^\s<>\"']+$", value) else ""
    dialled = re.sub(r"\(0\)", "", re.split(r"(?i)[a-z#]", value.strip())[0])
    digits = re.sub(r"[^\d]", "", dialled)
    plus = "+" if dialled.lstrip().startswith("+") else ""
    return f"tel:{plus}{digits}" if digits else ""
