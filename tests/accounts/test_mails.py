"""What accounts writes by mail: in the reader's language, whole sentences, nothing left to fill in."""

import re

import pytest

from portal_app.accounts import Role, invite_person, mails
from portal_app.accounts.tables import Account, SignInSession
from portal_app.integrations.mail import TOPIC
from portal_app.integrations.mail.port import unseal_mail
from portal_app.kernel import clock
from portal_app.kernel.actor import visitor
from portal_app.kernel.ids import new_id
from tests.accounts.cast import House, facts_for, mails_to


class Outbox:
    """Stands in for a call's context where only sending matters."""

    actor = visitor()

    def __init__(self) -> None:
        self.now, self.sent = clock.now(), []

    def send(self, topic: str, payload: dict) -> None:
        assert topic == TOPIC
        self.sent.append(unseal_mail(payload))


def account(locale: str) -> Account:
    return Account(id=new_id(), email="a.berg@hansen.example", name="Anna Berg", locale=locale, created_at=clock.now())


def session() -> SignInSession:
    at = clock.now()
    return SignInSession(token_hash="", account_id="", assurance="password", started_at=at, last_seen_at=at, expires_at=at, address="192.0.2.7")


MAILS = {
    "invitation": lambda ctx, who: mails.send_invitation(ctx, who, "token", name="Anna Berg", inviter="Dr Lang", company="Hansen GmbH"),
    "setup": lambda ctx, who: mails.send_setup(ctx, who, "token"),
    "reset": lambda ctx, who: mails.send_reset(ctx, who, "token"),
    "password": lambda ctx, who: mails.send_password_changed(ctx, who),
    "second step": lambda ctx, who: mails.send_second_step_changed(ctx, who),
    "recovery": lambda ctx, who: mails.send_recovery_code_used(ctx, who, 1),
    "new browser": lambda ctx, who: mails.send_new_device(ctx, who, session()),
}


@pytest.mark.parametrize("kind", list(MAILS))
def test_each_mail_speaks_both_languages_completely(kind: str):
    english, german = Outbox(), Outbox()
    MAILS[kind](english, account("en"))
    MAILS[kind](german, account("de"))
    (one,), (other,) = english.sent, german.sent
    assert one.to == other.to == "a.berg@hansen.example"
    assert one.subject != other.subject and one.text != other.text
    assert one.text.startswith("Hello Anna Berg,") and other.text.startswith("Guten Tag Anna Berg,")
    assert not re.search(r"[{}]", one.text + other.text + one.subject + other.subject)
    assert "http://127.0.0.1:3000/" in one.text and "http://127.0.0.1:3000/" in other.text


def test_one_code_left_is_said_in_the_singular():
    outbox = Outbox()
    mails.send_recovery_code_used(outbox, account("en"), 1)
    mails.send_recovery_code_used(outbox, account("en"), 0)
    assert "1 code is left" in outbox.sent[0].text and "0 codes are left" in outbox.sent[1].text


@pytest.mark.parametrize("name", ["{link}", "{0.__class__}", "%(name)s", "${7*7}", "{{7*7}}", "<b>Anna</b>"])
def test_names_are_values_and_never_part_of_a_template(house: House, name: str):
    email = f"anna@{new_id()}.example"
    invite_person(house.boss.actor, email, facts_for(f"Anna {name}", Role.BUYER))
    (mail,) = mails_to(email)
    assert f"Anna {name}" in mail.text
    assert mail.text.count("/invitation#") == 1
