"""Originals: whole or not at all, once, readable by their owner alone, reached by digest only."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from webapp.originals import Originals

CONTENT = b"Yards took on apprentices."
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Breaking(io.BytesIO):
    """A file that cannot be read to its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        if piece := super().read(4):
            return piece
        raise OSError


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    originals = Originals.under(tmp_path)
    for _ in range(2):
        kept = originals.keep(io.BytesIO(CONTENT))
        assert (kept.digest, kept.size) == (DIGEST, len(CONTENT))
    assert originals.path(DIGEST).read_bytes() == CONTENT
    assert originals.path(DIGEST).stat().st_mode & 0o777 == 0o600
    assert originals.folder.stat().st_mode & 0o777 == 0o700
    assert sorted(one.name for one in originals.folder.iterdir()) == sorted([DIGEST, "arriving"])


def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    originals = Originals.under(tmp_path)
    with pytest.raises(OSError):  # noqa: PT011 - it is the file's own
        originals.keep(Breaking(CONTENT))
    assert list(originals.arriving.iterdir()) == []
    assert [one.name for one in originals.folder.iterdir()] == ["arriving"]


@pytest.mark.parametrize("digest", ["", "../secret_key", "a" * 63, "A" * 64, f"{DIGEST}/x"])
def test_only_digests_lead_anywhere(tmp_path: Path, digest: str) -> None:
    with pytest.raises(FileNotFoundError):
        Originals.under(tmp_path).path(digest)


def test_old_ones_are_found_and_removed(tmp_path: Path) -> None:
    originals = Originals.under(tmp_path)
    assert list(originals.older_than(0)) == []
    originals.keep(io.BytesIO(CONTENT))
    left = originals.arriving / "left"
    left.write_bytes(b"half")
    for one in (originals.path(DIGEST), left):
        os.utime(one, (1, 1))
    originals.keep(io.BytesIO(b"new"))
    assert list(originals.older_than(60)) == [DIGEST]
    originals.tidy_arriving(60)
    assert not left.exists()
    originals.remove(DIGEST)
    originals.remove(DIGEST)
    assert list(originals.older_than(60)) == []
