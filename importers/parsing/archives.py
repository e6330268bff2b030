"""ZIP files, within limits: a small file can unpack to fill a machine."""

import zipfile
from typing import BinaryIO

from tagging.errors import ImportFailed

LARGEST_UNPACKED = 400_000_000
LARGEST_RATIO = 150
_SMALL_MEMBER = 1_000_000
_MOST_MEMBERS = 2_000
_XML_START = 65_536


class PackedTooTight(ImportFailed):
    """A ZIP file would unpack to more than is allowed."""


class Protected(ImportFailed):
    """A ZIP file wants a password."""


def open_zip(file: BinaryIO, name: str, largest: int = LARGEST_UNPACKED) -> zipfile.ZipFile:
    """Open a ZIP file; raises `ImportFailed` where it is none, or would unpack beyond limits.

    What a member says of its own size holds: `zipfile` gives no byte more of it.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ImportFailed(f"{name} is damaged: {error}. Save or download it again.") from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > largest:
        raise PackedTooTight(f"{name} unpacks to more than {largest:,} bytes. Split it.")
    for member in members:
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > _SMALL_MEMBER and ratio > LARGEST_RATIO:
            raise PackedTooTight(f"{name} is packed {ratio:.0f} to one, as no honest file is.")
        if member.flag_bits & 1:
            raise Protected(f"{name} is protected by a password. Save it without one.")
    return archive


def declares_entities(archive: zipfile.ZipFile) -> bool:
    """Say whether an XML part has a document type, as no Office file does: entities stand there."""
    return any(
        _has_document_type(archive, member)
        for member in archive.namelist()
        if member.endswith((".xml", ".rels"))
    )


def _has_document_type(archive: zipfile.ZipFile, member: str) -> bool:
    try:
        with archive.open(member) as part:
            start = part.read(_XML_START)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False  # reading the file will say what is wrong
    return (
        b"<!DOCTYPE" in start
        or "<!DOCTYPE".encode("utf-16-le") in start
        or ("<!DOCTYPE".encode("utf-16-be") in start)
    )
