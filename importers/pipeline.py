"""Reading and writing at once: the database works on one batch while the next is prepared."""

import threading
from collections.abc import Callable
from queue import Queue
from typing import Generic, Self, TypeVar

Batch = TypeVar("Batch")
_WAITING = 3


class Writer(Generic[Batch]):
    """A thread that saves batches in the order given; what fails there is raised by the giver."""

    def __init__(self, save: Callable[[Batch], None]) -> None:
        self._save = save
        self._batches: Queue[Batch | None] = Queue(_WAITING)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="import-writer", daemon=True)

    def put(self, batch: Batch) -> None:
        """Hand over a batch; waits while too many lie in line."""
        self._raise_failure()
        self._batches.put(batch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._batches.put(None)
        self._thread.join()
        if kind is None:
            self._raise_failure()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        """Save until told to end; after a failure, empty the line so that nobody waits for it."""
        while (batch := self._batches.get()) is not None:
            if self._failure is None:
                try:
                    self._save(batch)
                except Exception as failure:  # noqa: BLE001 - the giver raises it
                    self._failure = failure
