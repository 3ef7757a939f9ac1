"""How long links in mails work. Tokens that let somebody in live an hour at most (ASVS 6.4.1)."""

from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"
    SETUP = "set-up"  # the first administrator of the portal


RESET_LASTS = timedelta(minutes=60)
SETUP_LASTS = timedelta(minutes=60)
# Nobody reads mail within the hour, so an invitation waits a week; but after its first hour all it can do is
# have a fresh one sent to the same mailbox. A copy found later in a forwarded mail or a backup opens nothing.
INVITATION_LASTS = timedelta(days=7)
INVITATION_OPENS = timedelta(minutes=60)
KEPT = timedelta(days=30)  # after use or expiry, for questions; then forgotten
