"""Original files, each under the SHA-256 of its content, outside what the web server serves."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CHUNK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ARRIVING = "arriving"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was put away: its SHA-256 (hexadecimal) and its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Originals:
    """The folder of the originals. Only the owner of this process reads it (0700, files 0600)."""

    folder: Path

    @classmethod
    def under(cls, data_folder: Path) -> "Originals":
        """Return the originals of this data folder."""
        return cls(data_folder / "originals")

    @property
    def arriving(self) -> Path:
        """The folder for what is still coming in; made where it is not there."""
        place = self.folder / _ARRIVING
        for one in (self.folder, place):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place

    def path(self, digest: str) -> Path:
        """Return where the original with this SHA-256 lies, if it is there.

        Raises `FileNotFoundError` where it is none: no other path can be reached so.
        """
        if not _DIGEST.fullmatch(digest):
            raise FileNotFoundError(digest)
        return self.folder / digest

    def keep(self, stream: BinaryIO) -> Original:
        """Put a file away, a piece at a time; the same content twice takes its room once."""
        draft = self.arriving / f"{os.getpid()}.{secrets.token_hex(8)}"
        digest, size = hashlib.sha256(), 0
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                while piece := stream.read(_CHUNK):
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            # A new time of change keeps it from being tidied away before it is noted in the store.
            draft.replace(self.folder / digest.hexdigest())
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return Original(digest.hexdigest(), size)

    def keep_file(self, path: Path) -> str:
        """Put a copy of a file away and return its SHA-256."""
        with path.open("rb") as file:
            return self.keep(file).digest

    def older_than(self, seconds: float) -> Iterator[str]:
        """Yield the SHA-256 of each original put away before that long ago."""
        before = time.time() - seconds
        if self.folder.is_dir():
            for one in self.folder.iterdir():
                if _DIGEST.fullmatch(one.name) and one.stat().st_mtime < before:
                    yield one.name

    def remove(self, digest: str) -> None:
        """Delete an original; none is fine."""
        self.path(digest).unlink(missing_ok=True)

    def tidy_arriving(self, seconds: float) -> None:
        """Delete what was still coming in when its process ended, so long ago."""
        before = time.time() - seconds
        for one in self.arriving.iterdir():
            if one.stat().st_mtime < before:
                one.unlink(missing_ok=True)
