"""Progress bars on standard error, for whatever takes longer than two seconds."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn
from rich.progress import TimeRemainingColumn as Remaining

from importers.report import Progress as Told


@contextmanager
def bars() -> Iterator[Told]:
    """Yield a progress that shows a bar for each step it is told of."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), Remaining()
    shown = Progress(*columns, console=Console(stderr=True))
    tasks: dict[str, TaskID] = {}

    def tell(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = shown.add_task(step)
        shown.update(tasks[step], completed=done, total=max(total, 1))

    with shown:
        yield tell
