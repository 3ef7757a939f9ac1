"""How much can be ordered."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.catalog.rules.packs import AT_LEAST, IN_PACKS, NOT_A_QUANTITY, NOTHING, TOO_MUCH, FittedQuantity, PackTerms, QuantityProblem, fit_quantity

TENS = PackTerms(pack=D(10))


@pytest.mark.parametrize(
    ("wanted", "terms", "quantity", "reason"),
    [
        (D(24), TENS, D(30), IN_PACKS),
        (D(20), TENS, D(20), ""),
        (D(21), TENS, D(30), IN_PACKS),
        (D(1), TENS, D(10), IN_PACKS),
        (D(49), PackTerms(D(10), minimum=D(50)), D(50), AT_LEAST),
        (D(50), PackTerms(D(10), minimum=D(50)), D(50), ""),
        (D(51), PackTerms(D(10), minimum=D(50)), D(60), IN_PACKS),
        (D(1), PackTerms(D(10), minimum=D(25)), D(30), AT_LEAST),
        (D(60), PackTerms(D(10), step=D(50)), D(100), IN_PACKS),
        (D("0.3"), PackTerms(D("0.25"), D("0.25"), D("0.25")), D("0.50"), IN_PACKS),
        (D("1.5"), PackTerms(), D(2), IN_PACKS),
        (D(999_999_999), PackTerms(), D(999_999_999), ""),
    ],
)
def test_a_quantity_is_rounded_up_to_what_is_sold(wanted: D, terms: PackTerms, quantity: D, reason: str):
    fitted = fit_quantity(wanted, terms)
    assert isinstance(fitted, FittedQuantity)
    assert (fitted.quantity, fitted.reason) == (quantity, reason)


def test_the_sentence_has_its_numbers():
    assert fit_quantity(D(24), TENS).values == {"step": D(10), "wanted": D(24), "quantity": D(30)}


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (D(0), NOTHING), (D(-1), NOTHING), (D("NaN"), NOT_A_QUANTITY), (D("Infinity"), NOT_A_QUANTITY),
        (D("0.0000001"), NOT_A_QUANTITY), (D(1_000_000_000), TOO_MUCH), (D("1e30"), TOO_MUCH),
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_refused_with_a_sentence(wanted: D, reason: str):
    assert fit_quantity(wanted, TENS) == QuantityProblem(reason)


@given(st.integers(1, 10**6), st.integers(1, 500), st.integers(1, 2000), st.integers(1, 5))
def test_never_less_than_wanted_and_always_whole_packs(wanted: int, pack: int, minimum: int, steps: int):
    terms = PackTerms(D(pack), D(minimum), D(pack * steps))
    quantity = fit_quantity(D(wanted), terms).quantity
    assert quantity >= max(wanted, minimum) and quantity % pack == 0
    assert quantity - pack * steps < max(wanted, minimum)
    assert fit_quantity(quantity, terms) == FittedQuantity(quantity)
