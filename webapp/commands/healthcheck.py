"""Asks the web application on this machine how it is, for a container's health check.

`python -m webapp.commands.healthcheck` ends with 0 if it answers, and with 1 if not.
"""

import sys
from urllib.error import URLError
from urllib.request import Request, urlopen

from webapp.config import Settings

_SECONDS = 4


def main() -> None:
    """Ask for /healthz as a proxy would: with the public name, over what would be HTTPS."""
    settings = Settings()
    name = next(iter(settings.public_hosts), "localhost")
    headers = {"Host": name, "X-Forwarded-Proto": "https"}
    address = f"http://127.0.0.1:{settings.port}/healthz"
    try:
        urlopen(Request(address, headers=headers), timeout=_SECONDS).close()
    except (URLError, OSError) as error:
        sys.exit(f"no answer from {address}: {error}")


if __name__ == "__main__":
    main()
