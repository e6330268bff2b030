"""The text of a Word file (DOCX) as Markdown. Runs in the limited process only."""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from importers.parsing import bylines
from importers.parsing.archives import PackedTooTight, Protected, declares_entities, open_zip
from importers.parsing.kinds import Kind
from importers.parsing.parsed import LARGEST_TEXT, Parsed, heading
from importers.parsing.refusals import refusal
from tagging.errors import ImportFailed

LARGEST_UNPACKED = 200_000_000
LARGEST_XML = 60_000_000
_OTHER_OFFICE = {"xl/": "a workbook", "ppt/": "a presentation"}
_MAIN = "word/document.xml"
_DEEPEST = 60
_TAKES_ITS_CHILDREN = {
    qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:smartTag"), qn("w:customXml"),
    qn("w:hyperlink"), qn("w:r"), qn("w:fldSimple"), qn("w:moveTo"),
}  # fmt: skip


def read(file: BinaryIO) -> Parsed:
    """Read a Word file; raises `Unreadable` where it is none, too large, or declares entities."""
    _check(file)
    file.seek(0)
    try:
        document = docx.Document(file)
    except (PackageNotFoundError, KeyError, ValueError):
        raise refusal("broken") from None
    text = _text(document)
    if not text.strip():
        raise refusal("scanned" if document.inline_shapes else "empty")
    said = document.core_properties
    author = " ; ".join(
        filter(None, (said.author, said.last_modified_by if not said.author else ""))
    )
    names, emails = bylines.of(text)
    return Parsed(
        text=text,
        media_type=Kind.DOCX.value,
        title=" ".join((said.title or heading(text)).split())[:300],
        authors=tuple(dict.fromkeys([*bylines.names(author), *names])),
        emails=tuple(dict.fromkeys([*bylines.emails(author), *emails])),
        published=_day(said),
    )


def _check(file: BinaryIO) -> None:
    try:
        with open_zip(file, "The file", LARGEST_UNPACKED) as archive:
            names = archive.namelist()
            xml = sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))
            if xml > LARGEST_XML:
                raise refusal("too large")
            if _MAIN not in names:
                raise _other(names)
            if declares_entities(archive):
                raise refusal("broken", "The file declares XML entities, as no Word file does.")
    except PackedTooTight as error:
        raise refusal("too large", error.message) from None
    except Protected:
        raise refusal("encrypted") from None
    except ImportFailed:
        raise refusal("broken") from None


def _other(names: list[str]) -> Exception:
    for start, what in _OTHER_OFFICE.items():
        if any(name.startswith(start) for name in names):
            return refusal("unknown", f"The file is {what}, not a document.", "Save it as PDF.")
    if "mimetype" in names and "content.xml" in names:
        return refusal("unknown", "The file is an OpenDocument file.", "Save it as Word (.docx).")
    return refusal("unknown", "The file is a ZIP file, not a Word file.", "Unpack it first.")


def _text(document: Document) -> str:
    styles = {one.style_id: (one.name or "").casefold() for one in document.styles}
    blocks: list[str] = []
    size = 0
    listed = False
    for block in _blocks(document.element.body, styles, 0):
        size += len(block)
        if size > LARGEST_TEXT:
            raise refusal("too large", f"The file has more than {LARGEST_TEXT:,} characters.")
        item = block.startswith("- ")
        blocks.append(("\n" if item and listed else "\n\n") + block)
        listed = item
    return "".join(blocks).strip()


def _blocks(parent: Any, styles: dict[str, str], depth: int) -> Iterator[str]:
    for element in parent.iterchildren():
        if element.tag == qn("w:p"):
            if words := " ".join(_words(element, 0).split()):
                yield _mark(element, styles) + words
        elif element.tag == qn("w:tbl"):
            if table := _table(element):
                yield table
        elif element.tag in _TAKES_ITS_CHILDREN and depth < _DEEPEST:
            yield from _blocks(element, styles, depth + 1)


def _words(element: Any, depth: int) -> str:
    """Return the words of a paragraph: what was inserted with it, not what was deleted."""
    found = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag in {qn("w:tab"), qn("w:br"), qn("w:cr")}:
            found.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            found.append("-")
        elif child.tag in _TAKES_ITS_CHILDREN and depth < _DEEPEST:
            found.append(_words(child, depth + 1))
    return "".join(found)


def _mark(paragraph: Any, styles: dict[str, str]) -> str:
    """Return what Markdown writes before a paragraph of this style."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return ""
    style = properties.find(qn("w:pStyle"))
    name = styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""
    if name == "title":
        return "# "
    if name.startswith("heading ") and name[8:9].isdigit():
        return "#" * min(6, max(1, int(name[8]))) + " "
    return "- " if name.startswith("list") or properties.find(qn("w:numPr")) is not None else ""


def _table(table: Any) -> str:
    rows = [
        [
            " ".join(" ".join(_words(p, 0) for p in cell.iter(qn("w:p"))).split()).replace("|", "/")
            for cell in row.iterchildren(qn("w:tc"))
        ]
        for row in table.iterchildren(qn("w:tr"))
    ]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    width = max(map(len, rows))
    if width == 1:
        return "\n\n".join(row[0] for row in rows)
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _day(said: Any) -> date | None:
    try:
        made = said.modified or said.created
    except ValueError:
        return None
    return made.date() if made and made.year >= 1980 else None
