"""`signpost worker`: carries out the work that pages leave for later, until it is stopped."""

import click

from webapp import jobs, logs
from webapp.commands.context import open_database
from webapp.config import Settings


@click.command("worker")
@click.option("--once", is_flag=True, help="Do the nightly work now, then stop.")
def command(once: bool) -> None:
    """Carry out the work that pages leave for later.

    Every night at 2:30 (UTC) it forgets sessions that have ended, brakes on signing in that no
    longer hold, and searches that found nobody long ago.
    """
    settings = Settings()
    logs.configure(settings)
    with open_database(settings) as database:
        if once:
            done = jobs.tidy(settings, database)
            click.echo(", ".join(f"{what}: {count} forgotten" for what, count in done.items()))
        else:
            jobs.queue(settings, database).create_consumer(workers=1).run()
