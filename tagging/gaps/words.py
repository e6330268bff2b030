"""Gaps in sentences: what is missing, what says so, and how sure that is."""

from collections.abc import Iterable, Sequence
from datetime import date

from graph.algorithms.gaps import Gap, GapKind
from graph.algorithms.workforce import NOBODY, Need, NeedSource
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import Sight, named
from tagging.sentences import in_words

KINDS: dict[GapKind, str] = {
    GapKind.SINGLE: "rests on one person",
    GapKind.STALE: "gone stale",
    GapKind.VAIN: "looked for in vain",
    GapKind.NO_REACH: "nobody in the team or place",
    GapKind.LEAVING: "somebody is leaving",
    GapKind.MISSING: "nobody has it",
    GapKind.SHORT: "too few",
}
_NAMED = 3


def people(number: float) -> str:
    """Return a number of people with one decimal at most: '3.2 people', '1 person', 'nobody'."""
    shown = figure(number)
    if shown == "0":
        return "nobody"
    return f"{shown} {'person' if shown == '1' else 'people'}"


def figure(number: float) -> str:
    """Return a number with one decimal, or none where that is 0."""
    return f"{number:.1f}".removesuffix(".0")


def cover(gap: Gap) -> str:
    """Return how many there are and how sure that is: '3.2 people at level 3 or more (2 to 4)'."""
    sure = figure(gap.low) == figure(gap.high)
    between = "almost certainly" if sure else f"{figure(gap.low)} to {figure(gap.high)}"
    return f"{people(gap.have)} at level {gap.level} or more ({between})"


def month(ordinal: int) -> str:
    """Return the month of a day given as an ordinal; nothing for 0."""
    return f"{date.fromordinal(ordinal):%B %Y}" if ordinal else ""


def reasons(needs: Iterable[Need]) -> tuple[str, ...]:
    """Return what needs a skill, each once: roles with their posts, work, searches, documents."""
    in_teams: dict[tuple[str, int, int], float] = {}
    others: dict[str, None] = {}
    for need in needs:
        if need.source is NeedSource.ROLE:
            # A post that needs several skills of an area is one post.
            key = (need.words, need.team, need.place)
            in_teams[key] = max(in_teams.get(key, 0), need.people)
        else:
            others[_reason(need)] = None
    posts: dict[str, float] = {}
    for (name, _, _), count in in_teams.items():
        posts[name] = posts.get(name, 0) + count
    told = sorted(posts.items(), key=lambda one: (-one[1], one[0]))
    roles = [f"{name} ({_posts(count)})" for name, count in told]
    return (*roles, *others)


def _reason(need: Need) -> str:
    if need.source is NeedSource.WORK:
        ends = f" until {need.until.day} {need.until:%B %Y}" if need.until else ""
        return f"{need.words}{ends}"
    return need.words


def _posts(count: float) -> str:
    return f"{figure(count)} {'post' if count == 1 else 'posts'}"


def where(figures: Figures, gap: Gap) -> str:
    """Return the name of the gap's team or place, or nothing where it is about everybody."""
    if gap.team != NOBODY:
        return figures.workforce.teams[gap.team].name
    return figures.workforce.places[gap.place].name if gap.place != NOBODY else ""


def sentence(figures: Figures, seen: Sight, gap: Gap, kind: GapKind | None = None) -> str:
    """Say what is wrong, as this viewer may hear it: names only of people they see by name."""
    told = kind or gap.kind
    if told is GapKind.SINGLE:
        said = _single(figures, gap, _who(figures, seen, gap.holders[:1]))
    else:
        said = _SENTENCES[told](figures, gap)
    return f"{said[:1].upper()}{said[1:]}"


def _label(figures: Figures, gap: Gap) -> str:
    return figures.workforce.skills[gap.skill].label


def _inside(figures: Figures, gap: Gap) -> str:
    there = where(figures, gap)
    return f" in {there}" if there else ""


def _needed(gap: Gap) -> str:
    stated = {NeedSource.ROLE, NeedSource.WORK}
    told = reasons(need for need in gap.needs if need.source in stated)
    seen = reasons(need for need in gap.needs if need.source not in stated)
    more = [f"{len(told) - _NAMED} more"] if len(told) > _NAMED else []
    said = [f"Needed: {in_words([*told[:_NAMED], *more])}."] if told else []
    said += [f"{one[:1].upper()}{one[1:]}." for one in seen]
    return " ".join(said) or "Nothing needs it by name."


def _who(figures: Figures, seen: Sight, holders: Sequence[int]) -> str:
    known = [one.name for one in named(figures, seen, holders)]
    return in_words(known) if known and len(known) == len(holders) else ""


def _single(figures: Figures, gap: Gap, who: str) -> str:
    label, inside = _label(figures, gap), _inside(figures, gap)
    if len(gap.holders) == 2:
        return (
            f"two people know {label}{inside}, but one of them has not been confirmed for long or "
            f"is leaving. {_needed(gap)}"
        )
    return f"only {who or 'one person'} knows {label}{inside}. {_needed(gap)}"


def _stale(figures: Figures, gap: Gap) -> str:
    since = month(gap.freshest)
    return (
        f"what was known of {_label(figures, gap)}{_inside(figures, gap)} has gone stale: nobody "
        f"has confirmed it since {since}. {_needed(gap)}"
    )


def _vain(figures: Figures, gap: Gap) -> str:
    return f"nobody knows {_label(figures, gap)}. {_needed(gap)}"


def _no_reach(figures: Figures, gap: Gap) -> str:
    label, there = _label(figures, gap), where(figures, gap)
    narrower = [figures.workforce.skills[one].label for one in gap.covers if one != gap.skill]
    said = f"nobody in {there} knows {label}" + (" or anything narrower" if narrower else "")
    of_it = f" Of it they need {in_words(narrower[:_NAMED])}." if narrower else ""
    return f"{said}.{of_it} {_needed(gap)}"


def _leaving(figures: Figures, gap: Gap) -> str:
    return (
        f"somebody who knows {_label(figures, gap)}{_inside(figures, gap)} leaves soon, and hardly "
        f"anybody stays who does. {_needed(gap)}"
    )


def _short(figures: Figures, gap: Gap) -> str:
    return (
        f"{_label(figures, gap)}{_inside(figures, gap)}: {cover(gap)}, where "
        f"{people(gap.needed)} {'is' if figure(gap.needed) == '1' else 'are'} needed. "
        f"{_needed(gap)}"
    )


_SENTENCES = {
    GapKind.STALE: _stale,
    GapKind.VAIN: _vain,
    GapKind.NO_REACH: _no_reach,
    GapKind.LEAVING: _leaving,
    GapKind.MISSING: _short,
    GapKind.SHORT: _short,
}
