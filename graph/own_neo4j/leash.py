"""Runs a command that dies with the process that started it, also when that one is killed.

Run as a file, not as a module, so that it starts in a few hundredths of a second:
`python -I leash.py PARENT_PID COMMAND...`
"""

import ctypes
import os
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Become the command on Linux, where the kernel tells it of its parent's death; else watch."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(0)
        os.execv(command[0], command)
    watch(command)


def watch(command: list[str]) -> None:
    """Run the command until it ends, or until standard input ends because the parent is gone."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, close_fds=False)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    signal.signal(signal.SIGCHLD, lambda *_: sys.exit(child.wait()))
    sys.stdin.buffer.read()
    child.terminate()
    sys.exit(child.wait())


if __name__ == "__main__":
    main()
