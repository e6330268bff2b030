"""Delivering: once, each person's together, in their way, again where it failed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from graph import notifications as store
from graph.database import Database
from graph.records import Notification, NotificationState, Preferences, Way
from tagging.delivering import MOST_TRIES, Delivered, Mail, NotSent, deliver
from tests import writers
from tests.writers import NOW

UTC_ZONE = ZoneInfo("UTC")
EVENING = NOW.replace(hour=19)
MORNING = NOW.replace(hour=8) + timedelta(days=1)


@dataclass
class Post:
    """Takes e-mails, or refuses them as planted."""

    sent: list[Mail] = field(default_factory=list)
    refuses: Iterator[NotSent] | None = None

    def __call__(self, mail: Mail) -> None:
        refusal = next(self.refuses, None) if self.refuses else None
        if refusal:
            raise refusal
        self.sent.append(mail)


@pytest.fixture
def told(db: Database) -> Database:
    """Ada and Ben are there, and Ada was told two things."""
    writers.load(db)
    tell(db, "one", "ada")
    tell(db, "two", "ada")
    return db


def tell(db: Database, key: str, person: str) -> None:
    one = Notification(key, person, "question", f"About {key}", "Can you help?", f"/{key}", NOW)
    db.transact(lambda tx: store.put(tx, [one]))


def state(db: Database, person: str = "ada") -> list[NotificationState]:
    return [one.state for one in store.messages(db, person, 10)]


def test_what_is_due_goes_out_once_in_one_e_mail(told: Database) -> None:
    post = Post()
    assert deliver(told, post, NOW, UTC_ZONE) == Delivered(sent=2)
    assert deliver(told, post, NOW, UTC_ZONE) == Delivered()
    [mail] = post.sent
    assert (mail.to, mail.subject) == ("ada@x.example", "2 messages from Signpost")
    assert "About one" in mail.text
    assert "About two" in mail.text
    assert state(told) == [NotificationState.SENT] * 2


def test_quiet_hours_and_once_a_day_wait(told: Database) -> None:
    tell(told, "three", "ben")
    store.set_preferences(told, "ben", Preferences(Way.DAILY))
    post = Post()
    assert deliver(told, post, EVENING, UTC_ZONE) == Delivered(later=3)
    assert deliver(told, post, EVENING + timedelta(hours=5), UTC_ZONE) == Delivered()
    assert deliver(told, post, MORNING, UTC_ZONE) == Delivered(sent=3)
    assert sorted(mail.to for mail in post.sent) == ["ada@x.example", "ben@x.example"]


def test_what_is_not_mailed_is_kept_to_be_read(told: Database) -> None:
    store.set_preferences(told, "ada", Preferences(Way.OFF))
    assert deliver(told, Post(), NOW, UTC_ZONE) == Delivered(kept=2)
    tell(told, "three", "ben")
    assert deliver(told, None, EVENING, UTC_ZONE) == Delivered(kept=1)
    assert state(told, "ben") == [NotificationState.KEPT]
    assert store.unread(told, "ben") == 1


def test_a_server_that_is_down_is_tried_less_and_less_often(told: Database) -> None:
    store.set_preferences(told, "ada", Preferences(Way.AT_ONCE, NOW.time(), NOW.time()))
    post = Post(refuses=iter([NotSent("down")] * 2))
    assert deliver(told, post, NOW, UTC_ZONE) == Delivered()
    assert deliver(told, post, NOW + timedelta(minutes=1), UTC_ZONE) == Delivered()
    deliver(told, post, NOW + timedelta(minutes=2), UTC_ZONE)
    assert deliver(told, post, NOW + timedelta(minutes=5), UTC_ZONE) == Delivered()
    assert deliver(told, post, NOW + timedelta(minutes=6), UTC_ZONE) == Delivered(sent=2)


def test_what_is_never_taken_is_given_up(told: Database) -> None:
    assert deliver(told, Post(refuses=iter([NotSent("no such address", final=True)])), NOW,
                   UTC_ZONE) == Delivered(failed=2)  # fmt: skip
    store.set_preferences(told, "ben", Preferences(Way.AT_ONCE, NOW.time(), NOW.time()))
    tell(told, "three", "ben")
    down = Post(refuses=iter([NotSent("down")] * MOST_TRIES))
    tried = [deliver(told, down, NOW + timedelta(hours=4 * n), UTC_ZONE) for n in range(MOST_TRIES)]
    assert tried[-1] == Delivered(failed=1)
    assert state(told, "ben") == [NotificationState.FAILED]
    assert store.failures(told, NOW)[0] == 3


def test_one_whose_sender_died_is_sent_again(told: Database) -> None:
    def dies(mail: Mail) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver(told, dies, NOW, UTC_ZONE)
    post = Post()
    assert deliver(told, post, NOW + timedelta(minutes=9), UTC_ZONE) == Delivered()
    assert deliver(told, post, NOW + timedelta(minutes=10), UTC_ZONE) == Delivered(sent=2)
