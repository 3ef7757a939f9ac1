"""Ordering's part of the demo world: orders of the last weeks in all states, two that wait for approval, one that is about to leave;
and order lists.

The past is taken over in one go for each company; what is fresh is ordered by the people themselves, through carts and their actions.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from portal_app.accounts import ROLE_RIGHTS, Role, list_addresses, list_companies, list_cost_centres
from portal_app.catalog import find_products, resolve_numbers
from portal_app.kernel.actor import Actor, ActorKind, Assurance, system
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission as P
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.carts import change_cart, list_cart_colleagues, list_carts, open_cart, read_cart
from portal_app.ordering.actions.checkout import submit_cart
from portal_app.ordering.actions.history import put_past_orders
from portal_app.ordering.actions.looking import look_at_cart
from portal_app.ordering.actions.orders import OrderFilter, list_orders
from portal_app.ordering.demo.kept import keep_lists
from portal_app.ordering.demo.past import Company, past_order
from portal_app.ordering.demo.planned import LEAVING, PLACES, WAITING, Usual, planned_orders
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.pricing import PriceQuestion, price_many

_OPERATOR = system(frozenset({P.STAFF_OPERATE, P.STAFF_COMPANIES_VIEW}), name="demo")
_READS = frozenset({P.CATALOG_VIEW, P.PRICE_VIEW, P.COST_CENTRE_VIEW, P.ADDRESS_VIEW, P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.CART_EDIT})
_HANSEN = "10023"


def build(today: date) -> None:
    """What stands already is left as it is: a company's past once, the fresh carts by their names."""
    for line in list_companies(_OPERATOR).rows:
        if line.customer_number in PLACES:
            locale, time_zone = PLACES[line.customer_number]
            who = replace(system(_READS, line.id, name="demo"), locale=locale, time_zone=time_zone)
            if not list_orders(who).total:
                _put_past(who, line.customer_number, today)
            if line.customer_number == _HANSEN:
                people = _buyers(who)
                _order_afresh(people)
                keep_lists(people)


def _put_past(who: Actor, customer_number: str, today: date) -> None:
    every = planned_orders(customer_number)
    company = _company(who, {wanted for one in every for wanted in one.usual.wanted}, today)
    put_past_orders(_OPERATOR, who.company_id, [past_order(one, company, today, place) for place, one in enumerate(every)])


def _company(who: Actor, wanted: set[tuple[str, int]], today: date) -> Company:
    ids = _product_ids(who, sorted({number for number, _ in wanted}))
    in_order = sorted(wanted)
    prices = price_many(who, [PriceQuestion(ids[number], Decimal(quantity), today) for number, quantity in in_order])
    products = dict(zip(ids, find_products(who, list(ids.values())), strict=True))
    return Company(
        {line.number: line for line in list_cost_centres(who)}, list_addresses(who), products, dict(zip(in_order, prices, strict=True)), who.time_zone,
    )  # fmt: skip


def _product_ids(who: Actor, numbers: list[str]) -> dict[str, Id]:
    return {number: found.products[0] for number, found in resolve_numbers(who, numbers).items()}


def _buyers(who: Actor) -> dict[str, Actor]:
    """Whoever may order, by name, as if they were signed in."""
    return {
        one.name: Actor(
            ActorKind.PERSON, ROLE_RIGHTS[Role.BUYER], who.company_id, account_id=one.account_id, person_id=one.person_id, name=one.name, locale=who.locale,
            time_zone=who.time_zone, assurance=Assurance.TWO_STEPS,
        )
        for one in list_cart_colleagues(who)
    }  # fmt: skip


def _order_afresh(people: Mapping[str, Actor]) -> None:
    for usual in (*WAITING, LEAVING):
        buyer = people[usual.buyer]
        if not list_orders(buyer, OrderFilter(words=usual.name, only_own=True)).total:
            _order(buyer, usual)


def _order(buyer: Actor, usual: Usual) -> None:
    """As somebody does it: a cart with these lines, its cost centre and place, a look, the button."""
    cart_id = next((cart.id for cart in list_carts(buyer) if cart.name == usual.name), "") or open_cart(buyer, usual.name)
    cart = read_cart(buyer, cart_id)
    if not cart.lines:
        ids = _product_ids(buyer, [number for number, _ in usual.wanted])
        put_lines(buyer, cart_id, [LineWish(ids[number], Decimal(quantity)) for number, quantity in usual.wanted])
    centre = next(line.id for line in list_cost_centres(buyer) if line.number == usual.centre)
    header = replace(cart.header, cost_centre_id=centre, address_id=list_addresses(buyer)[usual.place].id)
    change_cart(buyer, cart_id, header, version=cart.version)
    submit_cart(buyer, cart_id, look_at_cart(buyer, cart_id).digest)
