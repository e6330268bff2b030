"""`signpost accounts`: who may sign in. A password is asked for or read from standard input."""

import sys

import click
from rich.console import Console
from rich.table import Table

from tagging import accounts
from tagging.permissions import OPERATOR, ROLE_PERMISSIONS
from webapp.commands.context import open_database
from webapp.config import Settings


@click.group("accounts")
def command() -> None:
    """Make accounts, set passwords, close and open them."""


@command.command("create")
@click.argument("email")
@click.option("--person", "person_id", required=True, help="The id of the person it is for.")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice(list(ROLE_PERMISSIONS)),
    help="What they may do; give it more than once for more than one.",
)  # fmt: skip
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(email: str, person_id: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Make an account for the person with this id."""
    password = _new_password(password_stdin)
    with open_database(Settings()) as database:
        account = accounts.create(database, OPERATOR, email, person_id, roles, password)
    click.echo(f"{account.email} can sign in now.")


@command.command("list")
def list_() -> None:
    """List every account."""
    with open_database(Settings()) as database:
        found = accounts.listed(database, OPERATOR)
    table = Table("E-mail address", "Person", "Roles", "State", box=None)
    for account in found:
        state = "closed" if account.disabled else "demonstration" if account.demonstration else ""
        table.add_row(account.email, account.person.name, ", ".join(account.roles), state)
    Console().print(table)


@command.command("set-password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def set_password(email: str, password_stdin: bool) -> None:
    """Give an account a new password and end its sessions."""
    password = _new_password(password_stdin)
    with open_database(Settings()) as database:
        accounts.set_password(database, OPERATOR, email, password)
    click.echo(f"{email} has a new password. Every browser is signed out.")


@command.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Close an account: its sessions end at once."""
    with open_database(Settings()) as database:
        accounts.set_disabled(database, OPERATOR, email, True)
    click.echo(f"{email} can no longer sign in.")


@command.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Open a closed account again."""
    with open_database(Settings()) as database:
        accounts.set_disabled(database, OPERATOR, email, False)
    click.echo(f"{email} can sign in again.")


def _new_password(from_stdin: bool) -> str:
    """Return a password; never an argument, which other users of the machine could read."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    return password
