"""Exact money and quantities. Unit prices carry up to 6 decimals, totals 2; rounding is half up, once, where a rule says so."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

PLACES = Decimal("0.000001")
CENT = Decimal("0.01")
LIMIT = Decimal(10) ** 12  # below what a signed 64-bit count of millionths holds
_LOWEST = -LIMIT
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)  # holds any product of two amounts, so that nothing is rounded twice


def exact(value: Decimal | int | str) -> Decimal:
    """A Decimal with at most 6 decimals and below 10^12. Raises ValueError for floats, NaN, infinity and anything finer or larger."""
    number = value if isinstance(value, Decimal) else _read(value)
    if not (number.is_finite() and _LOWEST < number < LIMIT and number == number.quantize(PLACES, None, _WIDE)):
        raise ValueError(f"{value} is not an exact amount with at most 6 decimals.")
    return number


def _read(value: int | str) -> Decimal:
    if isinstance(value, (float, bool)):
        raise ValueError("Amounts and quantities are never floats.")
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number.") from None


def _make_exact(measured: "Money | Quantity") -> None:
    number = exact(measured.amount)
    if number is not measured.amount:
        object.__setattr__(measured, "amount", number)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code). Different currencies never mix."""

    amount: Decimal
    currency: str = "EUR"

    def __post_init__(self) -> None:
        _make_exact(self)
        if not (len(self.currency) == 3 and self.currency.isascii() and self.currency.isalpha() and self.currency.isupper()):
            raise ValueError(f"{self.currency!r} is not a currency code.")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        """Times a quantity, rounded half up to 6 decimals. Call `rounded()` where a line total is made."""
        return Money(_WIDE.multiply(self.amount, exact(factor)).quantize(PLACES, context=_WIDE), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def rounded(self) -> "Money":
        """To 2 decimals, half up (away from zero at the half)."""
        return Money(self.amount.quantize(CENT, context=_WIDE), self.currency)

    def _same(self, other: "Money") -> Decimal:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix.")
        return other.amount


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of a unit of measure (UN/ECE Recommendation 20 code: C62 piece, MTR metre, KGM kilogram)."""

    amount: Decimal
    unit: str = "C62"

    def __post_init__(self) -> None:
        _make_exact(self)
