"""Searches as people type them, what each leads to, and docs/searches.md, which lists it.

usage: python -m tests.tagging.searches
"""

import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from graph import own_neo4j, schema
from graph.database import Database
from graph.records import Person
from importers import demonstration
from tagging.colleagues import Findings, SearchQuery, find
from tagging.documents import found as documents_found
from tagging.documents.found import DocumentQuery, FoundDocuments
from tagging.permissions import OPERATOR, Viewer
from tagging.vocabulary import VocabularyCache

SEARCHES = Path(__file__).with_suffix(".toml")
PAGE = Path(__file__).parents[2] / "docs" / "searches.md"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ADVISER = Viewer("margaret-holroyd", "Margaret Holroyd", ("adviser",))
_SHOWN, _LONGEST = 3, 90


@dataclass(frozen=True)
class Outcome:
    """A search of some kind, and all that its page offers."""

    kind: str
    text: str
    findings: Findings
    documents: FoundDocuments

    @property
    def offers(self) -> dict[str, list[str]]:
        """What there is to do next: of each sort the names, in order. Empty: a dead end."""
        found = self.findings
        offered = {
            "people who fit": _names(found.fitting),
            "people of this name": _names(found.by_name),
            "people to try" if found.nearest else "people who know": _names(
                one.person for one in found.results
            ),
            "topics": [one.name for one in (*found.nearest, *found.broader)],
            "people to ask": _names(found.ask),
            "documents": [hit.document.title for hit in self.documents.hits],
        }
        return {sort: names for sort, names in offered.items() if names}


def _names(people: Iterable[Person]) -> list[str]:
    return [one.name for one in people]


def listed() -> list[tuple[str, str]]:
    """Return the searches with their kind, in the order of searches.toml."""
    kinds = tomllib.loads(SEARCHES.read_text(encoding="utf-8"))
    return [(kind, text) for kind, texts in kinds.items() for text in texts]


def load(db: Database) -> None:
    """Fill an empty database with the demonstration organisation."""
    schema.wipe(db)
    demonstration.load(db, OPERATOR)


def outcomes(db: Database) -> list[Outcome]:
    """Return what each search leads to for an adviser of the demonstration, as the page asks."""
    vocabulary = VocabularyCache().current(db)
    tried = []
    for kind, text in listed():
        query = SearchQuery(text.strip(), kept=False)
        findings = find(db, ADVISER, vocabulary, query, NOW, young=False, later=_not_counted)
        documents = FoundDocuments(DocumentQuery())
        if findings.about:
            documents = documents_found.few(db, ADVISER, vocabulary, findings.about, NOW.date())
        tried.append(Outcome(kind, text, findings, documents))
    return tried


def _not_counted(_count: object) -> None:
    """Leave the demand as it is: these searches are nobody's need."""


def page(tried: Sequence[Outcome]) -> str:
    """Return docs/searches.md."""
    counts = Counter(kind_of(one) for one in tried)
    rows = [f"| {words} | {counts[sort]} |" for sort, words in _SORTS.items()]
    head = _HEAD.format(count=len(tried), kinds=len({one.kind for one in tried}))
    tables = [_table(kind, list(ones)) for kind, ones in groupby(tried, key=lambda one: one.kind)]
    return "\n".join([head, "| What a search led to | How many |", "|---|---|", *rows, "", *tables])


def kind_of(one: Outcome) -> str:
    """Return what a search led to, as a key of the table at the head of the page."""
    return next((sort for sort in _SORTS if sort in one.offers), "nothing")


_SORTS = {
    "people who know": "people said to know the topic, or of the name typed",
    "people who fit": "people of the place, language, team or job named",
    "people to try": "people to try: documents point to them, nobody says so; topics besides",
    "people to ask": "nobody; topics to choose from, and people to ask",
    "topics": "nobody; topics to choose from",
    "nothing": "nothing at all",
}
_HEAD = """# What searches lead to

{count} searches of {kinds} kinds, as people type them: misspelt, by another word, by nickname, in
another language, a whole paragraph, nothing at all. Each was put to the demonstration organisation
by an experienced adviser of it. None may end without something to do next: somebody to reach, a
document, a topic to choose, or somebody to ask.

`python -m tests.tagging.searches` writes this page; the searches are in
`tests/tagging/searches.toml`. `tests/tagging/test_searches.py` makes each again, and fails where
one is a dead end or is no longer understood or answered as this page says.

How to read the tables. *Understood as* are the chips on the page; one in brackets was left out
because nobody fits it, or because only one of its kind is looked for. *Led to* gives the first
three of each sort, what stands first on the page first, then the page's own remark in italics.
*People to try* are those whom only documents point to; nobody has said so of them yet.
"""


def _table(kind: str, tried: Sequence[Outcome]) -> str:
    rows = [row(one) for one in tried]
    head = ["| Typed | Understood as | Led to |", "|---|---|---|"]
    return "\n".join([f"## {kind}", "", *head, *rows, ""])


def row(one: Outcome) -> str:
    """Return the line of one search in the table of its kind."""
    return f"| {typed(one.text)} | {_plain(understood(one.findings))} | {led_to(one)} |"


def typed(text: str) -> str:
    """Return what was typed as Markdown that shows it as it is; long texts are cut."""
    plain = " ".join(text.split())
    short = plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"`{short}`".replace("|", "\\|") if short else "*nothing*"


def understood(found: Findings) -> str:
    """Return the chips in words; what was not looked for stands in brackets."""
    return ", ".join(
        f"({one.label})" if one.dropped or one.second else one.label for one in found.chips[:14]
    )


def led_to(one: Outcome) -> str:
    """Return what the page offers, of each sort the first three, and what it remarks."""
    parts = [f"**{sort}**: {_first(names)}" for sort, names in offered(one).items()]
    remark = _plain(one.findings.note)
    return "<br>".join([*parts, *([f"*{remark}*"] if remark else [])])


def offered(one: Outcome) -> dict[str, list[str]]:
    """Return what is offered, as it stands in the page."""
    return {sort: [_plain(name) for name in names] for sort, names in one.offers.items()}


def _first(names: Sequence[str]) -> str:
    return " · ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _plain(text: str) -> str:
    return re.sub(r"([|<>\[\]*_`{}])", r"\\\1", text)


def main() -> None:
    """Write docs/searches.md from a demonstration of its own."""
    own_neo4j.fetch()
    with tempfile.TemporaryDirectory() as folder, own_neo4j.start(Path(folder), linger=0) as ours:
        with Database.connect(ours.uri, ours.username, ours.password) as db:
            schema.migrate(db)
            load(db)
            PAGE.write_text(page(outcomes(db)), encoding="utf-8")
        own_neo4j.stop(Path(folder))
    sys.stdout.write(f"{PAGE.name} says what {len(listed())} searches lead to.\n")


if __name__ == "__main__":
    main()
