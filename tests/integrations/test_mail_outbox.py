"""From the outbox to the reader: sealed on the way, delivered once, laid aside when refused; and the demo's mailbox."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal_app.integrations.mail import TOPIC, Mail, check_mail_settings, deliver_mail, forget_kept_mails, list_kept_mails, read_kept_mail, send_mail
from portal_app.integrations.mail.delivery import carrier_for
from portal_app.integrations.mail.mailbox import Mailbox, keep_mail
from portal_app.integrations.mail.smtp import Smtp
from portal_app.kernel import clock, outbox
from portal_app.kernel.actor import system, visitor
from portal_app.kernel.config import BadSettings, Mode, settings
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import Forbidden, NotFound, NotSignedIn
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import NOBODY
from tests.database import behind_the_guard
from tests.integrations.mail_servers import mail_server, text_of

OPERATOR = system(frozenset({Permission.STAFF_OPERATE}))
MAIL = Mail("a.berg@hansen-mb.example", "Ihre Einladung", "https://portal.example/invitation#a-secret-token")


@pytest.fixture(autouse=True)
def _delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only mails are carried out here, whatever else a test run has wired."""
    monkeypatch.setattr(outbox, "_handlers", {TOPIC: deliver_mail})


@pytest.fixture
def advance() -> Iterator:
    with clock.frozen(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) as move:
        yield move


def put(mail: Mail = MAIL) -> None:
    with transaction(NOBODY, writes=True) as session:
        send_mail(Context(visitor(), session, clock.now(), True), mail)


