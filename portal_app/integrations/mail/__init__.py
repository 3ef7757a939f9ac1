"""Owns how a mail leaves the portal: put into the outbox sealed, then sent over SMTP or, in the demo, kept for the mailbox page.

Does not own what a mail says; the slices write their own.
"""

from portal_app.integrations.mail.delivery import deliver_mail
from portal_app.integrations.mail.mailbox import KeptLetter, forget_kept_mails, has_mailbox, list_kept_mails, read_kept_mail
from portal_app.integrations.mail.port import TOPIC, Mail, send_mail, unseal_mail
from portal_app.integrations.mail.smtp import check_mail_settings

__all__ = [
    "TOPIC", "KeptLetter", "Mail", "check_mail_settings", "deliver_mail", "forget_kept_mails", "has_mailbox", "list_kept_mails", "read_kept_mail",
    "send_mail", "unseal_mail",
]  # fmt: skip
