"""What keeps a cart from being sent, and the digest of what somebody saw before they pressed the button."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal_app.kernel.i18n import message
from portal_app.kernel.money import Money

EMPTY = message("There is nothing in this cart yet.")
NO_ADDRESS = message("Please choose where it shall be delivered.")
NO_COST_CENTRE = message("Please choose a cost centre.")
CLOSED_PLACE = message("A cost centre or delivery address of this cart was closed. Please choose another.")
OUT_OF_REACH = message("You do not order for one of the cost centres of this cart. Please choose another.")
NO_PRICE = message("{number} has no price for you yet. Please take it out, or ask us for a quote.")
GONE = message("{number} is not sold any more. Please take it out.")
NOT_IN_PACKS = message("{number} is sold in other packs now. Please look at its quantity.")
DAY_IS_OVER = message("The requested date is over. Please choose another day.")
ABOVE_MONTH_LIMIT = message("You may order {limit} in a month, and {used} of it are used. Please hand the cart to a colleague.")


@dataclass(frozen=True)
class CheckoutProblem:
    """Why a cart cannot be sent as it is. `field` is where it can be mended; amounts and words fill the {names}."""

    reason: str
    field: str = ""
    words: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, Money], ...] = ()


def digest_of(parts: Sequence[Any]) -> str:
    """64 hexadecimal digits over plain values: another one as soon as something of what was shown differs."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str).encode()).hexdigest()


def check_month(net: Money, used: Money, limit: Money) -> CheckoutProblem | None:
    """Against what one may order in a month; a limit of 0 lets nothing through."""
    return CheckoutProblem(ABOVE_MONTH_LIMIT, amounts=(("limit", limit), ("used", used))) if limit < used + net else None
