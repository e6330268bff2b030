"""An import in a process of its own, in small batches, for `test_crashes` to kill."""

import sys
from pathlib import Path

from graph.database import Database
from importers import people, skills, taggings
from tagging.permissions import OPERATOR

SMALL = 25


def main(uri: str, username: str, password: str, folder: Path) -> None:
    """Import people, skills and taggings from a folder, saying each step on standard output."""

    def told(step: str, done: int, total: int) -> None:
        print(step, done, total, flush=True)  # noqa: T201

    # Many small transactions, so that a kill falls between and into them.
    for module in (people, skills, taggings):
        vars(module)["_BATCH"] = SMALL
    vars(taggings)["_SORTED"] = 2 * SMALL
    vars(taggings)["_READ_STEP"] = SMALL
    with Database.connect(uri, username, password) as db:
        people.import_people(db, OPERATOR, folder / "people.csv", progress=told)
        skills.import_skills(db, OPERATOR, folder / "skills.csv", progress=told)
        taggings.import_taggings(db, OPERATOR, folder / "taggings.csv", progress=told)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]))
