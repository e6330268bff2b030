"""The tables on gaps, each made once: for the screen (with links), for files and for paper."""

from collections.abc import Callable
from typing import Any

from tagging.gaps.heat import Cell, Heat, Row
from tagging.gaps.overview import Choice, Line, Overview
from tagging.gaps.people import Matrix, Own, PersonRow, Standing
from tagging.gaps.query import GapQuery, GroupKind
from tagging.gaps.skill import SkillFigures
from tagging.gaps.words import figure
from webapp.presenting import said_day
from webapp.sheets import Entry, Sheet

Address = Callable[..., str]
COLUMNS = (
    "Skill", "What", "Level", "Needed", "There", "Between", "Importance", "Demand", "Lack",
    "Consequence", "Needed by",
)  # fmt: skip
BY = {GroupKind.TEAM: "team", GroupKind.PLACE: "place", GroupKind.ROLE: "role"}
FORMULA = (
    "Consequence = importance × demand × lack, each from 0 to 1. Importance: the greatest that "
    "anything which needs the skill gives it. Demand: from the number of people needed. Lack: how "
    "far those there fall short, whether all rests on one person, and whether it has gone stale."
)
SURE = (
    "There: the number of people expected at the level or above. Between: the number lies there "
    "with a probability of 80 %."
)
EXPECTED = (
    "Expected people at the level or above, of how many are needed. A number alone: nothing there "
    "needs it."
)
LIKELY = (
    "The likely level, and in brackets the level that the person's role asks; – where nothing is "
    "said yet."
)
NOTHING_SAID = "–"


def nowhere(_endpoint: str, **_values: Any) -> str:
    """Return no address: for files and commands."""
    return ""


def query_address(query: GapQuery) -> dict[str, Any]:
    """Return the arguments of an address that `webapp.forms.gaps.gap_query` reads as `query`."""
    unit = {query.kind.value: query.unit} if query.kind is not GroupKind.WHOLE else {}
    return unit | {
        "level": query.level,
        "as-of": query.as_of.isoformat() if query.as_of else None,
        "importance": _plain(query.importance),
        "demand": _plain(query.demand),
        "lack": _plain(query.lack),
        "rows": "all" if query.every else None,
    }


def overview_sheet(found: Overview, address: Address = nowhere) -> Sheet:
    """Return the table of gaps; before it, in files, the things to act on."""
    about = found.group.name if found.group else ""
    of_role = next((r.name for r in found.roles if _chosen(found.query, r)), "")
    return Sheet(
        name="gaps",
        title=f"Gaps: {of_role or about}",
        said=(*_day(found.query), *(one.sentence for one in found.to_act_on)),
        header=COLUMNS,
        rows=tuple(_gap_row(one, found.query, address) for one in found.lines),
        notes=(FORMULA, SURE, *_withheld(found.withheld, found.why_withheld)),
    )


def _gap_row(line: Line, query: GapQuery, address: Address) -> tuple[Entry, ...]:
    low, high = figure(line.low), figure(line.high)
    link = address("gaps.skill", skill_id=line.skill.id, **_moment(query))
    return (
        Entry(line.skill.name, link),
        Entry("; ".join(line.kinds)),
        Entry(line.level),
        Entry(_whole(line.needed)),
        Entry(line.have),
        Entry(f"{low} to {high}"),
        Entry(line.importance, decimals=2),
        Entry(line.demand, decimals=2),
        Entry(line.lack, decimals=2),
        Entry(line.consequence, decimals=2),
        Entry("; ".join(line.needed_by)),
    )


def heat_sheet(found: Heat, address: Address = nowhere) -> Sheet:
    """Return skills by teams, places or roles: expected people, and of how many needed."""
    kind = BY[found.by]
    return Sheet(
        name=f"gaps-by-{kind}",
        title=f"Skills by {kind}",
        said=(
            *_day(found.query),
            EXPECTED,
        ),
        header=("Skill", "Level", *(one.name for one in found.columns)),
        rows=tuple(_heat_row(row, found.query, address) for row in found.rows),
        notes=_withheld(found.withheld, found.why_withheld),
    )


