"""The confirmation of an order, for whoever may see the order. Until the supplier has confirmed it, a summary in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from portal_app.accounts import company_terms, customer_number_of
from portal_app.catalog import find_products
from portal_app.documents.actions.order_texts import paper_of
from portal_app.documents.actions.paper import Customer, Known, OrderPaper
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import LANGUAGES, language_of
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering import read_order

_AMOUNTS = frozenset({Permission.PRICE_VIEW, Permission.AMOUNT_VIEW})


@query(Permission.ORDER_VIEW)
def read_order_confirmation(ctx: Context, order_id: Id, language: str = "") -> OrderPaper:
    """The order as a paper in `language` (empty: the reader's own). Raises NotFound for an order that the reader does not see.

    Who lacks the right to prices or the one to amounts gets it without any.
    """
    order = read_order(_with_amounts_or_none(ctx), order_id)
    customer = Customer(company_terms(ctx).name, customer_number_of(ctx), ctx.actor.time_zone)
    known = _known(ctx, [line.product_id for line in order.lines])
    return paper_of(language_of(language or ctx.actor.locale), order, customer, known, ctx.now)


def _with_amounts_or_none(ctx: Context) -> Context:
    """A price and a quantity make an amount, so half of the rights is none: what is not asked for cannot be printed."""
    rights = ctx.actor.permissions
    return ctx if rights >= _AMOUNTS else replace(ctx, actor=replace(ctx.actor, permissions=rights - _AMOUNTS))


def _known(ctx: Context, products: Sequence[Id]) -> Mapping[Id, Known]:
    """What the catalogue says of these products today: their names in each language and the company's own numbers. Products that the
    company does not see any more are missing."""
    if not ctx.actor.may(Permission.CATALOG_VIEW):
        return {}
    found: dict[Id, Known] = {}
    for language in LANGUAGES:
        reader = replace(ctx, actor=replace(ctx.actor, locale=language))
        for line in find_products(reader, list(dict.fromkeys(products))):
            names = {**(found[line.id].names if line.id in found else {}), language: line.name}
            found[line.id] = Known(names, line.own_numbers)
    return found
