"""Files written to harm whoever reads them, and honest ones beside them."""

import io
import random
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import docx

TEXT = "Yards along the estuary took on 120 apprentices last year. "
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def pdf(
    contents: Iterable[bytes], *, filters: str = "", resources: str = "", info: str = ""
) -> bytes:
    """Return a PDF with one page for each content stream, given as it stands in the file."""
    contents = list(contents)
    pages = [4 + 2 * number for number in range(len(contents))]
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number, content in zip(pages, contents, strict=True):
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        ).encode()
        head = f"<< /Length {len(content)} {filters} >>\nstream\n".encode()
        objects[number + 1] = head + content + b"\nendstream"
    last = max(objects) + 1
    objects[last] = f"<< {info} >>".encode()
    return _assembled(objects, f"/Root 1 0 R /Info {last} 0 R")


def _assembled(objects: dict[int, bytes], trailer: str) -> bytes:
    file = io.BytesIO(b"%PDF-1.7\n")
    file.seek(0, io.SEEK_END)
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = file.tell()
        file.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    start = file.tell()
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    for number in sorted(objects):
        file.write(f"{places[number]:010} 00000 n \n".encode())
    file.write(f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n".encode())
    file.write(b"%%EOF\n")
    return file.getvalue()


def lines(*words: str) -> bytes:
    """Return the content stream of a page that shows these lines."""
    shown = b" ".join(b"(" + line.encode() + b") Tj T*" for line in words)
    return b"BT /F1 11 Tf 14 TL 60 780 Td " + shown + b" ET"


def long_pdf(pages: int = 200) -> bytes:
    """Return an honest PDF of many pages, some 350 words each."""
    page = [f"{TEXT}{TEXT[:40]}" for _ in range(24)]
    return pdf(lines(f"Page {number}", *page) for number in range(pages))


def scanned_pdf() -> bytes:
    """Return a PDF whose one page shows a picture and no text."""
    picture = "/XObject << /P1 << /Type /XObject /Subtype /Image /Width 1 /Height 1 >> >>"
    return pdf([b"q 595 0 0 842 0 0 cm /P1 Do Q"], resources=picture)


def pdf_bomb(unpacked: int = 500_000_000) -> bytes:
    """Return a PDF of half a megabyte whose page unpacks to 500."""
    packer = zlib.compressobj(9)
    block = b" " * 10_000_000
    packed = b"".join(packer.compress(block) for _ in range(unpacked // len(block)))
    return pdf([packed + packer.flush()], filters="/Filter /FlateDecode")


def nested_pdf_bomb(unpacked: int = 500_000_000) -> bytes:
    """Return a PDF of some kilobytes, packed twice."""
    packer, outer = zlib.compressobj(9), zlib.compressobj(9)
    block = b" " * 10_000_000
    packed = b"".join(packer.compress(block) for _ in range(unpacked // len(block)))
    packed = outer.compress(packed + packer.flush()) + outer.flush()
    return pdf([packed], filters="/Filter [/FlateDecode /FlateDecode]")


def endless_pdf() -> bytes:
    """Return a PDF of 60 kB that takes hours: each form shows the next one ten times."""
    forms = {
        number: (
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 60 /Resources << /XObject "
            f"<< /X {number + 1} 0 R >> >> >>\nstream\n" + "/X Do " * 10 + "\nendstream"
        ).encode()
        for number in range(10, 60)
    }
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources "
        b"<< /XObject << /X 10 0 R >> >> >>",
        4: b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        60: b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 3 >>\n"
        b"stream\nq Q\nendstream",
    }
    return _assembled(objects | forms, "/Root 1 0 R")


def word(*paragraphs: tuple[str, str], author: str = "", title: str = "") -> bytes:
    """Return an honest Word file of (style, text) paragraphs, with a table at its end."""
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = author, title
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    table = document.add_table(2, 2)
    for number, words in enumerate(("Yard", "Apprentices", "Drydock", "80")):
        table.cell(number // 2, number % 2).text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return a ZIP file with one member replaced or added."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        members = {one: old.read(one) for one in old.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one, data in (members | {name: content}).items():
            new.writestr(one, data)
    return file.getvalue()


def word_bomb() -> bytes:
    """Return a Word file of 300 kB that unpacks to 100 MB."""
    run = f"<w:p><w:r><w:t>{'a' * 1000}</w:t></w:r></w:p>".encode()
    body = run * (100_000_000 // len(run))
    head = f'<w:document xmlns:w="{_WORD}"><w:body>'.encode()
    return with_part(word(), "word/document.xml", head + body + b"</w:body></w:document>")


def quiet_word_bomb() -> bytes:
    """Return a Word file whose tree takes far more memory than its 50 MB of XML: one of limits."""
    chance = random.Random(1)
    rows = [
        f"<w:p><w:r><w:t>{chance.getrandbits(40):x}</w:t></w:r></w:p>".encode()
        for _ in range(1_000_000)
    ]
    head = f'<w:document xmlns:w="{_WORD}"><w:body>'.encode()
    return with_part(word(), "word/document.xml", head + b"".join(rows) + b"</w:body></w:document>")


def word_with_entity(path: Path, encoding: str = "utf-8") -> bytes:
    """Return a Word file whose text is an entity that stands for another file."""
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<!DOCTYPE d [<!ENTITY secret SYSTEM "{path.as_uri()}">]>'
        f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    return with_part(word(), "word/document.xml", text.encode(encoding))


def renamed_zip() -> bytes:
    """Return a ZIP file of something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr("notes.txt", TEXT)
    return file.getvalue()


def nested_page(depth: int = 3_000_000) -> bytes:
    """Return a web page of nested elements without end."""
    return b"<!doctype html><html><body>" + b"<div>" * depth + TEXT.encode()


def page(body: str, head: str = "") -> bytes:
    """Return an honest web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


HARMFUL = {
    "bomb.pdf": (pdf_bomb, {"too large"}),
    "nested.pdf": (nested_pdf_bomb, {"too large"}),
    "endless.pdf": (endless_pdf, {"too slow", "too large", "broken", "empty"}),
    "scanned.pdf": (scanned_pdf, {"scanned"}),
    "empty.pdf": (bytes, {"empty"}),
    "picture.pdf": (lambda: PNG, {"unknown"}),
    "bomb.docx": (word_bomb, {"too large"}),
    "quiet.docx": (quiet_word_bomb, {"too large"}),
    "archive.docx": (renamed_zip, {"unknown"}),
    "half.docx": (lambda: word()[:-400], {"broken"}),
    "protected.docx": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        {"encrypted"},
    ),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), {"unknown"}),
    "program.txt": (lambda: b"\x7fELF" + bytes(range(256)) * 20, {"unknown"}),
    "bytes.txt": (lambda: bytes(range(1, 32)) * 200, {"unknown"}),
    "long.txt": (lambda: b"x" * 2_000_001, {"too large"}),
}
