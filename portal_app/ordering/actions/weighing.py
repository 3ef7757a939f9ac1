"""Weighs a cart: what it costs now, when it comes, whether it may be ordered and who must approve. The look and the order stand on the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from portal_app.accounts import AddressFacts, AddressLine, CostCentreLine, company_terms, list_addresses, list_cost_centres, own_limits, reach_of
from portal_app.catalog import ProductLine, QuantityProblem, find_products, fit_quantity, list_categories, sold_as
from portal_app.kernel import clock
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_views import header_of, place_of
from portal_app.ordering.actions.line_prices import PricedLine, price_lines
from portal_app.ordering.rules import checkout as rules
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.checkout import CheckoutProblem, check_month, digest_of
from portal_app.ordering.rules.differences import LineDifference, LinePrice, difference_of
from portal_app.ordering.rules.order_snapshots import net_of, vat_of
from portal_app.ordering.store import carts, orders
from portal_app.ordering.tables import Cart, CartLine
from portal_app.purchasing import CartFacts, Judgement, judge_cart, say_reason
from portal_app.purchasing import CartLine as JudgedLine


@dataclass(frozen=True)
class WeighedCart:
    """A cart with all that its order will stand on. `judgement` is None while some line has no price."""

    cart: Cart
    header: CartHeader
    lines: tuple[PricedLine, ...]
    products: dict[Id, ProductLine]
    addresses: dict[Id, AddressLine]
    centres: dict[Id, CostCentreLine]
    facts: CartFacts
    judgement: Judgement | None
    problems: tuple[CheckoutProblem, ...]

    def place(self, line: CartLine) -> LinePlace:
        """Where a line really goes: its own choices, else those of the cart."""
        own = place_of(line)
        header = self.header
        return LinePlace(own.cost_centre_id or header.cost_centre_id, own.address_id or header.address_id, own.requested_on or header.requested_on)

    @property
    def is_priced(self) -> bool:
        return bool(self.lines) and all(one.net is not None for one in self.lines)

    @property
    def net(self) -> Money | None:
        return net_of(one.net for one in self.lines) if self.is_priced else None

    @property
    def vat(self) -> Money | None:
        if not self.is_priced or not all(self.place(one.line).address_id in self.addresses for one in self.lines):
            return None
        return vat_of(tuple((self.addresses[self.place(one.line).address_id].facts.country, one.net) for one in self.lines))

    @cached_property
    def differences(self) -> tuple[LineDifference, ...]:
        """Since each line was put or its price accepted."""
        found = (difference_of(one.line.id, one.line.number, one.line.name, one.line.quantity, seen_of(one.line), one.line_price) for one in self.lines)
        return tuple(one for one in found if one is not None)

    @cached_property
    def digest(self) -> str:
        """Names exactly this: header, lines, places, prices, days, and whether somebody must approve by which rules."""
        lines = [self._shown(one) for one in self.lines]
        places = [[key, vars(self.addresses[key].facts)] for key in sorted({self.place(one.line).address_id for one in self.lines} & self.addresses.keys())]
        judged = self.judgement
        told = [[one.message for one in judged.stops], judged.problem, [[one.level, one.rule_names] for one in judged.steps]] if judged else []
        return digest_of([vars(self.header), lines, places, told])

    def _shown(self, one: PricedLine) -> list:
        line, price = one.line, one.line_price
        return [line.id, line.product_id, line.quantity, vars(self.place(line)), line.note, price.price, price.price_unit, one.net, price.promised_on]


def weigh_cart(ctx: Context, cart: Cart) -> WeighedCart:
    """Asks prices, stock, budgets and rules at this moment."""
    header, rows = header_of(cart), carts.lines_of(ctx, cart.id)
    addresses = {one.id: one for one in list_addresses(ctx)}
    centres = {one.id: one for one in list_cost_centres(ctx)}
    products = {one.id: one for one in find_products(ctx, list({row.product_id for row in rows}))}
    lines = tuple(price_lines(ctx, rows, address_of(header.address_id, addresses)))
    bare = WeighedCart(cart, header, lines, products, addresses, centres, CartFacts(()), None, ())
    facts = _facts(ctx, bare) if bare.is_priced else CartFacts(())
    own = _problems(ctx, bare)
    judgement = judge_cart(ctx, facts) if bare.is_priced and not any(one.field == "cost_centre_id" for one in own) else None
    return WeighedCart(cart, header, lines, products, addresses, centres, facts, judgement, (*own, *_judged(ctx, judgement)))


def address_of(address_id: Id, addresses: dict[Id, AddressLine]) -> AddressFacts | None:
    return addresses[address_id].facts if address_id in addresses else None


def seen_of(line: CartLine) -> LinePrice:
    """What was seen when it was put, or accepted since."""
    price = Money(line.seen_price, line.seen_currency) if line.seen_price is not None else None
    return LinePrice(price, line.seen_price_unit, line.seen_promise)


def _facts(ctx: Context, told: WeighedCart) -> CartFacts:
    """The cart as purchasing judges it."""
    product_ids = [one.line.product_id for one in told.lines]
    paths, sold = _category_paths(ctx), sold_as(ctx, product_ids)
    bought = orders.ordered_before(ctx, product_ids)
    lines = tuple(
        JudgedLine(
            one.line.number, told.products[one.line.product_id].name if one.line.product_id in told.products else one.line.name, one.net,
            told.place(one.line).cost_centre_id or None, paths.get(sold[one.line.product_id].group, ()) if one.line.product_id in sold else (),
            one.line.product_id not in bought,
        )
        for one in told.lines
    )  # fmt: skip
    return CartFacts(lines, frozenset(told.cart.editor_ids) - {ctx.actor.person_id})


def _category_paths(ctx: Context) -> dict[str, tuple[str, ...]]:
    """By category its codes, the topmost first."""
    parents = {one.code: one.parent for one in list_categories(ctx)}

    def path(code: str) -> tuple[str, ...]:
        return (*path(parents[code]), code) if parents[code] else (code,)

    return {code: path(code) for code in parents}


def _problems(ctx: Context, told: WeighedCart) -> tuple[CheckoutProblem, ...]:
    """Everything that keeps this cart from being sent, apart from budgets and approvals."""
    if not told.lines:
        return (CheckoutProblem(rules.EMPTY),)
    found = [*_problems_of_places(ctx, told), *(problem for one in told.lines if (problem := _problem_of_line(told, one)))]
    today = clock.today(ctx.actor.time_zone)
    if any(day is not None and day < today for day in (told.header.requested_on, *(one.line.requested_on for one in told.lines))):
        found.append(CheckoutProblem(rules.DAY_IS_OVER, "requested_on"))
    if told.is_priced and (problem := _problem_of_limits(ctx, told.net)):
        found.append(problem)
    return tuple(found)


def _problems_of_places(ctx: Context, told: WeighedCart) -> list[CheckoutProblem]:
    places = [told.place(one.line) for one in told.lines]
    reach = reach_of(ctx, Permission.CART_SUBMIT)
    found = []
    if any(not place.address_id for place in places):
        found.append(CheckoutProblem(rules.NO_ADDRESS, "address_id"))
    elif any(told.addresses[place.address_id].closed for place in places):
        found.append(CheckoutProblem(rules.CLOSED_PLACE, "address_id"))
    chosen = {place.cost_centre_id for place in places}
    if any(told.centres[one].closed for one in chosen if one):
        found.append(CheckoutProblem(rules.CLOSED_PLACE, "cost_centre_id"))
    elif reach is not None and not chosen - {""} <= reach:
        found.append(CheckoutProblem(rules.OUT_OF_REACH, "cost_centre_id"))
    elif "" in chosen and told.centres:
        found.append(CheckoutProblem(rules.NO_COST_CENTRE, "cost_centre_id"))
    return found


def _problem_of_line(told: WeighedCart, one: PricedLine) -> CheckoutProblem | None:
    product, words = told.products.get(one.line.product_id), (("number", one.line.number),)
    if product is None:
        return CheckoutProblem(rules.GONE, "lines", words)
    fitted = fit_quantity(one.line.quantity, product.terms)
    if isinstance(fitted, QuantityProblem) or fitted.quantity != one.line.quantity:
        return CheckoutProblem(rules.NOT_IN_PACKS, "lines", words)
    return None if one.net is not None else CheckoutProblem(rules.NO_PRICE, "lines", words)


def _problem_of_limits(ctx: Context, net: Money) -> CheckoutProblem | None:
    """Of a month. The limit for one order is purchasing's."""
    limit = own_limits(ctx).per_month
    if limit is None:
        return None
    time_zone = company_terms(ctx).time_zone
    used = orders.ordered_since(ctx, clock.today(time_zone).replace(day=1), time_zone)
    return check_month(net, Money(used, net.currency), Money(limit, net.currency))


def _judged(ctx: Context, judgement: Judgement | None) -> Sequence[CheckoutProblem]:
    """What no approval helps against, and an approval that nobody can give. Purchasing says it itself."""
    if judgement is None:
        return ()
    stops = tuple(CheckoutProblem(say_reason(ctx.actor.locale, one)) for one in judgement.stops)
    return (*stops, CheckoutProblem(judgement.problem)) if judgement.problem else stops
