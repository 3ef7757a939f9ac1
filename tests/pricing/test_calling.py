"""Quantities are called from framework agreements inside an order's command, and never more than was committed."""

import threading
from decimal import Decimal

import pytest

from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import AgreementFacts, AgreementKind, call_off, explain_price, price_many, put_agreements, trace_many
from tests.database import behind_the_guard
from tests.pricing.stall import OPERATOR, Article, asks, listed, new_article, new_buyer, prices, tiers_of

pytestmark = pytest.mark.usefixtures("stall")


@command(P.CART_SUBMIT)
def place(ctx: Context, quantities: dict[Id, Decimal]) -> None:
    """An order as far as it matters here: all or nothing."""
    if call_off(ctx, quantities):
        raise Conflict
    ctx.record("order.placed", "order")


def agreed(committed: str | None, called: str = "0") -> tuple[Actor, Article, Id]:
    bolt, buyer = new_article(), new_buyer(P.AGREEMENT_VIEW, P.CART_SUBMIT)
    listed(bolt, "14.20")
    terms = {"committed": Decimal(committed), "called": Decimal(called)} if committed else {}
    put_agreements(OPERATOR, buyer.company_id, [AgreementFacts("A", AgreementKind.FRAMEWORK, prices=tiers_of(bolt, "9.80"), **terms)])
    return buyer, bolt, explain_price(buyer, asks(bolt, "1")).steps[-1].source.id


def called_from(agreement_id: Id) -> Decimal:
    return Decimal(behind_the_guard("SELECT called FROM price_agreement WHERE id = :id", id=agreement_id)[0][0]) / 1_000_000


def test_what_was_called_counts_for_the_next_price():
    buyer, bolt, agreement_id = agreed("1000", "400")
    assert prices(price_many(buyer, [asks(bolt, "600")])) == ["9.80"]
    place(buyer, {agreement_id: Decimal("0.5")})
    assert prices(price_many(buyer, [asks(bolt, "600"), asks(bolt, "599.5")])) == ["14.20", "9.80"]


@pytest.mark.parametrize(("quantity", "fits"), [("599.999999", True), ("600", True), ("600.000001", False)])
def test_exactly_what_is_left_may_be_called_and_no_more(quantity: str, fits: bool):
    buyer, _, agreement_id = agreed("1000", "400")
    if fits:
        place(buyer, {agreement_id: Decimal(quantity)})
    else:
        with pytest.raises(Conflict):
            place(buyer, {agreement_id: Decimal(quantity)})
    assert called_from(agreement_id) == (Decimal(400) + Decimal(quantity) if fits else Decimal(400))


def test_without_a_commitment_any_quantity_may_be_called():
    buyer, bolt, agreement_id = agreed(None)
    place(buyer, {agreement_id: Decimal(10) ** 9})
    assert prices(price_many(buyer, [asks(bolt)])) == ["9.80"]


def test_an_agreement_of_another_company_is_answered_like_an_unknown_one():
    buyer, _, agreement_id = agreed("1000")
    stranger = new_buyer(P.CART_SUBMIT)
    for unknown in (agreement_id, new_id()):
        with pytest.raises(Conflict):
            place(stranger, {unknown: Decimal(1)})
    assert called_from(agreement_id) == 0


def test_all_or_nothing_is_what_the_order_makes_of_it():
    buyer, _, agreement_id = agreed("1000")
    with pytest.raises(Conflict):
        place(buyer, {agreement_id: Decimal(10), new_id(): Decimal(1)})
    assert called_from(agreement_id) == 0


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_nothing_is_given_back_by_calling_less_than_nothing(quantity: str):
    buyer, _, agreement_id = agreed("1000")
    with pytest.raises(ValueError, match="above 0"):
        place(buyer, {agreement_id: Decimal(quantity)})


def test_eight_orders_at_once_never_call_more_than_is_left():
    buyer, _, agreement_id = agreed("1000", "850")
    outcomes: list[bool] = []

    def order() -> None:
        try:
            place(buyer, {agreement_id: Decimal(50)})
            outcomes.append(True)
        except Conflict:
            outcomes.append(False)

    threads = [threading.Thread(target=order) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), called_from(agreement_id)) == ([False] * 5 + [True] * 3, Decimal(1000))


@command(P.CART_SUBMIT)
def keep_traces(ctx: Context, article: Article) -> list[str]:
    """A buyer's order keeps the trace of its prices, though the buyer may not see it."""
    ctx.record("order.placed", "order")
    return [trace.steps[-1].source.number for trace in trace_many(ctx, [asks(article), asks(article, "7")])]


def test_the_command_of_a_buyer_can_keep_the_trace_of_each_price():
    buyer, bolt, _ = agreed("1000")
    assert keep_traces(buyer, bolt) == ["A", "A"]
