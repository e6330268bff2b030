"""`signpost find`: who knows about something, why, and how to reach them."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from graph.records import Person, PersonKind, Ref
from tagging.colleagues import Findings, MatchedSkill, Result, SearchQuery, find
from tagging.permissions import OPERATOR
from tagging.ranking import Method
from tagging.reach import Channel
from tagging.reasons import Reason
from tagging.vocabulary import VocabularyCache
from webapp.commands.context import open_database
from webapp.config import Settings


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit",
    default=10,
    show_default=True,
    type=click.IntRange(1, 100),
    help="Show at most so many people.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in PersonKind]),
    help="Only staff, or only external.",
)
@click.option("--level", type=click.IntRange(1, 5), help="Only from this level up.")
@click.option("--available", is_flag=True, help="Only people who are not away today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    text: tuple[str, ...],
    limit: int,
    kind: str | None,
    level: int | None,
    available: bool,
    as_json: bool,
) -> None:
    """Find who knows about TEXT (a topic, a sentence, a name), and say why."""
    query = SearchQuery(
        " ".join(text),
        kind=PersonKind(kind) if kind else None,
        level_at_least=level,
        available_now=available,
        limit=limit,
    )
    settings = Settings()
    method = Method(lists=frozenset(settings.ranking_lists))
    with open_database(settings) as database:
        vocabulary = VocabularyCache().current(database)
        findings = find(database, OPERATOR, vocabulary, query, datetime.now(UTC), method=method)
    if as_json:
        sys.stdout.write(json.dumps(as_data(findings), ensure_ascii=False, indent=2) + "\n")
    else:
        Console(highlight=False).print(as_text(findings))


def as_data(findings: Findings) -> dict[str, Any]:
    """Return findings as the JSON that docs/commands.md describes."""
    query = findings.query
    return {
        "query": {
            "text": query.text,
            "kind": query.kind,
            "level_at_least": query.level_at_least,
            "available_now": query.available_now,
            "limit": query.limit,
        },
        "matched": [_matched_data(one) for one in findings.matched],
        "results": [_result_data(one) for one in findings.results],
        "by_name": [_person_data(one) for one in findings.by_name],
        "nearest": [_ref_data(one) for one in findings.nearest],
        "broader": [_ref_data(one) for one in findings.broader],
        "ask": [_person_data(one) for one in findings.ask],
        "note": findings.note,
    }


def as_text(findings: Findings) -> Group:
    """Return findings for a terminal. What people typed is shown as it is, never as markup."""
    lines: list[Any] = []
    if findings.matched:
        lines.append(Text("Understood as ") + Text(", ").join(map(_matched_text, findings.matched)))
    if findings.note:
        lines.append(Text(findings.note, style="yellow"))
    for number, result in enumerate(findings.results, start=1):
        lines += [Text(""), *_result_text(number, result)]
    lines += _others("People of this name", [one.name for one in findings.by_name])
    if not findings.results and not findings.note:
        lines.append(Text("Nobody found."))
    lines += _others("The nearest topics", [one.name for one in findings.nearest])
    lines += _others("More broadly", [one.name for one in findings.broader])
    lines += _others("Whom to ask", [_who(one) for one in findings.ask])
    return Group(*lines)


def _matched_data(matched: MatchedSkill) -> dict[str, Any]:
    return _ref_data(matched.skill) | {
        "typed": matched.typed,
        "label": matched.label,
        "how": matched.how,
        "weight": matched.weight,
        "narrower": matched.narrower,
    }


def _result_data(result: Result) -> dict[str, Any]:
    reach = result.reach
    return _person_data(result.person) | {
        "score": result.score,
        "parts": [
            {"name": part.name, "value": part.value, "words": part.words} for part in result.parts
        ],
        "reasons": [str(reason) for reason in result.reasons],
        "why": [_reason_data(reason) for reason in result.reasons],
        "against": list(result.against),
        "access": list(result.access),
        "approachable": result.approachable,
        "quote": result.quote,
        "skills": [_ref_data(skill) for skill in result.skills],
        "channels": [_channel_data(channel) for channel in reach.channels],
        "best_times": reach.best_times,
        "away": reach.away,
        "away_until": reach.until.isoformat() if reach.until else None,
        "stand_in": _ref_data(reach.stand_in) if reach.stand_in else None,
    }


def _reason_data(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "words": reason.words,
        "evidence": [
            {
                "kind": one.kind,
                "id": one.id,
                "words": one.words,
                "when": one.when.isoformat() if one.when else None,
            }
            for one in reason.evidence
        ],
    }


def _person_data(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "job_title": person.job_title,
        "team": person.team.name if person.team else None,
        "organisation": person.organisation.name if person.organisation else None,
    }


def _channel_data(channel: Channel) -> dict[str, Any]:
    return {
        "way": channel.way,
        "value": channel.value,
        "best": channel.best,
        "of": _ref_data(channel.whose),
    }


def _ref_data(ref: Ref) -> dict[str, str]:
    return {"id": ref.id, "name": ref.name}


def _matched_text(matched: MatchedSkill) -> Text:
    words = f" ({matched.words})" if matched.words else ""
    return Text(matched.skill.name, style="bold") + Text(words, style="dim")


def _result_text(number: int, result: Result) -> list[Any]:
    head = Text(f"{number}. ") + Text(result.person.name, style="bold")
    head += Text(f"  {_where(result.person)}", style="dim")
    first, *others = [str(reason) for reason in result.reasons] or [""]
    below = [Text(words) for words in (first, result.quote, *others) if words]
    below += [Text(f"But: {words}.", style="yellow") for words in _beside(result)]
    if result.access:
        below.append(Text(" · ".join(result.access), style="green"))
    below += [Text(line, style="cyan") for line in _reach_lines(result)]
    below.append(Text(" · ".join(part.words for part in result.parts), style="dim"))
    return [head, *(Padding(line, (0, 0, 0, 3)) for line in below)]


def _beside(result: Result) -> list[str]:
    """Return what speaks against, without what the ways to reach somebody say already."""
    return [words for words in result.against if words != result.reach.words]


def _reach_lines(result: Result) -> list[str]:
    reach, name = result.reach, result.person.name
    ways = [
        f"{one.label}{'' if one.whose.name == name else ' of ' + one.whose.name}: {one.value}"
        for one in reach.channels
    ]
    asked = " or ".join(ref.name for ref in reach.ask)
    return [
        line
        for line in (
            f"{reach.words}." if reach.words else "",
            " · ".join(ways),
            f"Ask {asked} for a way to reach {name}." if asked else "",
            f"Best times: {reach.best_times}" if reach.best_times else "",
        )
        if line
    ]


def _who(person: Person) -> str:
    return f"{person.name} ({_where(person)})"


def _where(person: Person) -> str:
    parts = [
        "outside" if person.kind is PersonKind.EXTERNAL else "staff",
        person.job_title,
        person.team.name if person.team else "",
        person.organisation.name if person.organisation else "",
    ]
    return ", ".join(filter(None, parts))


def _others(heading: str, names: list[str]) -> list[Text]:
    return [Text(""), Text(f"{heading}: {', '.join(names)}")] if names else []
