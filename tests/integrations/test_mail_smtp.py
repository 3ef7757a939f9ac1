"""Mail over real SMTP on loopback: encryption, password, refusals, and what a letter looks like."""

import smtplib
import ssl
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.integrations.mail import Mail
from portal_app.integrations.mail.smtp import Encryption, MailServer, Smtp, read_mail_url
from portal_app.kernel.config import BadSettings
from portal_app.kernel.outbox import Hopeless
from tests.integrations.mail_servers import PASSWORD, USER, authority, free_port, mail_server, text_of

MAIL = Mail("a.berg@hansen-mb.example", "Ihre Bestellung", "Guten Tag,\n\nvielen Dank.\n")


def smtp(url: str) -> Smtp:
    return Smtp(read_mail_url(url), sender="portal@brandt-thode.example", sender_name="Brandt & Thode")


def url_of(port: int, folder: Path, *, scheme: str = "smtp", tls: str = "start", password: str = PASSWORD) -> str:
    return f"{scheme}://{USER}:{quote(password, safe='')}@127.0.0.1:{port}?tls={tls}&ca={authority(folder)}"


def test_a_mail_goes_encrypted_with_the_password(tmp_path: Path):
    with mail_server(tmp_path, start_tls=True, password=True) as server:
        smtp(url_of(server.port, tmp_path)).carry(MAIL, "01m83jvc5sfttg7qt6c5bqn9tm")
    ((envelope, letter, authenticated),) = server.came
    assert authenticated and envelope.mail_from == "portal@brandt-thode.example" and envelope.rcpt_tos == [MAIL.to]
    assert (letter["To"], letter["Subject"], text_of(letter)) == (MAIL.to, MAIL.subject, MAIL.text)
    (sender,) = letter["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Brandt & Thode", "portal@brandt-thode.example")
    assert letter["Message-ID"] == "<01m83jvc5sfttg7qt6c5bqn9tm@brandt-thode.example>" and letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].endswith("+0000")


def test_encryption_from_the_first_byte(tmp_path: Path):
    with mail_server(tmp_path, direct_tls=True) as server:
        smtp(f"smtps://127.0.0.1:{server.port}?ca={authority(tmp_path)}").carry(MAIL, "id")
    assert len(server.came) == 1


def test_a_plain_server_on_this_machine(tmp_path: Path):
    with mail_server(tmp_path) as server:
        smtp(f"smtp://127.0.0.1:{server.port}").carry(MAIL, "id")
    assert len(server.came) == 1


def test_a_wrong_password_is_to_be_tried_again_once_it_is_mended(tmp_path: Path):
    with mail_server(tmp_path, start_tls=True, password=True) as server, pytest.raises(smtplib.SMTPAuthenticationError):
        smtp(url_of(server.port, tmp_path, password="wrong")).carry(MAIL, "id")
    assert server.came == []


@pytest.mark.asvs("12.3.2")
def test_a_server_we_cannot_trust_gets_neither_password_nor_mail(tmp_path: Path):
    with mail_server(tmp_path, start_tls=True, password=True) as server, pytest.raises(ssl.SSLCertVerificationError):
        smtp(f"smtp://{USER}:x@127.0.0.1:{server.port}?tls=start").carry(MAIL, "id")
    assert server.came == []


def test_a_server_without_encryption_gets_nothing_when_we_ask_for_it(tmp_path: Path):
    with mail_server(tmp_path) as server, pytest.raises(smtplib.SMTPNotSupportedError):
        smtp(url_of(server.port, tmp_path)).carry(MAIL, "id")
    assert server.came == []


@pytest.mark.parametrize(("said", "hopeless"), [("550 no such mailbox", True), ("554 refused", True), ("450 try later", False), ("421 closing", False)])
def test_a_refusal_for_good_is_hopeless_and_any_other_is_tried_again(tmp_path: Path, said: str, hopeless: bool):
    with mail_server(tmp_path) as server:
        server.refuse = {MAIL.to: said}
        with pytest.raises(Hopeless if hopeless else OSError) as refused:
            smtp(f"smtp://127.0.0.1:{server.port}").carry(MAIL, "id")
        assert said in str(refused.value)
        server.refuse, server.answer = {}, said
        with pytest.raises(Hopeless if hopeless else OSError):
            smtp(f"smtp://127.0.0.1:{server.port}").carry(MAIL, "id")
    assert server.came == []


