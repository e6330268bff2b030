"""Keeps a worker running for `signpost serve`: starts it again when it dies, ends it in the end.

usage: python keeper.py COMMAND... (by its path: it needs nothing but Python itself)

It ends, and the worker with it, when its standard input does: that is when `signpost serve` has
ended, in whatever way. A worker that dies soon after its start is given more and more time.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time

SHORT_LIFE_SECONDS = 3.0
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 60.0
_GRACE_SECONDS = 5.0


def main(command: list[str]) -> None:
    """Run `command` again and again until standard input ends."""
    ended = threading.Event()
    pause = FIRST_PAUSE_SECONDS
    threading.Thread(target=_await_end, args=(ended,), daemon=True).start()
    while not ended.is_set():
        started = time.monotonic()
        _run(command, ended)
        lived = time.monotonic() - started
        if lived > SHORT_LIFE_SECONDS:
            pause = FIRST_PAUSE_SECONDS
        ended.wait(pause)
        pause = min(LONGEST_PAUSE_SECONDS, pause * 2)


def _run(command: list[str], ended: threading.Event) -> None:
    """Run the command until it ends by itself or has to."""
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        while process.poll() is None and not ended.wait(0.1):
            pass
        if process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)
            process.kill()


def _await_end(ended: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    ended.set()


if __name__ == "__main__":
    main(sys.argv[1:])
