"""A document as its file makes it: what was parsed, in the fields of a document."""

from dataclasses import dataclass, replace
from datetime import date

from graph.records import MATURITY, Document
from importers.columns import printable, to_day
from importers.front_matter import listed
from importers.parsing import Parsed
from tagging.documents.fields import LONGEST, described, lmi_type, tidy_line, tidy_text
from tagging.errors import Invalid

_KINDS = {"text/html": "web page", "text/markdown": "note", "text/plain": "note"}
_LISTS = ("sic", "soc", "audience")
_DETAILS = ("interpretation", "geography", "method", "licence", "official", "use")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a file says and that cannot be used: which field, why, what to do."""

    field: str
    value: str
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document without id, people and skills; what of its front matter cannot be used."""

    document: Document
    problems: tuple[Problem, ...]


class _Fields:
    """The front matter of a file, read field by field; a problem in one spoils no other."""

    def __init__(self, parsed: Parsed) -> None:
        self._said = parsed.fields
        self.problems: list[Problem] = []

    def line(self, field: str, otherwise: str = "") -> str:
        try:
            return tidy_line(field, self._said.get(field) or otherwise)
        except Invalid as error:
            self._note(field, self._said.get(field, ""), error)
            return ""

    def day(self, field: str) -> date | None:
        try:
            return to_day(self._said.get(field, ""))
        except Invalid as error:
            self._note(field, self._said.get(field, ""), error, "Write it like 2025-11-30.")
            return None

    def lmi_types(self) -> tuple[str, ...]:
        found = []
        for words in listed(self._said.get("lmi_types", "")):
            if key := lmi_type(words):
                found.append(key)
            else:
                wrong = Invalid("It is no type of labour-market information that is known here.")
                self._note("lmi_types", words, wrong, "Choose one on the document's page.")
        return tuple(dict.fromkeys(found))

    def maturity(self) -> int:
        """Return the stage, a number or its words; 1 where the file does not say."""
        said = " ".join(self._said.get("maturity", "").casefold().split())
        stages = {str(number): number for number in MATURITY} | {w: n for n, w in MATURITY.items()}
        if said and said not in stages:
            self._note("maturity", said, Invalid("It is no stage, 1 to 6."), "Write 1 to 6.")
        return stages.get(said, 1)

    def describe(self, document: Document, today: date) -> Document:
        """Return the document with the details that only some files give."""
        for field in (*_LISTS, *_DETAILS, "source_date"):
            if value := self._said.get(field, ""):
                given = listed(value) if field in _LISTS else value
                try:
                    made = described(Document("", "", ""), {field: given}, today)
                except Invalid as error:
                    self._note(field, value, error)
                else:
                    document = replace(document, **{field: getattr(made, field)})
        return document

    def _note(self, field: str, value: str, error: Invalid, mend: str = "") -> None:
        reason, _, rest = error.message.partition(". ")
        self.problems.append(Problem(field, value, reason.rstrip("."), mend or rest or "Mend it."))


def draft_of(parsed: Parsed, name: str, today: date) -> Draft:
    """Return the document that a file of this name makes, as far as the file tells."""
    said = _Fields(parsed)
    title = " ".join(printable(parsed.title).split())
    if len(title) > LONGEST["title"]:
        title = title[: LONGEST["title"] - 1] + "…"
    document = Document(
        id="",
        title=title or name.rpartition(".")[0] or name or "Untitled",
        text=printable(parsed.text),
        kind=said.line("kind", _KINDS.get(parsed.media_type, "report")),
        lmi_types=said.lmi_types(),
        region=said.line("region"),
        sector=said.line("sector"),
        source=said.line("source"),
        summary=tidy_text("summary", parsed.fields.get("summary", "")[: LONGEST["summary"]]),
        published=said.day("published") or (None if parsed.fields else parsed.published),
        review_due=said.day("review_due"),
        maturity=said.maturity(),
        original_type=parsed.media_type,
    )
    document = said.describe(document, today)
    return Draft(document, tuple(said.problems))