def test_nobody_listening_is_to_be_tried_again():
    with pytest.raises(OSError):
        smtp(f"smtp://127.0.0.1:{free_port()}").carry(MAIL, "id")


# What a letter looks like


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize("trick", ["\r\nBcc: x@y.example", "\nX-Evil: 1", "\u2028Bcc: x@y.example", "\x85Bcc: x@y.example", "\x00"])
def test_no_text_adds_a_header(tmp_path: Path, trick: str):
    with mail_server(tmp_path) as server:
        smtp(f"smtp://127.0.0.1:{server.port}").carry(Mail(MAIL.to, f"Hello{trick} there", f"text{trick}"), "id")
    ((envelope, letter, _),) = server.came
    assert envelope.rcpt_tos == [MAIL.to]
    assert sorted(letter.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    )
    assert "\n" not in letter["Subject"] and letter["Subject"].startswith("Hello")


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: c@d.example", "a@b.example\n", "a\x00@b.example", "a@b.example\u2028"])
def test_an_address_with_a_line_break_is_refused(to: str):
    with pytest.raises(ValueError):
        Mail(to, "Hello", "text")


@given(st.text(max_size=300))
def test_a_subject_is_always_one_short_line(text: str):
    subject = Mail("a@b.example", text, "").subject
    assert subject == " ".join(subject.split()) and len(subject) <= 200 and "\x00" not in subject


def test_letters_of_all_scripts_arrive(tmp_path: Path):
    text = "Grüße aus Köln: 𝕏 Ω я 漢\n" + "ü" * 3000 + "\n.\n..two dots\n"
    with mail_server(tmp_path) as server:
        smtp(f"smtp://127.0.0.1:{server.port}").carry(Mail(MAIL.to, "Einladung für Frau Öztürk – 漢", text), "id")
    ((_, letter, _),) = server.came
    assert letter["Subject"] == "Einladung für Frau Öztürk – 漢"
    assert text_of(letter) == text


@pytest.mark.parametrize(("to", "wire"), [("a@müller.example", "a@xn--mller-kva.example"), ("jürgen@müller.example", "jürgen@xn--mller-kva.example")])
def test_addresses_beyond_ascii_arrive(tmp_path: Path, to: str, wire: str):
    with mail_server(tmp_path) as server:
        smtp(f"smtp://127.0.0.1:{server.port}").carry(Mail(to, "Hallo", "Text"), "id")
    ((envelope, letter, _),) = server.came
    assert envelope.rcpt_tos == [wire] and letter["To"] == wire


def test_a_server_that_takes_no_such_addresses_makes_it_hopeless(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda self, name: False)
    with mail_server(tmp_path) as server, pytest.raises(Hopeless):
        smtp(f"smtp://127.0.0.1:{server.port}").carry(Mail("jürgen@müller.example", "Hallo", "Text"), "id")


# The setting


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", MailServer("mail.example.com", 587, Encryption.START)),
        ("smtp://u%40x:p%3Aw@mail.example.com:2525?tls=start", MailServer("mail.example.com", 2525, Encryption.START, "u@x", "p:w")),
        ("smtps://u:p@mail.example.com", MailServer("mail.example.com", 465, Encryption.DIRECT, "u", "p")),
        ("smtp://localhost", MailServer("localhost", 25, Encryption.NONE)),
        ("smtp://127.0.0.1:587?tls=start&ca=/etc/ssl/own.pem", MailServer("127.0.0.1", 587, Encryption.START, authority="/etc/ssl/own.pem")),
    ],
)
def test_addresses_of_mail_servers(url: str, server: MailServer):
    assert read_mail_url(url) == server


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("smtp://", "the name of the mail server is missing"), ("smtp://mail.example.com:many", "the port is no number"),
        ("smtp://mail.example.com?tls=none", "encrypted only"), ("smtp://mail.example.com?tls=yes", "start or none"),
    ],
)  # fmt: skip
def test_each_mistake_has_a_sentence(url: str, says: str):
    with pytest.raises(BadSettings) as refused:
        read_mail_url(url)
    assert says in str(refused.value) and str(refused.value).startswith("PORTAL_MAIL_URL")


def test_the_password_of_the_server_is_in_no_text_about_it():
    assert "secret" not in repr(read_mail_url("smtp://u:secret@mail.example.com"))
