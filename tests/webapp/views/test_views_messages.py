"""Messages: one's own, the newest first, opened once; and how one likes to be told."""

from collections.abc import Callable
from datetime import time, timedelta

from graph import notifications as store
from graph.database import Database
from graph.records import Notification, Preferences, Way
from tests.organisation import ADVISER, HR, NOW, TAGGED
from tests.webapp.views.reading import Browser

Browse = Callable[..., Browser]


def told(database: Database, *numbers: int) -> None:
    """Tell Idris so many things, one a minute."""
    database.transact(
        lambda tx: store.put(
            tx,
            [
                Notification(
                    f"n{number:02}", "idris", "question", f"Message {number}.",
                    "Can you help?\n\n<b>Not bold</b>", "/skills/guidance",
                    NOW - timedelta(minutes=number),
                )
                for number in numbers
            ],
        )
    )  # fmt: skip


def test_one_reads_ones_own_messages(browse: Browse, database: Database) -> None:
    told(database, 1, 2)
    idris = browse(TAGGED)
    page = idris.open(idris.open("/").links["2 new messages"])
    assert page.words.index("Message 1.") < page.words.index("Message 2.")
    assert page.html.count("· new") == 2
    assert "<b>Not bold" not in page.html
    about = idris.send(page, "Open the page of: Message 1.")
    assert about.address.startswith("/skills/guidance")
    after = idris.open("/messages")
    assert after.html.count("· new") == after.html.count("· read") == 1
    assert "1 new message" in idris.open("/").words
    idris.send(after, "Mark all as read")
    assert "new message" not in idris.open("/").words


def test_nobody_reads_another_s(browse: Browse, database: Database) -> None:
    told(database, 1)
    for email in (ADVISER, HR):
        other = browse(email)
        assert "Message 1." not in other.open("/messages").words
        assert "new message" not in other.open("/").words
        assert other.client.post("/messages/n01/open").status_code == 404
        assert other.client.post("/messages/read").status_code == 303
    assert "1 new message" in browse(TAGGED).open("/").words


def test_older_ones_are_a_page_on(browse: Browse, database: Database) -> None:
    told(database, *range(25))
    idris = browse(TAGGED)
    page = idris.open("/messages")
    assert page.html.count("<article") == 20
    further = idris.open(page.links["More messages"])
    assert further.html.count("<article") == 5
    assert "Message 24." in further.words


def test_one_says_how_one_likes_to_be_told(browse: Browse, database: Database) -> None:
    idris = browse(TAGGED)
    page = idris.open("/account")
    after = idris.send(page, "Save", way="daily", quiet_from="20:00", quiet_until="07:30")
    assert "Saved." in after.words
    assert after.form("Save").fields["way"] == "daily"
    chosen = store.preferences(database, "idris")
    assert chosen == Preferences(Way.DAILY, time(20), time(7, 30))
    wrong = idris.send(page, "Save", way="hourly", quiet_from="late")
    assert wrong.status == 422
    assert "There is a problem" in wrong.words
    assert store.preferences(database, "idris") == chosen
