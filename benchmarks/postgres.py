"""A PostgreSQL of its own in a passing folder, filled with the same rows.

It listens on a socket in that folder alone. As PostgreSQL refuses to run as root, root starts it as
the user `postgres`, else as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

SETTING = "SIGNPOST_BENCH_POSTGRES"
_CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
shared_buffers = 1024MB
effective_cache_size = 2GB
work_mem = 64MB
maintenance_work_mem = 512MB
random_page_cost = 1.1
max_wal_size = 4GB
max_connections = 10
jit = off
"""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's programs: as set, on the PATH, as Debian has it; or None.

    `SIGNPOST_BENCH_POSTGRES` names the folder or the program `postgres` in it.
    """
    if given := os.environ.get(SETTING):
        path = Path(given)
        return path if path.is_dir() else path.parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: one.parent.name)
    return debian[-1] if debian else None


def version(folder: Path) -> str:
    """Return what `postgres --version` says."""
    asked = [folder / "postgres", "--version"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def running(folder: Path) -> Iterator[psycopg.Connection]:
    """Yield a connection to a new, empty server; it is stopped and gone afterwards."""
    with TemporaryDirectory(prefix="signpost-bench-pg-") as name:
        home = Path(name)
        user = _other_user()
        if user:
            shutil.chown(home, user)
        data = home / "data"
        _run(user, folder / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(_CONFIGURATION.format(folder=home))
        control = (folder / "pg_ctl", "-D", data, "-w", "-l", home / "log")
        _run(user, *control, "start")
        try:
            with psycopg.connect(
                host=name, user="bench", dbname="postgres", autocommit=True, prepare_threshold=1
            ) as connection:
                yield connection
        finally:
            _run(user, *control, "-m", "fast", "stop")


def _other_user() -> str | None:
    """Return whom root has to be instead, or None where this is not root."""
    if os.geteuid():
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(user: str | None, *command: str | Path) -> None:
    group = pwd.getpwnam(user).pw_gid if user else None
    subprocess.run(
        [str(one) for one in command],
        check=True,
        user=user,
        group=group,
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
