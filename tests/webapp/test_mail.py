"""E-mail over the wire: a small server takes it; nobody can add a header; failures are told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest

from graph import notifications
from graph.database import Database
from graph.records import Notification, Preferences, Way
from tagging.analysing import Analyst
from tagging.delivering import Mail, NotSent
from tests import writers
from webapp import mail
from webapp.commands.working import Worker
from webapp.config import ConfigurationError, MailSecurity, Settings

LETTER = Mail("k1", "ada@x.example", "Ada Lövell", "A question", "Can you help?\n.\nThank you.\n")


class Taking(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as it takes to receive one e-mail."""

    def handle(self) -> None:
        server = cast(Server, self.server)
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "RCPT" and server.refusal:
                self._say(server.refusal)
            elif verb == "DATA":
                self._say("354 go on")
                server.received.append(self._letter())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Server(socketserver.TCPServer):
    """Keeps what it receives; answers recipients with `refusal` where there is one."""

    def __init__(self, refusal: str = "") -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.refusal = refusal
        self.received: list[bytes] = []


@contextmanager
def running(refusal: str = "") -> Iterator[tuple[Server, Settings]]:
    with Server(refusal) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server, settings(server.server_address[1])
        server.shutdown()


def settings(port: int) -> Settings:
    return Settings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_security=MailSecurity.NONE,
        mail_from="signpost@x.example",
    )  # fmt: skip


def received(server: Server) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(server.received[-1], policy=policy.default))


def test_an_e_mail_arrives_as_it_was_written() -> None:
    with running() as (server, here):
        send = mail.sender(here)
        assert send is not None
        send(LETTER)
        got = received(server)
    assert got["Subject"] == "A question"
    assert got["To"].addresses[0].display_name == "Ada Lövell"
    assert got["From"].addresses[0].addr_spec == "signpost@x.example"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Message-ID"] == "<k1@x.example>"
    assert got.get_content().replace("\r\n", "\n") == LETTER.text


def test_nobody_can_add_a_header() -> None:
    sly = Mail("k2", "ada@x.example", "Ada\r\nBcc: eve@x.example", "Hello\nBcc: eve@x.example", "x")
    with running() as (server, here):
        mail.send(here, sly)
        assert received(server)["Bcc"] is None
        for address in ("a@x.example\r\nBcc: eve@x.example", "nothing", "", "a@b, c@d"):
            with pytest.raises(NotSent) as refused:
                mail.send(here, Mail("k3", address, "Ada", "Hello", "x"))
            assert refused.value.final
        assert len(server.received) == 1


@pytest.mark.parametrize(("refusal", "final"), [("550 nobody here", True), ("450 later", False)])
def test_a_refusal_says_whether_it_is_final(refusal: str, final: bool) -> None:
    with running(refusal) as (server, here), pytest.raises(NotSent) as refused:
        mail.send(here, LETTER)
    assert refused.value.final is final
    assert server.received == []


def test_a_server_that_is_not_there_may_be_there_later() -> None:
    with Server() as server:
        port = server.server_address[1]
    with pytest.raises(NotSent) as refused:
        mail.send(settings(port), LETTER)
    assert not refused.value.final


def test_settings_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    assert mail.sender(Settings(data_folder=tmp_path)) is None
    with pytest.raises(ConfigurationError, match="SIGNPOST_MAIL_FROM"):
        mail.sender(Settings(smtp_host="mail.x.example"))
    open_ = {"smtp_host": "mail.x.example", "mail_from": "a@x.example", "smtp_security": "none"}
    with pytest.raises(ConfigurationError, match="unprotected"):
        Settings(**open_, smtp_username="a").check_mail()
    with pytest.raises(ConfigurationError, match="SIGNPOST_TIME_ZONE"):
        Settings(time_zone="../etc").check_mail()


def test_the_worker_sends_what_is_due(db: Database, tmp_path: Path) -> None:
    writers.load(db)
    notifications.set_preferences(db, "ada", Preferences(Way.AT_ONCE, time(9), time(9)))
    told = Notification("n1", "ada", "question", "A question", "Can you?", "/q", datetime.now(UTC))
    db.transact(lambda tx: notifications.put(tx, [told]))
    with running() as (server, here):
        own = here.model_copy(update={"data_folder": tmp_path})
        worker = Worker(own, db, Analyst(tmp_path / "analysis"))
        worker.each_minute()
        worker.each_minute()
        assert len(server.received) == 1
        assert "Can you?" in received(server).get_content()
    assert notifications.unread(db, "ada") == 0
