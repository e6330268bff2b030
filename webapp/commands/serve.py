"""`signpost serve`: the web application on gunicorn, with Signpost's own Neo4j if it has none.

The master starts Neo4j once and checks that all is safe to serve; each worker then has its own
connections, because those cannot be shared across a fork.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from graph import schema
from graph.own_neo4j import Connection
from webapp import create_app, logs
from webapp.commands import keeper
from webapp.commands.context import connect, connection
from webapp.config import ConfigurationError, Environment, Settings

_TIMEOUT_SECONDS = 60
_GRACE_SECONDS = 15
_WORKER = "from webapp.cli import main; main()"


@click.command("serve")
@click.option("--host", help="The address to listen on (SIGNPOST_HOST; 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port (SIGNPOST_PORT; 8000).")
@click.option(
    "--demonstration",
    is_flag=True,
    help="Let the demonstration accounts in. On this machine's own address only.",
)
@click.option(
    "--no-worker",
    is_flag=True,
    help="Bring no worker along: `signpost worker` runs elsewhere (SIGNPOST_WITH_WORKER=false).",
)
def command(host: str | None, port: int | None, demonstration: bool, no_worker: bool) -> None:
    """Serve the web application until it is stopped (Ctrl+C)."""
    given: dict[str, Any] = {"host": host, "port": port}
    if no_worker:
        given["with_worker"] = False
    if demonstration:
        given["environment"] = Environment.DEMONSTRATION
    serve(Settings(**{name: value for name, value in given.items() if value is not None}))


def serve(settings: Settings) -> None:
    """Start what is needed, check it, and serve; returns by `SystemExit` when told to stop."""
    settings.check()
    check_port(settings.host, settings.port)
    logs.configure(settings)
    with connection(settings) as to:
        with connect(to, settings) as database:
            schema.migrate(database)
            create_app(settings, database)
        with worker(settings) as leash:
            Server(settings, to, leash).run()


@contextmanager
def worker(settings: Settings) -> Iterator[int | None]:
    """Run a worker beside this process, and start it again should it die, until the block ends.

    Yields the end of a pipe that keeps it alive: it ends when no process holds this open.
    """
    if not settings.with_worker:
        yield None
        return
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    reading, leash = os.pipe()
    environment = {
        "SIGNPOST_ENVIRONMENT": settings.environment.value,
        "SIGNPOST_DATA_FOLDER": str(settings.data_folder.absolute()),
    }
    process = subprocess.Popen(
        [sys.executable, str(Path(keeper.__file__)), sys.executable, "-c", _WORKER, "worker",
         "--until-input-ends"],
        stdin=reading,
        env=os.environ | environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(reading)
    try:
        yield leash
    finally:
        os.close(leash)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_SECONDS)
        process.kill()


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with Signpost's settings, in this very process."""

    def __init__(self, settings: Settings, to: Connection, leash: int | None = None) -> None:
        self.settings = settings
        self.to = to
        self.leash = leash
        super().__init__(prog="signpost")

    def load_config(self) -> None:
        """Set what gunicorn is to do."""
        for name, value in _gunicorn_settings(self.settings).items():
            self.cfg.set(name, value)
        self.cfg.set("post_fork", self._let_go)

    def _let_go(self, _arbiter: object, _worker: object) -> None:
        """Leave it to the master alone to keep the worker of jobs alive."""
        if self.leash is not None:
            os.close(self.leash)

    def load(self) -> Any:
        """Return the application, with connections of this worker's own."""
        return create_app(self.settings, connect(self.to, self.settings))

    def run(self) -> None:
        """Serve until told to stop."""
        master = os.getpid()
        try:
            Arbiter(self).run()
        finally:
            if os.getpid() != master:
                # A worker that ends must not stop the master's Neo4j on its way out.
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(getattr(sys.exception(), "code", 1) or 0)


def _gunicorn_settings(settings: Settings) -> dict[str, Any]:
    address = f"http://{settings.host}:{settings.port}"
    return {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.web_workers,
        "worker_class": "gthread",
        "threads": settings.web_threads,
        "timeout": _TIMEOUT_SECONDS,
        "graceful_timeout": _GRACE_SECONDS,
        "proc_name": "signpost",
        "loglevel": "warning",
        # Requests are logged by `webapp.logs`: gunicorn would write the search words too.
        "accesslog": None,
        "control_socket_disable": True,
        # Who is a proxy is for `trusted_proxies` alone to say.
        "forwarded_allow_ips": "",
        "secure_scheme_headers": {},
        "when_ready": lambda _: click.echo(f"Signpost is at {address}"),
    }


def check_port(host: str, port: int) -> None:
    """Raise `ConfigurationError` where another program listens already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise ConfigurationError(
                f"Cannot listen on {host}:{port}: {error.strerror}. Stop what uses it, or choose "
                "another with --port."
            ) from error