def use_mail_server(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("PORTAL_MAIL_URL", f"smtp://127.0.0.1:{port}")
    settings.cache_clear()


def test_a_mail_waits_sealed_and_is_delivered_once(database: str, monkeypatch, tmp_path: Path):
    put()
    waiting = str(behind_the_guard("SELECT * FROM outbox_message"))
    assert "a-secret-token" not in waiting and MAIL.to not in waiting
    with mail_server(tmp_path) as server:
        use_mail_server(monkeypatch, server.port)
        assert outbox.run_due() == 1
        assert outbox.run_due() == 0
    ((_, letter, _),) = server.came
    assert text_of(letter).strip() == MAIL.text
    assert behind_the_guard("SELECT count(*) FROM outbox_message WHERE done_at IS NOT NULL") == [(1,)]


def test_a_rolled_back_change_sends_no_mail(database: str):
    with pytest.raises(ZeroDivisionError), transaction(NOBODY, writes=True) as session:
        send_mail(Context(visitor(), session, clock.now(), True), MAIL)
        raise ZeroDivisionError
    assert behind_the_guard("SELECT count(*) FROM outbox_message") == [(0,)]


def test_a_mail_refused_for_good_is_laid_aside_at_once_and_can_be_sent_again(database: str, monkeypatch, tmp_path: Path):
    put()
    with mail_server(tmp_path) as server:
        use_mail_server(monkeypatch, server.port)
        server.refuse = {MAIL.to: "550 no such mailbox"}
        outbox.run_due()
        ((message_id, error),) = behind_the_guard("SELECT id, last_error FROM outbox_message WHERE dead_at IS NOT NULL")
        assert "550 no such mailbox" in error
        server.refuse = {}
        assert outbox.run_due() == 0
        with transaction(NOBODY, writes=True) as session:
            assert outbox.retry_dead(session, message_id)
        outbox.run_due()
    assert len(server.came) == 1


def test_a_mail_the_server_cannot_take_now_is_tried_later_and_in_the_end_laid_aside(database: str, advance, monkeypatch, tmp_path: Path):
    put()
    with mail_server(tmp_path) as server:
        use_mail_server(monkeypatch, server.port)
        server.answer = "451 not now"
        for pause in (*outbox.PAUSES, 0):
            assert outbox.run_due() == 1
            assert outbox.run_due() == 0
            advance(timedelta(seconds=pause))
        assert behind_the_guard("SELECT attempts, dead_at IS NOT NULL FROM outbox_message") == [(len(outbox.PAUSES) + 1, 1)]
    assert server.came == []


def test_a_mail_goes_out_when_the_server_is_back(database: str, advance, monkeypatch, tmp_path: Path):
    put()
    with mail_server(tmp_path) as server:
        port = server.port
    use_mail_server(monkeypatch, port)
    outbox.run_due()
    advance(timedelta(seconds=outbox.PAUSES[0]))
    with mail_server(tmp_path) as server:
        use_mail_server(monkeypatch, server.port)
        outbox.run_due()
    assert len(server.came) == 1


# Both carriers keep the same promises


@pytest.fixture(params=["smtp", "mailbox"])
def carried(request, sqlite_database: str, tmp_path: Path, monkeypatch) -> Iterator:
    """Carries a mail and tells what the reader got: (to, subject, text) in the order of arrival."""
    with mail_server(tmp_path) as server:
        if request.param == "smtp":
            use_mail_server(monkeypatch, server.port)
        carrier = carrier_for(settings())
        assert isinstance(carrier, Smtp if request.param == "smtp" else Mailbox)

        def got() -> list[tuple[str, str, str]]:
            if request.param == "smtp":
                return [(str(letter["To"]), str(letter["Subject"]), text_of(letter).rstrip("\n")) for _, letter, _ in server.came]
            return [(letter.to, letter.subject, letter.text) for letter in reversed(list_kept_mails(visitor()).rows)]

        yield carrier, got


@pytest.mark.parametrize("mail", [MAIL, Mail("x@y.example", "Grüße – 漢", "Zeile 1\nZeile 2 ß"), Mail("x@y.example", "", "nothing in the subject")])
def test_a_carrier_brings_the_mail_as_it_is(carried, mail: Mail):
    carrier, got = carried
    carrier.carry(mail, new_id())
    assert got() == [(mail.to, mail.subject, mail.text)]


def test_carriers_keep_the_order(carried):
    carrier, got = carried
    for number in range(3):
        carrier.carry(Mail("x@y.example", f"{number}", "text"), new_id())
    assert [subject for _, subject, _ in got()] == ["0", "1", "2"]


# The demo's mailbox


def test_a_mail_delivered_twice_is_kept_once(database: str):
    message_id = new_id()
    for _ in range(2):
        Mailbox().carry(MAIL, message_id)
    page = list_kept_mails(visitor())
    assert (page.total, page.rows[0].id, page.rows[0].text) == (1, message_id, MAIL.text)


def test_the_mailbox_shows_the_newest_first_a_page_at_a_time_and_one_readers(database: str, advance):
    for number in range(5):
        advance(timedelta(minutes=1))
        Mailbox().carry(Mail(f"person{number % 2}@x.example", f"{number}", "text"), new_id())
    assert [letter.subject for letter in list_kept_mails(visitor(), size=2, number=2).rows] == ["2", "1"]
    assert [letter.subject for letter in list_kept_mails(visitor(), to="person1@x.example").rows] == ["3", "1"]


def test_one_mail_is_read_by_its_id(database: str):
    message_id = new_id()
    Mailbox().carry(MAIL, message_id)
    assert read_kept_mail(visitor(), message_id).subject == MAIL.subject
    for wrong in (new_id(), "nonsense", "\x00"):
        with pytest.raises(NotFound):
            read_kept_mail(visitor(), wrong)


def test_kept_mails_are_forgotten_after_thirty_days(database: str, advance):
    Mailbox().carry(MAIL, new_id())
    advance(timedelta(days=30))
    assert forget_kept_mails(OPERATOR) == 0
    advance(timedelta(seconds=1))
    assert forget_kept_mails(OPERATOR) == 1


def test_in_production_there_is_no_mailbox(sqlite_database: str, monkeypatch):
    Mailbox().carry(MAIL, new_id())
    strict = settings().model_copy(update={"mode": Mode.PRODUCTION})
    monkeypatch.setattr("portal_app.integrations.mail.mailbox.settings", lambda: strict)
    for attempt in (lambda: list_kept_mails(visitor()), lambda: read_kept_mail(visitor(), new_id()), lambda: Mailbox().carry(MAIL, new_id())):
        with pytest.raises(NotFound):
            attempt()


def test_with_a_mail_server_there_is_no_mailbox_either(sqlite_database: str, monkeypatch):
    use_mail_server(monkeypatch, 25)
    with pytest.raises(NotFound):
        list_kept_mails(visitor())


def test_nobody_else_puts_mails_into_the_mailbox(sqlite_database: str):
    with pytest.raises(NotSignedIn):
        keep_mail(visitor(), new_id(), MAIL)
    with pytest.raises(Forbidden):
        forget_kept_mails(system(frozenset()))


def test_wrong_mail_settings_stop_the_start():
    check_mail_settings(settings())
    with pytest.raises(BadSettings):
        check_mail_settings(settings().model_copy(update={"mail_url": type(settings().mail_url)("smtp://mail.example.com?tls=none")}))
