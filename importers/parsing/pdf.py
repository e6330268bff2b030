"""The text of a PDF, page by page. Runs in the limited process only."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from importers.parsing import bylines, headings, paragraphs
from importers.parsing.kinds import Kind
from importers.parsing.parsed import LARGEST_TEXT, Parsed, heading
from importers.parsing.refusals import refusal

MOST_PAGES = 3_000
_MOST_UNKNOWN_LETTERS = 0.3
_PRINT_ANEW = "Print it to a new PDF, or have its text recognised (OCR)."
_NO_TITLE = re.compile(
    r"^(untitled|microsoft word|powerpoint|document\d*|slide \d+)\b", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\.(docx?|pdf|pptx?|indd|qxd|rtf|odt|xlsx?)$", re.IGNORECASE)


def read(file: BinaryIO) -> Parsed:
    """Read a PDF; raises `Unreadable` where it is encrypted, scanned, too large or broken."""
    try:
        reader = PdfReader(file, strict=False)
        _open(reader)
        pages = list(_pages(reader))
    except LimitReachedError:
        raise refusal("too large") from None
    texts, sizes, pictures, failed = _texts(pages)
    text = paragraphs.of_pages(texts, headings.levels(texts, sizes))
    if not text.strip():
        if pictures:
            raise refusal("scanned")
        raise refusal("broken" if failed or not pages else "empty")
    if text.count("\ufffd") > len(text) * _MOST_UNKNOWN_LETTERS:
        raise refusal("broken", "The file does not say which letters it shows.", _PRINT_ANEW)
    said = _information(reader)
    names, emails = bylines.of("\n".join(texts))
    author = said.get("author", "")
    return Parsed(
        text=text,
        media_type=Kind.PDF.value,
        title=_title(said.get("title", "")) or heading(text) or _first_line(text),
        authors=tuple(dict.fromkeys([*bylines.names(author), *names])),
        emails=tuple(dict.fromkeys([*bylines.emails(author), *emails])),
        published=_day(reader),
        pages=len(pages),
    )


def _open(reader: PdfReader) -> None:
    """Open what is encrypted with an empty password, as readers do; else it is refused."""
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError):
        opened = PasswordType.NOT_DECRYPTED
    if opened == PasswordType.NOT_DECRYPTED:
        raise refusal("encrypted")


def _pages(reader: PdfReader) -> Iterator[PageObject]:
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise refusal("too large", f"The file has more than {MOST_PAGES:,} pages.")
        yield page


def _texts(pages: list[PageObject]) -> tuple[list[str], list[headings.Sizes], int, int]:
    """Return each page's text, the sizes of its lines, how many show pictures, how many failed."""
    texts: list[str] = []
    sizes: list[headings.Sizes] = []
    size = pictures = failed = 0
    for page in pages:
        heard = headings.Sizes()
        try:
            text = page.extract_text(visitor_text=heard.hear)
        except LimitReachedError:
            raise refusal("too large") from None
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            text, failed = "", failed + 1  # the other pages may be whole
        size += len(text)
        if size > LARGEST_TEXT:
            raise refusal("too large", f"The file has more than {LARGEST_TEXT:,} characters.")
        pictures += not text.strip() and _shows_a_picture(page)
        texts.append(_shown(text))
        sizes.append(heard)
    return texts, sizes, pictures, failed


def _shown(text: str) -> str:
    """Return text without control characters; a soft hyphen says that a word goes on."""
    return "".join(one if one.isprintable() or one in "\n\t\u00ad" else " " for one in text)


def _shows_a_picture(page: PageObject) -> bool:
    try:
        objects: Any = page["/Resources"]["/XObject"]  # type: ignore[index]
        return any(one.get_object().get("/Subtype") == "/Image" for one in objects.values())
    except (PyPdfError, KeyError, TypeError, AttributeError, ValueError):
        return False


def _information(reader: PdfReader) -> dict[str, str]:
    found = {}
    for name in ("title", "author"):
        try:
            value = getattr(reader.metadata, name, None)
        except (PyPdfError, ValueError, TypeError, AttributeError):
            value = None
        if isinstance(value, str):
            found[name] = " ".join(value.split())[:300]
    return found


def _title(given: str) -> str:
    return "" if _NO_TITLE.match(given) or _FILE_NAME.search(given) else given


def _first_line(text: str) -> str:
    """Return the first paragraph where it looks like a title: short, of words, no sentence."""
    first = text.partition("\n")[0].strip()
    looks_so = 8 <= len(first) <= 120 and " " in first and not first.endswith((".", ",", ";", ":"))
    return first if looks_so and sum(map(str.isalpha, first)) > len(first) / 2 else ""


def _day(reader: PdfReader) -> date | None:
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except (PyPdfError, ValueError, TypeError, AttributeError):
        return None
    return made.date() if made and 1980 <= made.year <= date.today().year + 1 else None  # noqa: DTZ011
