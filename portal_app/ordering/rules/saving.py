"""Whether it is worth saying that buying a little more costs less."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.money import Money

MOST_MORE = 5  # a hint asks for a fifth more at most


@dataclass(frozen=True)
class NextStep:
    """`more` units make `quantity`, and the line costs `less` (negative: it costs more, but each one less). `saving` is in percent of each one."""

    more: Decimal
    quantity: Decimal
    less: Money
    saving: Decimal | None


def is_worth_saying(quantity: Decimal, more: Decimal) -> bool:
    return 0 < more * MOST_MORE <= quantity
