"""What the lines of a cart cost now and when they come: asked anew each time, never taken from a browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts import AddressFacts
from portal_app.catalog import Availability, AvailabilityKind, Destination, StockWish, availability_of
from portal_app.kernel import clock
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.ordering.rules.differences import LinePrice, net_of_line
from portal_app.ordering.tables import CartLine
from portal_app.pricing import PriceQuestion, PriceView, price_many


@dataclass(frozen=True)
class PricedLine:
    """A line with what it costs. `net` is None where there is no price."""

    line: CartLine
    price: PriceView
    net: Money | None
    availability: Availability

    @property
    def line_price(self) -> LinePrice:
        return LinePrice(self.price.price if self.net else None, self.price.price_unit, promised_day(self.availability))


def price_lines(ctx: Context, lines: Sequence[CartLine], to: AddressFacts | None) -> list[PricedLine]:
    """In their order. What is split over several places reaches its tier together, and together gets no more than there is."""
    questions = questions_of(ctx, lines)
    prices = dict(zip(questions, price_many(ctx, list(questions.values())), strict=True))
    there = Destination(to.country, to.postcode) if to else Destination()
    stock = availability_of(ctx, [StockWish(line.product_id, line.quantity) for line in lines], there)
    return [PricedLine(line, prices[line.product_id], _net(prices[line.product_id], line.quantity), answer) for line, answer in zip(lines, stock, strict=True)]


def questions_of(ctx: Context, lines: Sequence[CartLine]) -> dict[Id, PriceQuestion]:
    """One for each product, about all of it."""
    today, together = clock.today(ctx.actor.time_zone), {}
    for line in lines:
        together[line.product_id] = together.get(line.product_id, Decimal(0)) + line.quantity
    return {product_id: PriceQuestion(product_id, quantity, today) for product_id, quantity in together.items()}


def promised_day(answer: Availability):
    """When all of it arrives; None while nobody knows."""
    if answer.kind is AvailabilityKind.UNKNOWN:
        return None
    return answer.rest_arrives if answer.rest else answer.arrives


def _net(price: PriceView, quantity: Decimal) -> Money | None:
    return net_of_line(price.each, quantity, price.price.currency) if price.price is not None and price.each is not None else None
