"""`signpost roles`: list role profiles, and take them from ESCO or O*NET."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.records import Occupation
from importers.occupations import esco, onet
from importers.occupations.mapping import read_mapping
from importers.report import Progress
from tagging import roles
from tagging.occupations import Line
from tagging.permissions import OPERATOR
from tagging.role_sources import Taken, take
from tagging.vocabulary import VocabularyCache
from webapp.commands.context import open_database
from webapp.commands.progress import bars
from webapp.config import Settings

_PATH = click.Path(exists=True, path_type=Path)
Read = Callable[[Progress], Occupation]


@click.group("roles")
def command() -> None:
    """List role profiles, and take them from ESCO or O*NET."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def listed(as_json: bool) -> None:
    """List every role: how many topics it requires, who holds it, how many are needed."""
    with open_database(Settings()) as database:
        found = roles.browse(database, OPERATOR)
    if as_json:
        data = [
            {
                "id": one.role.id,
                "name": one.role.name,
                "skills": one.skills,
                "holders": one.holders,
                "needed": one.needed,
                "taken_from": list(one.schemes),
            }
            for one in found
        ]
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    table = Table("Role", "Topics", "Hold it", "Needed", "Taken from")
    for one in found:
        needed = "not said" if one.needed is None else str(one.needed)
        table.add_row(
            Text(one.role.name), str(one.skills), str(one.holders), needed, ", ".join(one.schemes)
        )
    Console(highlight=False).print(table)


def _options(work: Callable[..., None]) -> Callable[..., None]:
    """Give a command what both ways of taking a profile can be told."""
    options = (
        click.option("--role", default="", help="The role's name, if not the occupation's."),
        click.option("--add-skills", is_flag=True, help="Propose what is not in the vocabulary."),
        click.option("--compare-only", is_flag=True, help="Add nothing; only stand beside it."),
        click.option("--mapping", type=_PATH, help="Another file of levels and importance."),
        click.option("--source-version", default="", help="The download's version, if not named."),
        click.option("--dry-run", is_flag=True, help="Write nothing; report what would happen."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    )
    for option in reversed(options):
        work = option(work)
    return work


@command.command("from-esco")
@click.argument("file", type=_PATH)
@click.argument("occupation")
@_options
def from_esco(
    file: Path, occupation: str, mapping: Path | None, source_version: str, **how: Any
) -> None:
    """Take a role profile from the ESCO download (ZIP): an occupation by its title or address."""
    figures = read_mapping(mapping).esco

    def read(progress: Progress) -> Occupation:
        return esco.read_occupation(file, occupation, figures, source_version, progress)

    _take(read, **how)


@command.command("from-onet")
@click.argument("folder", type=_PATH)
@click.argument("occupation")
@_options
def from_onet(
    folder: Path, occupation: str, mapping: Path | None, source_version: str, **how: Any
) -> None:
    """Take a role profile from a folder of O*NET's files: an occupation by its title or code."""
    figures = read_mapping(mapping).onet

    def read(progress: Progress) -> Occupation:
        return onet.read_occupation(folder, occupation, figures, source_version, progress)

    _take(read, **how)


def _take(
    read: Read, *, role: str, add_skills: bool, compare_only: bool, dry_run: bool, as_json: bool
) -> None:
    with open_database(Settings()) as database:
        with bars() as progress:
            occupation = read(progress)
        taken = take(
            database,
            OPERATOR,
            VocabularyCache().current(database),
            occupation,
            role=role,
            add_skills=add_skills,
            compare_only=compare_only,
            dry_run=dry_run,
            now=datetime.now(UTC),
        )
    if as_json:
        text = json.dumps(as_data(taken, dry_run=dry_run), ensure_ascii=False, indent=2)
        sys.stdout.write(text + "\n")
    else:
        _show(taken, dry_run=dry_run)


def as_data(taken: Taken, *, dry_run: bool) -> dict[str, Any]:
    """Return what was taken as the JSON that docs/commands.md describes."""
    occupation = taken.comparison.sourced.occupation
    return {
        "role": {"id": taken.role.id, "name": taken.role.name, "new": taken.made},
        "source": {
            "scheme": occupation.scheme,
            "name": occupation.name,
            "code": occupation.code,
            "uri": occupation.uri,
            "version": occupation.version,
        },
        "added": [_line_data(line) for line in taken.added],
        "new_skills": list(taken.new_skills),
        "not_in_vocabulary": [
            _line_data(line) for line in taken.comparison.of("not in the vocabulary")
        ],
        "missing": [_line_data(line) for line in taken.comparison.of("missing")],
        "other_level": [_line_data(line) for line in taken.comparison.of("higher", "lower")],
        "attribution": taken.comparison.attribution,
        "dry_run": dry_run,
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "label": line.asked.label,
        "uri": line.asked.uri,
        "kind": line.asked.kind,
        "level": line.asked.level,
        "importance": line.asked.importance,
        "said": line.asked.said,
        "skill": line.skill.id if line.skill else None,
    }


def _show(taken: Taken, *, dry_run: bool) -> None:
    console = Console(highlight=False)
    occupation = taken.comparison.sourced.occupation
    would = "would be " if dry_run else ""
    unknown = taken.comparison.of("not in the vocabulary")
    console.print(
        f"{occupation.scheme}: {occupation.name} ({len(occupation.asks)} asked for) -> "
        f"{'new role' if taken.made else 'role'} {taken.role.name}: "
        f"{len(taken.added)} {would}added, {len(taken.role.requires)} required in all.",
        markup=False,
    )
    for title, found in (
        ("Added", taken.added),
        ("Missing in the profile", taken.comparison.of("missing")),
        ("Not in your vocabulary (--add-skills proposes them)", unknown),
    ):
        if found:
            console.print(_lines(title, found))
    if taken.new_skills:
        console.print(f"{len(taken.new_skills)} new topics {would}proposed.", markup=False)
    console.print(taken.comparison.attribution, markup=False)


def _lines(title: str, found: tuple[Line, ...]) -> Table:
    table = Table(title, "Topic here", "Level", "Importance", "There", box=None)
    for line in found:
        there = f"{line.asked.kind}{': ' if line.asked.said else ''}{line.asked.said}"
        table.add_row(
            Text(line.asked.label),
            Text(line.skill.name if line.skill else ""),
            str(line.asked.level),
            f"{line.asked.importance:.0%}",
            Text(there),
        )
    return table
