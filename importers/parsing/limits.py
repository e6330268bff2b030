"""What the process that reads a file may take from the machine, and what it may do at all."""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_NOT_ALLOWED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.startfile", "urllib.", "ftplib.", "smtplib.", "http.client.", "os.remove", "os.rename",
    "os.mkdir", "os.chmod", "os.link", "os.symlink", "shutil.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory (address space) and output in bytes, time in seconds.

    `wall_seconds` is for the process that waits; the others the kernel watches over. Where
    `output_bytes` is None the one who reads the output counts it.
    """

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    output_bytes: int | None


# Measured: 90 MB of address space for reading nothing, 330 MB for the largest honest document
# tried (docs/decisions/0007).
DOCUMENT = Limits(1_000_000_000, 60, 90.0, 16_000_000)
WORKBOOK = Limits(1_500_000_000, 900, 3_600.0, None)


def hold(limits: Limits) -> None:
    """Bind this very process to `limits`, for good: before it looks at what it was given.

    What a system lacks of this (macOS has no network namespace, say) is left out; the time limits
    and the refusal of sockets, programs and files hold everywhere.
    """
    _detach()
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    _set(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5)
    _set(resource.RLIMIT_NOFILE, 64)
    if limits.output_bytes is not None:
        _set(resource.RLIMIT_FSIZE, limits.output_bytes)
    sys.addaudithook(_refuse)


def _set(which: int, soft: int, hard: int | None = None) -> None:
    with suppress(ValueError, OSError):
        resource.setrlimit(which, (soft, soft if hard is None else hard))


def _detach() -> None:
    """End with the parent, be the first to go when memory is short, and have no network."""
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:  # noqa: PTH123
        score.write("1000")
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what reading a document never needs (an audit hook cannot be taken off again)."""
    if event.startswith(_NOT_ALLOWED):
        raise PermissionError(f"not while a document is read: {event}")
    if event == "open" and len(arguments) > 2 and _writes(arguments[1], arguments[2]):
        raise PermissionError("no file is written while a document is read")


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
