"""A review round, and the answers to it, as they are typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from secrets import token_hex
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from graph.records import ItemKind, Ref
from tagging.rounds.answering import Given, Newly
from tagging.rounds.opening import LONGEST_NAME, MOST_PEERS, STALE, STALE_DAYS, Opening
from tagging.rounds.reading import Asked
from webapp.forms.base import SignpostForm, text
from webapp.forms.taggings import SkillsField

SCOPES = {
    "team": "A team",
    "unit": "A team with the teams within it",
    "skills": "Whoever knows about some topics",
    "reports": "The people who report to me, down the line",
}
WHY = {
    "said": "You said so before.",
    "asked": "You asked about it once, and got an answer.",
    "team": "You work side by side.",
    "leads": "They report to you.",
}


class RoundForm(SignpostForm):
    """A round. What cannot be meant is refused by the use case, with the field's name."""

    key = HiddenField(default=lambda: token_hex(8))
    name = text("Name", InputRequired("Give the round a name"), longest=LONGEST_NAME)
    scope = RadioField("Whose knowledge?", validate_choice=False)
    team = SelectField("Team", validate_choice=False, default="")
    skills = SkillsField("Topics")
    deadline = text("Last day for answers")
    peers = SelectField(
        "Colleagues asked about each topic",
        choices=[SelectChoice(str(number), str(number)) for number in range(MOST_PEERS + 1)],
        default="2",
        description="Each is asked about ten things at most, their own included. Nobody is asked "
        "about somebody who is asked about them.",
    )
    stale_days = SelectField(
        "What is asked",
        choices=[SelectChoice(str(days), words) for days, words in STALE.items()],
        default=str(STALE_DAYS),
        description="What was confirmed longest ago comes first.",
    )

    def offer(self, scopes: Sequence[str], teams: Sequence[Ref]) -> None:
        """Set what can be chosen here by this viewer."""
        self.scope.choices = [SelectChoice(one, SCOPES[one]) for one in scopes]
        self.scope.data = self.scope.data or scopes[0]
        chosen = [SelectChoice(one.id, one.name) for one in teams]
        self.team.choices = [SelectChoice("", "Choose a team"), *chosen]

    @property
    def opening(self) -> Opening:
        """The round as it is typed."""
        return Opening(
            name=self.name.data or "",
            scope=self.scope.data or "",
            team=self.team.data or "",
            skills=tuple(self.skills.data or ()),
            deadline=day(self.deadline.data or ""),
            peers=int(self.peers.data),
            stale_days=int(self.stale_days.data),
            key=self.key.data or "",
        )


def begun(args: MultiDict[str, str], last: str) -> dict[str, Any]:
    """Return what the form begins with: what the address says, and `last` as the last day."""
    skills = args.getlist("skill")
    return {
        "name": args.get("name", ""),
        "scope": args.get("scope", "skills" if skills else ""),
        "team": args.get("team", ""),
        "skills": skills,
        "deadline": last,
        "peers": args.get("peers", "2"),
        "stale_days": args.get("stale", str(STALE_DAYS)),
    }


def day(words: str) -> date | None:
    """Return a day as browsers send it ('2026-03-31'), or None."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def choices(asked: Asked) -> dict[str, str]:
    """Return the answers that an item offers, in words; the one for a level comes with it."""
    own = asked.item.person.id == asked.item.reviewer.id
    if asked.item.kind is ItemKind.GOAL:
        return {"changed": "I am at this level", "cannot say": "Not there yet, or I cannot say"}
    if asked.said:
        offered = {
            "confirmed": "Still so", "changed": "Another level", "ended": "Not any more",
            "cannot say": "I cannot say",
        }  # fmt: skip
    else:
        no = "No" if own else "No, not as far as I know"
        offered = {"confirmed": "Yes, at this level", "ended": no, "cannot say": "I cannot say"}
    return offered | ({"refused": "I do not want to be found for this"} if own else {})


def level_goes_with(asked: Asked) -> str:
    """Return the answer beside which the level is chosen."""
    return "changed" if asked.said or asked.item.kind is ItemKind.GOAL else "confirmed"


def given(typed: Mapping[str, str]) -> dict[str, Given]:
    """Return the answers of the form by item; a level alone is an answer too."""
    answers = {}
    for key in _after(typed, "answer-"):
        answers[key] = Given(typed[f"answer-{key}"], _level(typed.get(f"level-{key}", "")))
    for key in _after(typed, "level-"):
        level = _level(typed[f"level-{key}"])
        if level is not None and key not in answers:
            answers[key] = Given("changed", level)
    return answers


def newly(typed: Mapping[str, str]) -> list[Newly]:
    """Return what else is said of the people of the form."""
    return [
        Newly(person, typed[f"new-{person}"], _level(typed.get(f"new-level-{person}", "")))
        for person in _after(typed, "new-")
        if not person.startswith("level-") and typed[f"new-{person}"].strip()
    ]


def _after(typed: Mapping[str, str], start: str) -> Iterator[str]:
    return (name.removeprefix(start) for name in typed if name.startswith(start))


def _level(words: str) -> int | None:
    return int(words) if words in {"1", "2", "3", "4", "5"} else None
