"""The supervisor's process: started by `client`, not by people (they use `signpost neo4j`)."""

import logging
import os
import sys
from pathlib import Path

from graph.own_neo4j.errors import OwnNeo4jError
from graph.own_neo4j.lines import line
from graph.own_neo4j.memory import Memory
from graph.own_neo4j.supervisor import Wanted, supervise


def main() -> None:
    """Leave the parent, then supervise: the program that started this one need not wait for it."""
    if os.fork():
        os._exit(0)
    logging.basicConfig(format="%(asctime)s %(message)s")
    home, name, port, heap, page_cache, light, linger = sys.argv[1:]
    memory = Memory(int(heap), int(page_cache), light == "1")
    try:
        supervise(Wanted(Path(home), line(name), int(port) or None, memory, float(linger)))
    except OwnNeo4jError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
