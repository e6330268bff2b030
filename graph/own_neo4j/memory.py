"""How much memory the machine has, and how much of it Neo4j gets."""

import os
from dataclasses import dataclass
from pathlib import Path

from graph.own_neo4j.errors import OwnNeo4jError

MEGABYTE = 1024 * 1024
_SHARE = 32
_OVERHEAD = 256
_CGROUP_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What Neo4j gets, in megabytes: the Java heap and the page cache beside it.

    `light` asks for a quick start rather than for speed later.
    """

    heap: int
    page_cache: int
    light: bool = False

    @property
    def total(self) -> int:
        """All that the process may come to hold, in megabytes, with the Java runtime's own."""
        return self.heap + self.page_cache + _OVERHEAD


SMALL = Memory(heap=512, page_cache=64, light=True)
LESS = Memory(heap=512, page_cache=64)
LEAST = Memory(heap=384, page_cache=32)


def for_machine(total: int | None = None) -> Memory:
    """Return 1/32 of the machine's memory (`total`, in megabytes) for each part.

    The heap stays between 512 and 4096 MB, the page cache between 128 and 8192 MB;
    SIGNPOST_NEO4J_HEAP and SIGNPOST_NEO4J_PAGE_CACHE (megabytes) say otherwise.
    """
    share = (machine_megabytes() if total is None else total) // _SHARE
    return Memory(
        heap=_setting("SIGNPOST_NEO4J_HEAP", min(max(share, 512), 4096)),
        page_cache=_setting("SIGNPOST_NEO4J_PAGE_CACHE", min(max(share, 128), 8192)),
    )


def fitting(wanted: Memory, available: int | None = None) -> Memory:
    """Return `wanted`, or less where only `available` megabytes are free.

    Raises `OwnNeo4jError` where not even the least that Neo4j starts with is there.
    """
    free = available_megabytes() if available is None else available
    for memory in (wanted, LESS, LEAST):
        if memory.total <= min(free, wanted.total):
            return memory
    raise OwnNeo4jError(
        f"Neo4j needs {LEAST.total} MB of free memory and this machine has {free} MB. "
        "Close other programs, or set NEO4J_URI to a Neo4j on another machine."
    )


def machine_megabytes() -> int:
    """Return the memory of this machine, or of the container it is limited to, in megabytes."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    return min([total, *_container_limits()])


def available_megabytes() -> int:
    """Return what programs can still take without swapping, in megabytes."""
    meminfo = Path("/proc/meminfo")
    if not meminfo.exists():
        return machine_megabytes()
    lines = dict(line.split(":", 1) for line in meminfo.read_text().splitlines())
    free = int(lines.get("MemAvailable", lines["MemFree"]).split()[0]) // 1024
    return min([free, *_container_limits()])


def _container_limits() -> list[int]:
    texts = [path.read_text().strip() for path in _CGROUP_LIMITS if path.exists()]
    return [int(text) // MEGABYTE for text in texts if text.isdigit()]


def _setting(name: str, default: int) -> int:
    text = os.environ.get(name, "")
    if not text:
        return default
    if not text.isdigit() or int(text) < LEAST.page_cache:
        raise OwnNeo4jError(f"{name} is '{text}'. Give a number of megabytes, such as 512.")
    return int(text)
