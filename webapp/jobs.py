"""Work that no page waits for, done by `signpost worker`. Every task may run twice unharmed."""

from datetime import UTC, datetime

from huey import SqliteHuey, crontab

from graph.database import Database
from tagging import housekeeping
from webapp.config import Settings
from webapp.logs import log


def queue(settings: Settings, database: Database) -> SqliteHuey:
    """Return the queue in the data folder, with the tasks that run on `database`."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    jobs = SqliteHuey("signpost", filename=str(settings.data_folder / "jobs.sqlite"), utc=True)
    jobs.periodic_task(crontab(hour="2", minute="30"), name="tidy", retries=3, retry_delay=600)(
        lambda: tidy(settings, database)
    )
    return jobs


def tidy(settings: Settings, database: Database) -> dict[str, int]:
    """Forget what has had its time: ended sessions, old brakes, old unmet searches."""
    forgotten = housekeeping.tidy(
        database, datetime.now(UTC), unmet_days=settings.unmet_search_days
    )
    log.info("tidied", **forgotten)
    return forgotten
