"""The tables of plans and scenarios, each made once: for the screen, for files and for paper."""

from typing import Any

from graph.records import Ref
from tagging.closing import PlanPage, Step
from tagging.leaving import LeavingPage
from tagging.plan_words import HOWS
from tagging.scenario_outcomes import Line, Side
from tagging.scenarios import ScenarioPage
from webapp.gap_sheets import Address, nowhere
from webapp.sheets import Entry, Sheet

EVERYBODY = "everybody"
NONE = "–"
CLOSES = "Closes: the consequence that would stay open without it, given the rest of the plan."
BEFORE = (
    "There: the number of people expected at the level or above; in brackets, between which "
    "numbers it lies with a probability of 80 %."
)


def steps_sheet(found: PlanPage, address: Address = nowhere) -> Sheet:
    """Return what to do, the most for its price first."""
    return Sheet(
        name="plan",
        title=f"Plan: {found.group.name if found.group else ''}",
        said=(costs(found),),
        header=(
            "What to do",
            "Way",
            "Topic",
            "Where",
            "Brings",
            "Closes",
            "Money",
            "Hours",
            "Weeks",
            "Cost in all",
            "Why",
        ),
        rows=tuple(_step_row(one, address) for one in found.steps),
        notes=(CLOSES, "Brings: expected people at the level or above."),
    )


def costs(found: PlanPage) -> str:
    """Say in a sentence what the plan costs and closes."""
    share = 100 * found.closes / found.open if found.open else 0.0
    return (
        f"It costs {money(found.cost)} in all, of which {found.hours:,.0f} hours of people’s time, "
        f"is done within {found.weeks:,.0f} weeks, and closes {share:.0f}\u00a0% of the "
        f"consequence of these gaps."
    )


def money(amount: float) -> str:
    """Return an amount without pence: '1,200'."""
    return f"{amount:,.0f}"


def _step_row(step: Step, address: Address) -> tuple[Entry, ...]:
    return (
        Entry(step.sentence),
        Entry(HOWS[step.how]),
        Entry(step.skill.name, address("gaps.skill", skill_id=step.skill.id)),
        Entry(_where(step.unit)),
        Entry(step.gain, decimals=2),
        Entry(step.closes, decimals=2),
        Entry(step.money, decimals=0),
        Entry(step.hours, decimals=0),
        Entry(step.weeks, decimals=0),
        Entry(step.cost, decimals=0),
        Entry("; ".join(step.why)),
    )


def gaps_sheet(found: PlanPage, address: Address = nowhere) -> Sheet:
    """Return the gaps that were planned for, before and after."""
    return Sheet(
        name="plan-gaps",
        title=f"Before and after the plan: {found.group.name if found.group else ''}",
        said=(costs(found),),
        header=_COMPARED,
        rows=tuple(_line_row(one, address) for one in found.lines),
        notes=(BEFORE,),
    )


_COMPARED = (
    "Topic", "Where", "Level", "Needed", "There before", "There after", "Consequence before",
    "Consequence after", "More by", "What becomes of it",
)  # fmt: skip


def scenario_sheet(found: ScenarioPage, address: Address = nowhere) -> Sheet:
    """Return what a scenario changes, the most first."""
    lines = found.outcome.lines if found.outcome else ()
    return Sheet(
        name="scenario",
        title=found.scenario.name,
        said=tuple(f"{one.words}." for one in found.changes),
        header=_COMPARED,
        rows=tuple(_line_row(one, address) for one in lines),
        notes=(BEFORE,),
    )


def _line_row(line: Line, address: Address) -> tuple[Entry, ...]:
    side = line.after or line.before
    return (
        Entry(line.skill.name, address("gaps.skill", skill_id=line.skill.id)),
        Entry(_where(line.unit)),
        Entry(side.level if side else NONE),
        Entry(side.needed if side else NONE),
        Entry(_there(line.before)),
        Entry(_there(line.after)),
        _consequence(line.before),
        _consequence(line.after),
        Entry(f"{line.rise:+.2f}"),
        Entry(line.words),
    )


