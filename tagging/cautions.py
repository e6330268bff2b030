"""What speaks against somebody, said plainly beside what speaks for them. It moves nobody."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from graph.colleagues import Known
from graph.records import Person
from tagging.reach import Reach, day_in_words
from tagging.sentences import level_phrase, number

CONFIRMED_LONG_AGO = timedelta(days=730)
LEAVES_SOON = timedelta(days=60)
ASKED_LATELY = timedelta(days=30)
ASKED_OFTEN = 5
_YEAR = 365.25


def against(
    person: Person,
    reach: Reach,
    known: Sequence[Known],
    now: datetime,
    *,
    wrote: bool = False,
    helped: bool = False,
    asked: int = 0,
    disputed: int = 0,
    level: int | None = None,
) -> tuple[str, ...]:
    """Return what to bear in mind before asking somebody, each in a few words.

    `known` is what they are shown for; `wrote`: documents speak for them; `helped`: so does an
    answer. `asked` is how often they were asked in the last thirty days, `disputed` how many
    statements about what was asked for they disagree with, `level` the level asked for at least.
    """
    return (
        *_about_reaching(person, reach, now.date()),
        *_about_knowing(known, now, wrote=wrote, helped=helped, level=level),
        *_about_load(person, asked),
        *([_disagrees(disputed)] if disputed else []),
    )


def _about_reaching(person: Person, reach: Reach, today: date) -> Iterator[str]:
    if reach.words:
        yield reach.words
    if person.left and today <= person.left <= today + LEAVES_SOON:
        yield f"Leaves on {day_in_words(person.left, today)}"
    if not reach.channels:
        yield "No way to reach them is known"


def _about_knowing(
    known: Sequence[Known], now: datetime, *, wrote: bool, helped: bool, level: int | None
) -> Iterator[str]:
    if not known:
        if wrote and not helped:
            yield "Only their documents speak for them: nobody has said so"
        return
    confirmed = max(each.knows.last_confirmed for each in known)
    if now - confirmed >= CONFIRMED_LONG_AGO:
        years = int((now - confirmed).days / _YEAR) or 1
        ago = "over a year" if years == 1 else f"over {number(years)} years"
        yield f"Last confirmed {ago} ago, in {confirmed:%B %Y}"
    if not helped and all(each.knows.taggers == 0 for each in known):
        yield "Only their own word says so"
    best = max((each.knows.level or each.knows.self_level or 0) for each in known)
    if level and 0 < best < level:
        yield f"A little below the level you asked for: {level_phrase(best)}"


def _about_load(person: Person, asked: int) -> Iterator[str]:
    if person.approachable is False:
        yield "Would rather not be asked"
    if asked >= ASKED_OFTEN:
        yield f"Asked {number(asked)} times in the past month"


def _disagrees(count: int) -> str:
    said = "a statement" if count == 1 else f"{number(count)} statements"
    return f"Disagrees with {said} about this"
