"""How much of a product can be ordered: packs, the least, steps. A quantity that does not fit is rounded up, with a sentence."""

from dataclasses import dataclass, field
from decimal import Decimal

from portal_app.kernel.i18n import message
from portal_app.kernel.money import LIMIT, exact

NOT_A_QUANTITY = message("This is not a quantity. Please enter a number above 0.")
NOTHING = message("Please enter a quantity above 0.")
TOO_MUCH = message("This is more than can be ordered at once. Please ask us for a quote.")
IN_PACKS = message("Packs of {step}: {wanted} becomes {quantity}.")
AT_LEAST = message("At least {minimum} are sold: {wanted} becomes {quantity}.")
MOST = Decimal(1_000_000_000)


@dataclass(frozen=True)
class PackTerms:
    """In the product's unit of measure. `pack` is what it is sold in, `minimum` the least, `step` what may be added to it."""

    pack: Decimal = Decimal(1)
    minimum: Decimal = Decimal(1)
    step: Decimal = Decimal(1)


@dataclass(frozen=True)
class FittedQuantity:
    """What will be ordered. `reason` is empty where the quantity stays as it was; `values` fill its {names}."""

    quantity: Decimal
    reason: str = ""
    values: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class QuantityProblem:
    """Why nothing can be ordered."""

    reason: str


def fit_quantity(wanted: Decimal, terms: PackTerms) -> FittedQuantity | QuantityProblem:
    """The next quantity that can be ordered, never less than what was wanted."""
    if problem := check_quantity(wanted):
        return problem
    step = max(terms.pack, terms.step)
    whole = _rounded_up(max(wanted, terms.minimum), step)
    if whole == wanted:
        return FittedQuantity(wanted)
    if wanted < terms.minimum:
        return FittedQuantity(whole, AT_LEAST, {"minimum": terms.minimum, "wanted": wanted, "quantity": whole})
    return FittedQuantity(whole, IN_PACKS, {"step": step, "wanted": wanted, "quantity": whole})


def least_quantity(terms: PackTerms) -> Decimal:
    """The least that can be ordered."""
    least = fit_quantity(terms.minimum, terms)
    return least.quantity if isinstance(least, FittedQuantity) else terms.minimum


def check_quantity(wanted: Decimal) -> QuantityProblem | None:
    if not wanted.is_finite():
        return QuantityProblem(NOT_A_QUANTITY)
    if wanted <= 0:
        return QuantityProblem(NOTHING)
    if wanted >= MOST or wanted >= LIMIT:
        return QuantityProblem(TOO_MUCH)
    try:
        exact(wanted)
    except ValueError:
        return QuantityProblem(NOT_A_QUANTITY)
    return None


def _rounded_up(quantity: Decimal, step: Decimal) -> Decimal:
    whole, rest = divmod(quantity, step)
    return quantity if rest == 0 else (whole + 1) * step
