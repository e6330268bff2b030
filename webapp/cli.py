"""The `signpost` command: assembles `webapp/commands/*.py`, each only when it is asked for."""

import sys
from importlib import import_module

import click

from graph.errors import StoreError
from tagging.errors import SignpostError

COMMANDS = {
    "accounts": "Make accounts, set passwords, end sessions.",
    "demand": "List what people look for and ask, and what in vain.",
    "demo": "Load, make again or run the demonstration organisation.",
    "doctor": "Say which Neo4j this is, what it holds, what is wrong and how to mend it.",
    "evaluate": "Measure suggested tags, or the ranking of people, on judged examples.",
    "find": "Find who knows about something, and say why.",
    "gaps": "List which skills are missing, the most consequential first.",
    "import": "Load people, skills, taggings, roles, work or documents from a file.",
    "neo4j": "Fetch, start or stop the Neo4j that Signpost brings along.",
    "plan": "Plan what would close the gaps, for the money and time there is.",
    "reviews": "List review rounds and how far they are, or what came of one.",
    "roles": "List role profiles, and take them from ESCO or O*NET.",
    "serve": "Serve the web application.",
    "suggest": "Suggest the skills that a text is about, with the words that say so.",
    "tag": "Say what someone knows.",
    "worker": "Carry out the work that pages leave for later.",
}


class Commands(click.Group):
    """Commands that are imported when they run, so that `signpost --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, from the module of this name; None if unknown.

        The module of a name that Python keeps for itself ends in an underscore (`import_`), and
        the command in it is called `command`.
        """
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"webapp.commands.{_module_name(cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


def _module_name(command: str) -> str:
    return f"{command}_" if command == "import" else command


@click.command("signpost", cls=Commands)
@click.version_option(package_name="signpost", prog_name="signpost")
def group() -> None:
    """Who knows about this? Find people, say what they know, keep the directory true."""


def main() -> None:
    """Run the command line: what a person can mend is a message, not a traceback."""
    try:
        group(prog_name="signpost")
    except SignpostError as error:
        _fail(error.message)
    except StoreError as error:
        _fail(str(error))


def _fail(message: str) -> None:
    click.secho(message, err=True, fg="red")
    sys.exit(1)
