"""`signpost tag`: say what someone knows, on behalf of the one who says it."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import click

from graph import people as store
from graph.database import Database
from graph.ids import fold
from graph.records import Person, Statement, TaggingKind
from tagging.errors import Invalid, PersonNotFound
from tagging.permissions import Viewer
from tagging.taggings import Change, tag
from webapp.commands.context import open_database
from webapp.config import Settings

_MOST_NAMESAKES = 10


@click.command("tag")
@click.argument("person")
@click.argument("skills", nargs=-1, required=True, metavar="SKILL...")
@click.option("--as", "tagger", required=True, help="Who says it: id, e-mail or exact name.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in TaggingKind]),
    default=TaggingKind.KNOWS.value,
    show_default=True,
    help="What is said.",
)
@click.option("--level", type=click.IntRange(1, 5), help="How well, from 1 to 5.")
@click.option("--note", default="", help="Anything that helps others.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    person: str,
    skills: tuple[str, ...],
    tagger: str,
    kind: str,
    level: int | None,
    note: str,
    as_json: bool,
) -> None:
    """Say that PERSON (id, e-mail or exact name) knows each SKILL (a label, or new words)."""
    with open_database(Settings()) as database:
        about, said_by = named(database, person), named(database, tagger)
        now = datetime.now(UTC)
        if said_by.left is not None and said_by.left <= now.date():
            raise Invalid(f"{said_by.name} has left.")
        viewer = Viewer(said_by.id, said_by.name, ("adviser",))
        change = tag(database, viewer, about.id, skills, kind=kind, level=level, note=note, now=now)
    if as_json:
        sys.stdout.write(json.dumps(as_data(change), ensure_ascii=False, indent=2) + "\n")
    else:
        click.echo(change.message)


def named(db: Database, words: str) -> Person:
    """Return the person of this id, e-mail address or exact name; raises `PersonNotFound`."""
    found = store.get(db, words) or ("@" in words and store.by_email(db, words)) or None
    if found is not None:
        return found
    near = [person for person, _ in store.by_name(db, words, _MOST_NAMESAKES)]
    same = [person for person in near if fold(person.name) == fold(words)]
    if len(same) == 1:
        return same[0]
    listed = ", ".join(f"{person.name} ({person.id})" for person in same or near)
    if same:
        raise PersonNotFound(f"Several people are called '{words}'. Give an id: {listed}.")
    hint = f" Did you mean {listed}?" if near else " Give an id, an e-mail address or a name."
    raise PersonNotFound(f"Nobody is called '{words}'.{hint}")


def as_data(change: Change) -> dict[str, Any]:
    """Return a change as the JSON that docs/commands.md describes."""
    return {
        "event": change.event_id,
        "message": change.message,
        "statements": [_statement_data(each) for each in change.statements],
    }


def _statement_data(statement: Statement) -> dict[str, Any]:
    tagging = statement.tagging
    return {
        "id": tagging.id,
        "tagger": {"id": statement.tagger.id, "name": statement.tagger.name},
        "person": {"id": statement.person.id, "name": statement.person.name},
        "skill": {"id": statement.skill.id, "name": statement.skill.name},
        "kind": tagging.kind,
        "level": tagging.level,
        "note": tagging.note,
        "source": tagging.source,
        "status": tagging.status,
        "made": tagging.made.isoformat(),
        "confirmed": tagging.confirmed.isoformat(),
    }
