"""Sends mail over SMTP with the standard library: it runs in the outbox's own thread, so nothing waits for it.

The connection is encrypted before a password is sent; the server's certificate is checked.
"""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, formataddr
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from portal_app.integrations.mail.port import Mail
from portal_app.kernel import clock
from portal_app.kernel.config import BadSettings, Settings
from portal_app.kernel.outbox import Hopeless

_PATIENCE = 20  # seconds for each answer of the server
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Encryption(StrEnum):
    START = "start"  # STARTTLS, usually port 587
    DIRECT = "direct"  # TLS from the first byte, usually port 465
    NONE = "none"  # a server on this machine


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""  # file with the certificate authority, when it is not a public one


def read_mail_url(url: str) -> MailServer:
    """`smtp://user:password@host:587?tls=start`, `smtps://user:password@host:465`, with `&ca=/path/ca.pem` for an authority of one's own.

    Raises BadSettings with a sentence. Without `tls=` a server elsewhere gets STARTTLS; plain text only goes to this machine.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise BadSettings("PORTAL_MAIL_URL: the port is no number.") from None
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if not parts.hostname:
        raise BadSettings("PORTAL_MAIL_URL: the name of the mail server is missing, for example smtp://user:password@mail.example.com:587?tls=start")
    encryption = _encryption(parts.scheme, parts.hostname, options.get("tls", ""))
    usual = 465 if encryption is Encryption.DIRECT else 587 if encryption is Encryption.START else 25
    return MailServer(parts.hostname, port or usual, encryption, unquote(parts.username or ""), unquote(parts.password or ""), options.get("ca", ""))


def check_mail_settings(given: Settings) -> None:
    """At start: raise BadSettings when the mail address cannot be used."""
    if not given.mail_url.get_secret_value().startswith("mailbox:"):
        read_mail_url(given.mail_url.get_secret_value())


def _encryption(scheme: str, host: str, wanted: str) -> Encryption:
    if scheme == "smtps":
        return Encryption.DIRECT
    if wanted not in ("", "start", "none"):
        raise BadSettings("PORTAL_MAIL_URL: tls= is start or none.")
    if host in _LOOPBACK:
        return Encryption.START if wanted == "start" else Encryption.NONE
    if wanted == "none":
        raise BadSettings("PORTAL_MAIL_URL: mail leaves this machine encrypted only. Use ?tls=start or smtps://")
    return Encryption.START


class Smtp:
    """One connection a mail: a supplier's portal sends a few a minute."""

    def __init__(self, server: MailServer, *, sender: str, sender_name: str) -> None:
        self._server, self._sender, self._sender_name = server, sender, sender_name

    def carry(self, mail: Mail, message_id: str) -> None:
        """Raises Hopeless when the server refuses for good (5xx), anything else when a later try may work."""
        try:
            with self._connect() as connection:
                if self._server.user:
                    connection.login(self._server.user, self._server.password)
                _hand_over(connection, self._sender, _wire_address(mail.to), self._letter(mail, message_id))
        except smtplib.SMTPRecipientsRefused as refused:
            raise _named(*next(iter(refused.recipients.values()))) from refused
        except smtplib.SMTPAuthenticationError:
            raise  # a wrong password of ours is mended in the settings, and then the mail shall still go
        except smtplib.SMTPResponseException as refused:
            raise _named(refused.smtp_code, refused.smtp_error) from refused

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        trust = ssl.create_default_context(cafile=server.authority or None)
        if server.encryption is Encryption.DIRECT:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=trust)
        connection = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
        try:
            if server.encryption is Encryption.START:
                connection.starttls(context=trust)
            connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection

    def _letter(self, mail: Mail, message_id: str) -> EmailMessage:
        letter = EmailMessage(policy=SMTPUTF8)
        letter["From"] = formataddr((self._sender_name, self._sender))
        letter["To"] = _wire_address(mail.to)
        letter["Subject"] = mail.subject
        letter["Date"] = format_datetime(clock.now())
        letter["Message-ID"] = f"<{message_id}@{self._sender.rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(mail.text)
        return letter


def _wire_address(address: str) -> str:
    """With the domain in its ASCII form, which every server takes."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def _hand_over(connection: smtplib.SMTP, sender: str, to: str, letter: EmailMessage) -> None:
    if to.isascii():
        connection.sendmail(sender, [to], letter.as_bytes(policy=SMTP))
    elif connection.has_extn("smtputf8"):
        connection.sendmail(sender, [to], letter.as_bytes(policy=SMTPUTF8), mail_options=["SMTPUTF8", "BODY=8BITMIME"])
    else:
        raise Hopeless("The mail server takes no addresses with letters beyond ASCII.")


def _named(code: int, text: bytes) -> Exception:
    """What the server said, in one line; hopeless when it said no for good."""
    said = f"{code} {text.decode(errors='replace')[:300]}"
    return Hopeless(said) if 500 <= code < 600 else OSError(said)