def _heat_row(row: Row, query: GapQuery, address: Address) -> tuple[Entry, ...]:
    link = address("gaps.skill", skill_id=row.skill.id, **_moment(query))
    cells = (Entry(_cover(cell), link, shade=cell.shade) for cell in row.cells)
    return (Entry(row.skill.name, link), Entry(row.level), *cells)


def matrix_sheet(found: Matrix, address: Address = nowhere) -> Sheet:
    """Return people by skills: the likely level, of the level that their role requires."""
    return Sheet(
        name="gaps-people",
        title="People by skills",
        said=(LIKELY,),
        header=("Person", "Team", *(one.name for one in found.skills)),
        rows=tuple(_person_row(row, address) for row in found.rows),
    )


def _person_row(row: PersonRow, address: Address) -> tuple[Entry, ...]:
    evidence = address("people.page", person_id=row.person.id)
    cells = (Entry(_standing(one), evidence, shade=one.shade) for one in row.standings)
    match = address("gaps.me", person=row.person.id)
    return (Entry(row.person.name, match), Entry(row.team), *cells)


def skill_sheet(found: SkillFigures, address: Address = nowhere) -> Sheet:
    """Return one skill by groups."""
    return Sheet(
        name="gaps-skill",
        title=found.skill.name,
        said=(*_day(found.query), *((f"{found.figure}.",) if found.figure else ())),
        header=("Group", "There", "Between", "Needed"),
        rows=tuple(
            (
                Entry(one.group.name, _group_link(one.group, address)),
                Entry(one.have),
                Entry(f"{figure(one.low)} to {figure(one.high)}"),
                Entry(_whole(one.needed)),
            )
            for one in found.groups
        ),
        notes=(SURE, *_withheld(found.withheld, found.why_withheld)),
    )


def own_sheet(found: Own, address: Address = nowhere) -> Sheet:
    """Return what a role asks beside what is believed of a person."""
    return Sheet(
        name="my-gaps",
        title=found.role.role.name if found.role else "",
        said=(),
        header=("Skill", "Asked", "Importance", "Likely level", "At the level asked"),
        rows=tuple(
            (
                Entry(one.skill.name, address("gaps.skill", skill_id=one.skill.id)),
                Entry(one.level),
                Entry(one.importance, decimals=2),
                Entry(one.standing.level or NOTHING_SAID),
                Entry(one.standing.words, shade=one.standing.shade),
            )
            for one in found.asked
        ),
    )


def _cover(cell: Cell) -> str | float:
    return f"{cell.have:.1f} of {figure(cell.needed)}" if cell.needed else cell.have


def _whole(number: float) -> int | float:
    """Return a number of people needed without decimals where it has none."""
    return int(number) if number == int(number) else number


def _standing(one: Standing) -> str:
    level = NOTHING_SAID if one.level is None else str(one.level)
    return f"{level} (asked {one.required})" if one.required else level


def _group_link(group: Choice, address: Address) -> str:
    unit = {} if group.kind is GroupKind.WHOLE else {group.kind.value: group.id}
    return address("gaps.overview", **unit)


def _moment(query: GapQuery) -> dict[str, Any]:
    asked = query_address(query)
    return {name: asked[name] for name in ("level", "as-of") if asked[name]}


def _day(query: GapQuery) -> tuple[str, ...]:
    if not query.as_of:
        return ()
    return (f"As of {said_day(query.as_of)}: today's people and needs, what was said by then.",)


def _withheld(names: tuple[str, ...], why: str) -> tuple[str, ...]:
    return (f"{', '.join(names)}: {why}.",) if names else ()


def _chosen(query: GapQuery, choice: Choice) -> bool:
    return query.kind is choice.kind and query.unit == choice.id


def _plain(weight: float | None) -> str | None:
    return None if weight is None else figure(weight)
