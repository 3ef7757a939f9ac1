"""A mail in our words and its way into the outbox; and what whoever carries it must do."""

import base64
import json
import unicodedata
from dataclasses import asdict, dataclass
from typing import Protocol

from portal_app.kernel.gate import Context
from portal_app.kernel.secrets import seal, unseal

TOPIC = "mail.send"
_BELONGS = "outbox_message.mail"


@dataclass(frozen=True)
class Mail:
    """Plain text to one person. The subject is one line whatever names it carries; an address with a line break is refused."""

    to: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        if any(unicodedata.category(sign) == "Cc" or sign in "\u2028\u2029" for sign in self.to):
            raise ValueError("An address has no line breaks or control characters.")
        object.__setattr__(self, "subject", _one_line(self.subject)[:200])


class Carrier(Protocol):
    """Brings a mail to its reader. `message_id` names one mail: brought twice it must be recognisable as the same."""

    def carry(self, mail: Mail, message_id: str) -> None: ...


def send_mail(ctx: Context, mail: Mail) -> None:
    """Send when this transaction is committed. The text is sealed until then, since it may hold a link that lets its reader in."""
    sealed = seal(json.dumps(asdict(mail)), _BELONGS)
    ctx.send(TOPIC, {"sealed": base64.b64encode(sealed).decode()})


def unseal_mail(payload: dict[str, str]) -> Mail:
    """The mail again, out of an outbox message's payload."""
    return Mail(**json.loads(unseal(base64.b64decode(payload["sealed"]), _BELONGS)))


def _one_line(text: str) -> str:
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" or sign in "\u2028\u2029" else sign for sign in text).split())
