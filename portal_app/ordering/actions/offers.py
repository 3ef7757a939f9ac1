"""What so much of a product costs and when it comes: for the rows of a draft and for what may be meant. Prices only for who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts import AddressLine, list_addresses, read_own_place
from portal_app.catalog import Availability, Destination, FittedQuantity, ProductLine, StockWish, availability_of, fit_quantity, least_quantity
from portal_app.kernel import clock
from portal_app.kernel.gate import Context
from portal_app.kernel.permissions import Permission
from portal_app.ordering.rules.saving import NextStep, is_worth_saying
from portal_app.pricing import PriceQuestion, PriceView, price_many


@dataclass(frozen=True)
class Wish:
    """So much of this product; a row without a quantity asks for the least there is."""

    product: ProductLine
    quantity: Decimal


@dataclass(frozen=True)
class Offer:
    """`price` is None for who may not see prices, and `step` where buying more would not save anything worth saying."""

    availability: Availability
    price: PriceView | None = None
    step: NextStep | None = None


def least_of(product: ProductLine) -> Decimal:
    """The least that can be ordered."""
    return least_quantity(product.terms)


def offers_for(ctx: Context, wishes: Sequence[Wish], to: Destination) -> list[Offer]:
    """One for each wish, in order, delivered there. Two wishes for the same product share its stock."""
    if not wishes:
        return []
    stock = availability_of(ctx, [StockWish(wish.product.id, wish.quantity) for wish in wishes], to)
    if not ctx.actor.may(Permission.PRICE_VIEW):
        return [Offer(availability) for availability in stock]
    prices = _prices_of(ctx, wishes)
    steps = _steps_after(ctx, wishes, prices)
    return [Offer(availability, price, steps.get(place)) for place, (availability, price) in enumerate(zip(stock, prices, strict=True))]


def _prices_of(ctx: Context, wishes: Sequence[Wish]) -> tuple[PriceView, ...]:
    day = clock.today(ctx.actor.time_zone)
    return price_many(ctx, [PriceQuestion(wish.product.id, wish.quantity, day) for wish in wishes])


def _steps_after(ctx: Context, wishes: Sequence[Wish], prices: Sequence[PriceView]) -> dict[int, NextStep]:
    """By the place of a wish: what the next tier would cost for as many as it needs."""
    near = {place: _at_next_tier(wish, price) for place, (wish, price) in enumerate(zip(wishes, prices, strict=True))}
    asked = {place: wish for place, wish in near.items() if wish}
    found = {}
    for place, after in zip(asked, _prices_of(ctx, list(asked.values())) if asked else (), strict=True):
        before, more = prices[place], asked[place].quantity - wishes[place].quantity
        if before.amount and after.amount:
            found[place] = NextStep(more, asked[place].quantity, before.amount - after.amount, before.next_tier.saving if before.next_tier else None)
    return found


def _at_next_tier(wish: Wish, price: PriceView) -> Wish | None:
    if price.next_tier is None or not is_worth_saying(wish.quantity, price.next_tier.more):
        return None
    fitted = fit_quantity(wish.quantity + price.next_tier.more, wish.product.terms)
    return (
        Wish(wish.product, fitted.quantity) if isinstance(fitted, FittedQuantity) and is_worth_saying(wish.quantity, fitted.quantity - wish.quantity) else None
    )


def destination_of(ctx: Context) -> Destination:
    """Where the person has things delivered: the address they work with, else the company's default one."""
    if not ctx.actor.may(Permission.ADDRESS_VIEW):
        return Destination()
    every = [line for line in list_addresses(ctx) if not line.closed]
    chosen = read_own_place(ctx).address_id
    address = next((line for line in every if line.id == chosen), None) or next((line for line in every if line.is_default), None)
    return _place_of(address) if address else Destination()


def _place_of(address: AddressLine) -> Destination:
    return Destination(address.facts.country, address.facts.postcode)
