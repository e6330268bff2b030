"""A way to close a gap in words: what is done, by whom, and why them; an advertisement."""

from collections.abc import Iterator

from graph.algorithms.adjacency import Tie
from graph.algorithms.gaps import Gap
from graph.algorithms.way_costs import How, Way
from graph.algorithms.workforce import NOBODY
from graph.records import LEVELS
from tagging.gaps import words
from tagging.gaps.figures import Figures
from tagging.gaps.seeing import Sight
from tagging.sentences import in_words

HOWS: dict[How, str] = {
    How.TRAIN: "train",
    How.SPREAD: "spread",
    How.BORROW: "borrow",
    How.MOVE: "move",
    How.HIRE: "hire",
}
HOW_HELP: dict[How, str] = {
    How.TRAIN: "somebody near to it learns it, from a colleague or on a course",
    How.SPREAD: "somebody works beside the one person it rests on",
    How.BORROW: "a contact from outside stands in",
    How.MOVE: "somebody moves from a team that can spare them",
    How.HIRE: "a post is advertised",
}
_TIES: dict[Tie, str] = {
    Tie.NARROWER: "a part of it",
    Tie.BROADER: "what it is a part of",
    Tie.BESIDE: "next to it in the vocabulary",
    Tie.RELATED: "related to it",
    Tie.OUTSIDE: "related to it in ESCO",
    Tie.TOGETHER: "often known by the same people",
}


def sentence(figures: Figures, seen: Sight, way: Way) -> str:
    """Say what is done; people are named only to who sees them by name."""
    skill = figures.workforce.skills[way.skill].label
    match way.how:
        case How.TRAIN | How.SPREAD:
            return _learning(figures, seen, way, skill)
        case How.BORROW:
            name = figures.workforce.members.names[way.person]
            through = ""
            if way.through != NOBODY:
                through = (
                    f", through {_who(figures, seen, way.through, 'a colleague who knows them')}"
                )
            return f"Ask {name}, who is not on the staff, to stand in for {skill}{through}"
        case How.MOVE:
            who = _who(figures, seen, way.person, "Somebody who knows it")
            there = figures.workforce.teams[way.team].name
            return f"{who} moves to {there} and brings {skill}"
        case How.HIRE:
            labels = [figures.workforce.skills[one].label for one, _ in way.profile]
            there = _place(figures, way)
            return f"Advertise a post{there}: {in_words(labels)}"


def _learning(figures: Figures, seen: Sight, way: Way, skill: str) -> str:
    who = _who(figures, seen, way.person, f"Somebody{_place(figures, way)}")
    if way.how is How.SPREAD:
        beside = _who(figures, seen, way.through, "the one person it rests on")
        return f"{who} works beside {beside} until they know {skill} at level {way.level}"
    if way.through == NOBODY:
        return f"{who} takes a course in {skill}, up to level {way.level}"
    coach = _who(figures, seen, way.through, "a colleague who knows it")
    return f"{who} learns {skill} up to level {way.level} from {coach}"


def why(figures: Figures, seen: Sight, way: Way) -> tuple[str, ...]:
    """Say why this way: what makes somebody near, who teaches, what it brings."""
    return tuple(_reasons(figures, seen, way))


def _reasons(figures: Figures, seen: Sight, way: Way) -> Iterator[str]:
    members, skills = figures.workforce.members, figures.workforce.skills
    known = way.person != NOBODY and bool(seen.people[way.person])
    if way.learns and known:
        for near in way.near:
            yield f"knows {skills[near.skill].label}, {_TIES[near.tie]}"
        if way.wished:
            yield "wants to learn it"
    elif way.learns:
        yield "of those it is about, nearest to it by what they know"
    if way.learns and way.through != NOBODY and seen.people[way.through] and known:
        if members.team[way.through] == members.team[way.person] != NOBODY:
            yield "the coach sits in the same team"
        elif members.place[way.through] == members.place[way.person] != NOBODY:
            yield "the coach works at the same place"
    if way.how is How.MOVE:
        yield "their team keeps all that it needs"
    if way.how is How.HIRE and len(way.profile) > 1:
        yield "one post for several gaps of the team"
    yield f"brings {words.people(way.gain)} at level {way.level} or more, as far as can be expected"


def advertisement(figures: Figures, aims: tuple[Gap, ...], way: Way) -> str:
    """Return a profile to advertise: what is asked for, at which level, and what for."""
    skills = figures.workforce.skills
    asked = [
        f"- {skills[skill].label}: {LEVELS[level]} (level {level})" for skill, level in way.profile
    ]
    wanted = {skill for skill, _ in way.profile}
    gaps = [
        gap
        for gap in aims
        if gap.skill in wanted and (gap.team, gap.place) == (way.team, way.place)
    ]
    needs = words.reasons(need for gap in gaps for need in gap.needs)
    there = _place(figures, way).removeprefix(" in ").removeprefix(" at ")
    lines = [
        f"We are looking for a colleague{f' for {there}' if there else ''}.",
        "",
        "You bring:",
        *asked,
    ]
    if needs:
        lines += ["", f"What you will be needed for: {in_words(list(needs[:4]))}."]
    lines += ["", "What you do not know yet you can learn here, from colleagues."]
    return "\n".join(lines)


def _who(figures: Figures, seen: Sight, person: int, otherwise: str) -> str:
    return figures.workforce.members.names[person] if seen.people[person] else otherwise


def _place(figures: Figures, way: Way) -> str:
    if way.team != NOBODY:
        return f" in {figures.workforce.teams[way.team].name}"
    return f" at {figures.workforce.places[way.place].name}" if way.place != NOBODY else ""
