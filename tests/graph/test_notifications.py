from datetime import UTC, datetime, timedelta

from graph import notifications
from graph.database import Database
from graph.records import Notification, NotificationState
from tests import writers

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ONE = Notification("one", "ada", "asked", "A question", "Can you help?", "/questions/q", NOW)


def test_what_is_told_twice_is_kept_once_and_claimed_once(db: Database) -> None:
    writers.load(db)
    for _ in range(2):
        db.transact(lambda tx: notifications.put(tx, [ONE]))
    assert [one.notification for one in notifications.waiting(db, NOW)] == [ONE]
    later = NOW + timedelta(minutes=10)
    assert notifications.claim(db, ["one"], NOW, later) == {"one"}
    assert notifications.claim(db, ["one"], NOW, later) == set()
    notifications.settle(db, ["one"], NotificationState.SENT, NOW)
    assert notifications.waiting(db, later) == []
    assert notifications.messages(db, "ada", 10)[0].state is NotificationState.SENT
    assert notifications.forget(db, later) == 1
