"""Sending e-mail through the server that the settings name."""

import smtplib
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial

from tagging.delivering import Mail, NotSent
from webapp.config import MailSecurity, Settings

_SECONDS = 30
_FINAL = range(500, 600)


def sender(settings: Settings) -> Callable[[Mail], None] | None:
    """Return what sends e-mail as the settings say; None where they name no server.

    Raises `ConfigurationError` where the settings do not fit together.
    """
    settings.check_mail()
    return partial(send, settings) if settings.smtp_host else None


def send(settings: Settings, mail: Mail) -> None:
    """Send one e-mail; raises `NotSent`."""
    try:
        message = composed(settings.mail_from, mail)
    except (ValueError, IndexError, MessageError) as error:
        raise NotSent("The address cannot be written to.", final=True) from error
    try:
        with _connected(settings) as server:
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise NotSent("The address was refused.", final=all(c in _FINAL for c in codes)) from error
    except smtplib.SMTPDataError as error:
        final = error.smtp_code in _FINAL
        raise NotSent(f"Refused with {error.smtp_code}.", final=final) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"The e-mail server failed: {type(error).__name__}.") from error


def composed(sender_address: str, mail: Mail) -> EmailMessage:
    """Return the message as it goes out; raises what `email` does for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Signpost", addr_spec=sender_address)
    message["To"] = Address(_one_line(mail.name), addr_spec=mail.to)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{mail.key}@{sender_address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message.set_content(mail.text)
    return message


def _one_line(text: str) -> str:
    """Return text without line breaks and signs that are not printed: no header can be added."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _connected(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security is MailSecurity.TLS:
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
    try:
        if settings.smtp_security is MailSecurity.STARTTLS:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_username:
            server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server
