"""Carries the outbox's mails: over SMTP, or into the demo's mailbox, as the settings say."""

from portal_app.integrations.mail.mailbox import Mailbox
from portal_app.integrations.mail.port import Carrier, unseal_mail
from portal_app.integrations.mail.smtp import Smtp, read_mail_url
from portal_app.kernel.config import Settings, settings
from portal_app.kernel.outbox import Message


def deliver_mail(message: Message) -> None:
    """The outbox's handler for its topic `mail.send`. Any failure is the outbox's to repeat or to lay aside."""
    carrier_for(settings()).carry(unseal_mail(message.payload), message.id)


def carrier_for(given: Settings) -> Carrier:
    url = given.mail_url.get_secret_value()
    if url.startswith("mailbox:"):
        return Mailbox()
    return Smtp(read_mail_url(url), sender=given.mail_from, sender_name=given.supplier_name)
