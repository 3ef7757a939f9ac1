"""Money and quantities: exact, never floats, rounded once and half up."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.kernel.money import LIMIT, Money, Quantity, exact

MILLIONTHS = st.integers(-(10**18) + 1, 10**18 - 1)
AMOUNTS = MILLIONTHS.map(lambda count: Decimal(count).scaleb(-6))


@pytest.mark.parametrize("value", ["0", "0.000001", "-0.000001", "999999999999.999999", "-999999999999.999999", "1E+3", "1.500", "12.50"])
def test_exact_amounts_are_taken_as_they_are(value: str):
    assert exact(value) == Decimal(value)


@pytest.mark.parametrize(
    "value",
    [0.1, 1.0, True, False, "0.0000001", "1000000000000", "-1000000000000", "1E+12", "1E+400", "NaN", "sNaN", "-Infinity", "Infinity",
     Decimal("NaN"), Decimal("Infinity"), "", "abc", "1,5", "1.2.3", "--1", "0x10", float("nan"), float("inf")],
)  # fmt: skip
def test_what_is_not_exact_is_refused(value: object):
    with pytest.raises(ValueError):
        exact(value)


@given(AMOUNTS)
def test_any_amount_within_the_limit_is_exact(amount: Decimal):
    assert exact(amount) == amount


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_an_amount_is_exact_or_refused_and_never_changed(value: Decimal):
    try:
        taken = exact(value)
    except ValueError:
        assert not value.is_finite() or abs(value) >= LIMIT or Fraction(value) * 10**6 % 1 != 0
    else:
        assert Fraction(taken) == Fraction(value)


@given(st.integers(-(10**17), 10**17))
def test_a_narrow_context_of_somebody_else_changes_nothing(millionths: int):
    amount = Decimal(millionths).scaleb(-6)
    rounded = Money(amount).rounded()
    with localcontext() as narrow:
        narrow.prec = 5
        assert exact(amount) == amount
        assert Money(amount).rounded() == rounded
        assert (Money(amount) * 3).amount == Fraction(3 * millionths, 10**6)


def test_a_total_that_rounds_up_to_the_limit_is_refused():
    with pytest.raises(ValueError):
        Money(Decimal("999999999999.995")).rounded()


@pytest.mark.parametrize(
    ("unit_price", "quantity", "total"),
    [
        ("0.083333", "300", "25.00"),  # 8.3333 for 100 pieces
        ("1.005", "1", "1.01"),  # a half goes up
        ("-1.005", "1", "-1.01"),  # away from zero below it
        ("2.675", "1", "2.68"),  # a float would say 2.67
        ("0.004999", "1", "0.00"),
        ("0.005", "1", "0.01"),
        ("0.014999", "1", "0.01"),
        ("33.333333", "3", "100.00"),
        ("0.000001", "0.5", "0.00"),
        ("19.99", "0", "0.00"),
    ],
)
def test_a_line_total_is_rounded_half_up_once(unit_price: str, quantity: str, total: str):
    assert (Money(Decimal(unit_price)) * Decimal(quantity)).rounded() == Money(Decimal(total))


@given(AMOUNTS, AMOUNTS)
def test_a_product_is_the_true_product_rounded_once(one: Decimal, other: Decimal):
    true = Fraction(one) * Fraction(other)
    if abs(true) >= 10**12 - 1:
        return
    product = Fraction((Money(one) * other).amount)
    assert abs(product - true) <= Fraction(1, 2 * 10**6)
    if abs(product - true) == Fraction(1, 2 * 10**6):
        assert abs(product) > abs(true)


@pytest.mark.parametrize("factor", ["999999999999.999999", "1000000", "2"])
def test_a_product_beyond_the_limit_is_refused(factor: str):
    with pytest.raises(ValueError):
        Money(Decimal("999999999999.999999")) * Decimal(factor)


@given(MILLIONTHS.filter(lambda n: abs(n) < 4 * 10**17), MILLIONTHS.filter(lambda n: abs(n) < 4 * 10**17))
def test_sums_and_differences_lose_nothing(one: int, other: int):
    first, second = Money(Decimal(one).scaleb(-6)), Money(Decimal(other).scaleb(-6))
    assert (first + second) - second == first
    assert (first - second) + (-first) == -second
    assert (first < second) == (one < other) and (first <= second) == (one <= other)


def test_currencies_do_not_mix():
    euros, francs = Money(Decimal(1), "EUR"), Money(Decimal(1), "CHF")
    for mixed in (lambda: euros + francs, lambda: euros - francs, lambda: euros < francs, lambda: euros <= francs):
        with pytest.raises(ValueError, match="do not mix"):
            mixed()
    assert euros != francs


@pytest.mark.parametrize("currency", ["", "EU", "EURO", "eur", "E1R", "€€€", "ÄÖÜ", "EU "])
def test_a_currency_is_three_capital_letters(currency: str):
    with pytest.raises(ValueError):
        Money(Decimal(1), currency)


def test_money_is_never_made_of_floats():
    for wrong in (lambda: Money(1.5), lambda: Quantity(1.5), lambda: Money(Decimal(1)) * 1.5, lambda: Money(Decimal(1)) * True):
        with pytest.raises(ValueError):
            wrong()


def test_quantities_carry_their_unit():
    assert Quantity(Decimal("2.5"), "MTR") == Quantity(Decimal("2.500"), "MTR")
    assert Quantity(Decimal(1), "C62") != Quantity(Decimal(1), "KGM")
