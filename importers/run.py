"""What every import does around its own work: permission, batch, clock, counts."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from graph.database import Database
from graph.records import SaveCounts
from importers.columns import Columns, Variants, recognise
from importers.read import Table, open_file, open_table
from importers.report import Progress, Report, Tally
from tagging import imports
from tagging.errors import Invalid
from tagging.permissions import Permission, Viewer, require

Item = TypeVar("Item")


@dataclass
class Run:
    """One import under way."""

    db: Database
    viewer: Viewer
    path: Path
    tally: Tally
    batch: str
    dry_run: bool
    progress: Progress
    now: datetime
    started: float = field(default_factory=time.monotonic)

    def count(self, counts: SaveCounts) -> None:
        """Add to the tally what was saved."""
        self.tally.added += len(counts.added)
        self.tally.changed += len(counts.changed)
        self.tally.unchanged += len(counts.unchanged)

    def reading(self, table: Table) -> None:
        """Show how far reading has come."""
        self.progress("Reading", min(table.position, table.size), table.size)

    def read_rows(
        self,
        variants: Variants,
        required: Sequence[tuple[str, ...]],
        add: Callable[[Columns, Sequence[str]], None],
    ) -> None:
        """Hand each row of the file to `add`; those it raises `Invalid` for are rejected."""
        with open_table(self.path) as table:
            columns = recognise(table.columns, variants, required, self.path.name)
            self.tally.notes += table.notes
            for number, row in table.rows:
                self.reading(table)
                try:
                    add(columns, row)
                except Invalid as error:
                    self.tally.refuse(number, columns, row, error)

    def finish(self) -> Report:
        """Note the end in the store and return the report."""
        tally = self.tally
        if not self.dry_run:
            imports.finish(
                self.db,
                self.viewer,
                self.batch,
                datetime.now(UTC),
                added=tally.added,
                changed=tally.changed,
                unchanged=tally.unchanged,
                rejected=tally.rejected_rows,
            )
        return tally.report(dry_run=self.dry_run, seconds=time.monotonic() - self.started)


def begin(
    db: Database,
    viewer: Viewer,
    kind: str,
    path: Path,
    *,
    dry_run: bool,
    progress: Progress,
) -> Run:
    """Check that the viewer may import and the file can be opened, and note the start."""
    return begin_many(db, viewer, kind, path, [path], dry_run=dry_run, progress=progress)


def begin_many(
    db: Database,
    viewer: Viewer,
    kind: str,
    path: Path,
    files: Sequence[Path],
    *,
    dry_run: bool,
    progress: Progress,
) -> Run:
    """Do as `begin` for several files that are imported as one, such as those of a folder."""
    require(viewer, Permission.IMPORT)
    digest = hashlib.sha256()
    for one in files:
        with open_file(one) as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    now = datetime.now(UTC).replace(microsecond=0)
    batch = imports.begin(db, viewer, kind, path.name, digest.hexdigest(), now, dry_run=dry_run)
    return Run(db, viewer, path, Tally(kind, path.name), batch, dry_run, progress, now)


def batches_of(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield `items` in slices of `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
