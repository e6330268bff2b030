"""The encoding of a text file, told by what it holds."""

import codecs
from typing import BinaryIO

_SAMPLE = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding of a text file: by its byte order mark, else UTF-8 if it is valid.

    UTF-16 without a mark is known by its zero bytes; what is left is taken as Windows-1252.
    """
    start = file.read(_SAMPLE)
    file.seek(0)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    if start and start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    if start and start[0::2].count(0) > len(start) * 0.4:
        return "utf-16-be"
    return "utf-8" if _is_utf8(file) else "cp1252"


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True
