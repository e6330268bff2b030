"""What the documentation must name: every command, every option, every JSON answer, licences."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from importers import demonstration
from tools import licences
from webapp.cli import group

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
SECTION = re.compile(r"^##+ `(signpost[^`]*)`\n(.*?)(?=^##+ |\Z)", re.MULTILINE | re.DOTALL)


def commands(
    parent: click.Command = group, name: str = "signpost"
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, under the words that call it."""
    if not isinstance(parent, click.Group):
        yield name, parent
        return
    if parent.invoke_without_command:
        yield name, parent
    context = click.Context(parent)
    for child in parent.list_commands(context):
        command = parent.get_command(context, child)
        assert command is not None, f"{name} {child} is listed but not there"
        yield from commands(command, f"{name} {child}")


def options(command: click.Command) -> list[str]:
    return [
        max(parameter.opts, key=len)
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    ]


SECTIONS = dict(SECTION.findall((DOCS / "commands.md").read_text(encoding="utf-8")))
COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    assert name in SECTIONS, f"docs/commands.md has no section `{name}`"
    missing = [option for option in options(COMMANDS[name]) if option not in SECTIONS[name]]
    assert not missing


@pytest.mark.parametrize("name", [n for n, c in COMMANDS.items() if "--json" in options(c)])
def test_every_json_answer_is_shown(name: str) -> None:
    blocks = re.findall(r"```json\n(.*?)```", SECTIONS.get(name, ""), re.DOTALL)
    assert blocks, f"docs/commands.md shows no JSON for `{name}`"
    for block in blocks:
        json.loads(block)


def test_no_section_is_about_a_command_that_is_gone() -> None:
    assert set(SECTIONS) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    assert COMMANDS[name].help


@pytest.mark.parametrize(
    "page", [*REPOSITORY.glob("*.md"), *DOCS.rglob("*.md")], ids=lambda page: page.name
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_list_of_licences_is_current() -> None:
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page()


def test_every_make_target_is_in_contributing() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    assert not [target for target in targets if f"`make {target}`" not in text]


def test_the_readme_names_everybody_who_can_sign_in_to_the_demonstration() -> None:
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    rows = {tuple(re.findall(r"`([^`]+)`", line)) for line in text.splitlines()}
    assert {(one.email, one.password) for one in demonstration.SIGN_INS} <= rows
