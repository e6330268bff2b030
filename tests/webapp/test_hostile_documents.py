"""Naughty strings as what a document says about itself: nothing breaks, nothing gets through."""

from pathlib import Path

from tests.organisation import TIDES
from tests.webapp.test_hostile import BENIGN, Visitor, app, strings, visitor

__all__ = ["app", "strings", "visitor"]
EVERY = 12  # of five hundred strings: each is written to and read from the database


def test_as_title_source_and_note(visitor: Visitor, strings: list[str], tmp_path: Path) -> None:
    written = visitor.post("/documents/new", title=BENIGN, text="Plain.", key=tmp_path.name)
    address = written.request.path
    looks = [address, f"{address}/quality", f"{address}/versions", f"/documents/{TIDES.id}"]

    def say(words: str) -> None:
        edit = visitor.get(f"{address}/edit")
        seen = edit.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
        visitor.post(f"{address}/edit", title=words, text="Plain.", seen=seen, authors=words)
        visitor.post(f"{address}/edit", title=words, text="Plain.", seen=seen)
        # An address alone would be a link, and rightly so.
        details = {"source": f"In {words}", "region": words, "sector": words, "licence": words}
        visitor.post(f"{address}/details", **details, method=words)
        visitor.post(f"{address}/marks", currency="1", note=words)

    say(BENIGN)
    visitor.learn(
        *(visitor.get(path) for path in looks),
        visitor.get(f"{address}/edit"),
        visitor.get(f"{address}/details"),
        visitor.send(f"{address}/edit", title="", text="", authors="Nobody"),
        visitor.send(f"{address}/edit", title="Other", text="Other."),
        visitor.send(f"{address}/details", source="x" * 501, region="x" * 121, licence="x" * 201),
        visitor.send(f"{address}/marks", currency="9", note="x" * 1001),
    )
    for words in strings[::EVERY]:
        say(words)
        for path in looks:
            visitor.get(path)