def _there(side: Side | None) -> str:
    return f"{side.have:.1f} ({side.low:.0f} to {side.high:.0f})" if side else NONE


def _consequence(side: Side | None) -> Entry:
    return Entry(side.consequence, decimals=2) if side else Entry(NONE)


def _where(unit: Ref | None) -> str:
    return unit.name if unit else EVERYBODY


def side_by_side_sheet(found: tuple[ScenarioPage, ...], address: Address = nowhere) -> Sheet:
    """Return the consequence of each gap today and in each scenario; sums first."""
    keys: dict[tuple[str, str], Line] = {}
    after: list[dict[tuple[str, str], Line]] = []
    for one in found:
        lines = {_key(line): line for line in (one.outcome.lines if one.outcome else ())}
        after.append(lines)
        keys |= {key: line for key, line in lines.items() if key not in keys}
    order = sorted(keys.values(), key=lambda line: -max(_rises(after, _key(line))))
    return Sheet(
        name="scenarios",
        title="Scenarios side by side",
        said=(),
        header=("Topic", "Where", "Today", *(one.scenario.name for one in found)),
        rows=(
            *_sums(found),
            *(
                (
                    Entry(line.skill.name, address("gaps.skill", skill_id=line.skill.id)),
                    Entry(_where(line.unit)),
                    _consequence(line.before),
                    *(_consequence(lines.get(_key(line), _Same(line)).after) for lines in after),
                )
                for line in order
            ),
        ),
        notes=("The consequence of each gap: importance × demand × lack.",),
    )


class _Same:
    """A line that a scenario leaves as it is."""

    def __init__(self, line: Line) -> None:
        self.after = line.before


def _rises(after: list[dict[tuple[str, str], Line]], key: tuple[str, str]) -> list[float]:
    return [abs(lines[key].rise) for lines in after if key in lines]


def _sums(found: tuple[ScenarioPage, ...]) -> tuple[tuple[Entry, ...], ...]:
    shown = [one.outcome for one in found]
    first = next((one for one in shown if one), None)
    if first is None:
        return ()
    rows: list[tuple[Entry, ...]] = []
    for name, words in (("organisation", "The whole organisation"), ("teams", "All teams")):
        cells: list[Any] = [getattr(one.after, name) if one else None for one in shown]
        if not any((getattr(first.before, name), *(cell or 0.0 for cell in cells))):
            continue
        entries = [Entry(cell, decimals=2) if cell is not None else Entry(NONE) for cell in cells]
        before = Entry(getattr(first.before, name), decimals=2)
        rows.append((Entry(words), Entry("sum"), before, *entries))
    return tuple(rows)


def _key(line: Line) -> tuple[str, str]:
    return line.skill.id, f"{line.kind}:{line.unit.id if line.unit else ''}"


def people_sheet(found: LeavingPage, address: Address = nowhere) -> Sheet:
    """Return whose leaving would hurt most, of those seen by name."""
    return Sheet(
        name="leaving-people",
        title="Whose leaving would hurt most",
        said=(),
        header=("Person", "Consequence added", "Most in"),
        rows=tuple(
            (
                Entry(one.person.name, address("people.page", person_id=one.person.id)),
                Entry(one.rise, decimals=2),
                Entry("; ".join(skill.name for skill in one.skills)),
            )
            for one in found.people
        ),
    )


def skills_sheet(found: LeavingPage, address: Address = nowhere) -> Sheet:
    """Return the skills that a single leaving would hurt most."""
    return Sheet(
        name="leaving-skills",
        title="Skills that a single leaving would hurt most",
        said=(),
        header=("Topic", "Where", "Needed", "There", "Consequence added"),
        rows=tuple(
            (
                Entry(one.skill.name, address("gaps.skill", skill_id=one.skill.id)),
                Entry(_where(one.unit)),
                Entry(one.needed),
                Entry(one.have),
                Entry(one.rise, decimals=2),
            )
            for one in found.skills
        ),
    )
