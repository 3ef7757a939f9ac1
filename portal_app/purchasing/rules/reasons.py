"""Why something happens, as data: a message id with its values, said later in the reader's language, with or without amounts."""

from collections.abc import Iterable, Sequence
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


def say_rules(locale: str, rule_names: Sequence[str]) -> str:
    """The rules by their names: “Above 500 EUR”, “First order”."""
    return ", ".join(translate(locale, "“{rule}”", rule=translate(locale, name)) for name in rule_names)


def say_why(locale: str, rule_names: Sequence[str], reasons: Iterable[Reason]) -> str:
    """Which rules ask, and why. Without their names for whoever was not told them."""
    because = "; ".join(say_reason(locale, reason).rstrip(".") for reason in reasons)
    return translate(locale, "Rule {rules}: {reasons}.", rules=say_rules(locale, rule_names), reasons=because) if rule_names else f"{because}."


def said_values(locale: str, reason: Reason) -> dict[str, str]:
    """Its values by name, as the reader's language writes them."""
    amounts = {name: format_money(locale, amount) for name, amount in reason.amounts}
    shares = {name: format_percent(locale, share) for name, share in reason.shares}
    return {**dict(reason.words), **amounts, **shares}
