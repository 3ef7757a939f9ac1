"""Why something happens, as data: a message id with its values, said later in the reader's language, with or without amounts."""

from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.i18n import format_money, format_percent, translate
from portal_app.kernel.money import Money


@dataclass(frozen=True)
class Reason:
    """`message` holds {names} of the values; `quiet` says the same to people who see no amounts, and names words only."""

    message: str
    quiet: str
    words: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, Money], ...] = ()
    shares: tuple[tuple[str, Decimal], ...] = ()


def without_amounts(reason: Reason) -> Reason:
    return Reason(reason.quiet, reason.quiet, reason.words)


def say_reason(locale: str, reason: Reason) -> str:
    """The reason as a sentence."""
    return translate(locale, reason.message, **said_values(locale, reason))


def said_values(locale: str, reason: Reason) -> dict[str, str]:
    """Its values by name, as the reader's language writes them."""
    amounts = {name: format_money(locale, amount) for name, amount in reason.amounts}
    shares = {name: format_percent(locale, share) for name, share in reason.shares}
    return {**dict(reason.words), **amounts, **shares}
