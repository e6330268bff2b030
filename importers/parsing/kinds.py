"""What kind of file it is, by what it holds; the name only decides between kinds of text."""

from enum import StrEnum

from importers.parsing.refusals import refusal


class Kind(StrEnum):
    """The kinds of documents that can be read, by media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    PLAIN = "text/plain"


START_BYTES = 8_192
SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt")
_AS_DOCX = "Save it as Word (.docx) or PDF, and add that."
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml")
_OTHERS = (
    (b"\x89PNG", "a picture", "Add the text that it shows, or the document it is from."),
    (b"\xff\xd8\xff", "a picture", "Add the text that it shows, or the document it is from."),
    (b"GIF8", "a picture", "Add the text that it shows, or the document it is from."),
    (b"II*\x00", "a picture", "Add the text that it shows, or the document it is from."),
    (b"MM\x00*", "a picture", "Add the text that it shows, or the document it is from."),
    (b"RIFF", "a picture, film or sound", "Add the text that goes with it."),
    (b"{\\rtf", "a rich text file (.rtf)", _AS_DOCX),
    (b"\x1f\x8b", "a compressed file", "Unpack it, and add what is in it."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it, and add what is in it."),
    (b"Rar!", "a compressed file", "Unpack it, and add what is in it."),
    (b"MZ", "a program", ""),
    (b"\x7fELF", "a program", ""),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def kind_of(start: bytes, name: str, whole: bytes | None = None) -> Kind:
    """Return what a file is that begins with `start`; raises `Unreadable` where it is no document.

    `whole` is what to look through for the mark of a protected Office file (`start` unless given).
    """
    if not start.strip(b"\0 \t\r\n"):
        raise refusal("empty", "The file is empty." if not start else "")
    if start.startswith(b"PK"):
        return Kind.DOCX  # or another ZIP file: what is in it says so when it is opened
    if start.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in (whole or start):
            raise refusal("encrypted")
        raise refusal(
            "unknown", "The file is of an old kind of Office file (such as .doc).", _AS_DOCX
        )
    for mark, what, mend in _OTHERS:
        if start.startswith(mark):
            raise refusal("unknown", f"The file is {what}, whatever its name says.", mend)
    ending = name.lower().rpartition(".")[2]
    if b"%PDF" in start[:1024] or ending == "pdf":
        return Kind.PDF
    return _kind_of_text(start, ending)


def _kind_of_text(start: bytes, ending: str) -> Kind:
    looks = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if ending in {"html", "htm", "xhtml"} or (
        looks.startswith(_HTML_STARTS) and ending not in {"md", "markdown", "txt"}
    ):
        return Kind.HTML
    if looks.startswith(_HTML_STARTS[:2]):
        return Kind.HTML
    return Kind.MARKDOWN if ending in {"md", "markdown"} else Kind.PLAIN
