"""`signpost worker`: carries out the work that pages leave for later, until it is stopped."""

import os
import sys
import threading

import click

from webapp import logs
from webapp.commands.analysts import analyst_for
from webapp.commands.context import open_database
from webapp.commands.working import Worker, ask_for_reviews, only_worker, tidy
from webapp.config import Settings


@click.command("worker")
@click.option("--once", is_flag=True, help="Do the nightly work now, then stop.")
@click.option("--until-input-ends", is_flag=True, hidden=True)
def command(once: bool, until_input_ends: bool) -> None:
    """Carry out the work that pages leave for later.

    It reads the files that people upload, finds suggestions for documents, and every minute lets
    questions go on and sends the e-mails that are due. Every night at
    2:30 (UTC) it asks for the reviews that are due, and forgets sessions that have ended, brakes
    on signing in that no longer hold, searches that found nobody long ago, and originals that no
    document stands on.
    """
    settings = Settings()
    logs.configure(settings)
    if until_input_ends:
        threading.Thread(target=_end_with_input, daemon=True).start()
    if once:
        with open_database(settings) as database:
            done = tidy(settings, database)
            asked = ask_for_reviews(database)
        click.echo(", ".join(f"{what}: {count} forgotten" for what, count in done.items()))
        click.echo(f"reviews: {asked} asked for")
        return
    with only_worker(settings.data_folder), open_database(settings) as database:
        Worker(settings, database, analyst_for(settings, _tell_meaning)).run()


def _tell_meaning(done: int, total: int) -> None:
    logs.log.info("reading what skills mean", done=done, total=total)


def _end_with_input() -> None:
    """End at once when standard input does: whoever started this has ended, however."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)
