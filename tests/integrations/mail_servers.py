"""Real mail servers on loopback for tests: with and without encryption and a password, and one that refuses."""

import datetime
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "portal", "p@ss/w:rd?"


@dataclass
class MailServer:
    """What came in, and what to answer instead: `refuse` maps a recipient to an SMTP answer."""

    port: int = 0
    came: list[tuple[Envelope, EmailMessage, bool]] = field(default_factory=list)  # the last says whether a password was given
    refuse: dict[str, str] = field(default_factory=dict)
    answer: str = ""  # to every message, instead of taking it

    async def handle_RCPT(self, server, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session: Session, envelope: Envelope) -> str:
        if self.answer:
            return self.answer
        self.came.append((envelope, message_from_bytes(envelope.content, policy=policy.default), session.authenticated))
        return "250 taken"


def text_of(letter: EmailMessage) -> str:
    """The text with the line ends it was written with (on the wire they are CR LF)."""
    return letter.get_content().replace("\r\n", "\n")


@contextmanager
def mail_server(folder: Path, *, start_tls: bool = False, direct_tls: bool = False, password: bool = False) -> Iterator[MailServer]:
    box = MailServer()
    context = server_context(folder) if start_tls or direct_tls else None

    def check(server, session, envelope, mechanism, given) -> AuthResult:
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    more = {"tls_context": context, "require_starttls": True} if start_tls else {}
    more |= {"authenticator": check, "auth_required": True, "auth_require_tls": start_tls} if password else {}
    more |= {"ssl_context": context} if direct_tls else {}
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, enable_SMTPUTF8=True, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def authority(folder: Path) -> Path:
    """The file that makes our servers trusted."""
    server_context(folder)
    return folder / "mail.pem"


def server_context(folder: Path) -> ssl.SSLContext:
    """A certificate of our own for 127.0.0.1, made once a folder."""
    certificate, key = folder / "mail.pem", folder / "mail.key"
    if not certificate.exists():
        _make_certificate(certificate, key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


def _make_certificate(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail of the tests")])
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number(), now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
