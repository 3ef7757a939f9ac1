"""The supplier keeps the prices: groups, lists, their prices and discounts. All rows are put, or none where one has a problem."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal_app.catalog import list_sales_terms
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.permissions import Permission
from portal_app.pricing.rules.price_checks import check_discounts, check_groups, check_lists, check_prices
from portal_app.pricing.rules.price_facts import CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts, PriceProblem
from portal_app.pricing.store import putting
from portal_app.pricing.tables import PriceList


@dataclass(frozen=True)
class PricesOutcome:
    """What putting did, or would do: so many new and changed things (products in a list, agreements). With problems nothing is changed."""

    new: int
    changed: int
    problems: tuple[PriceProblem, ...]


@staff_command(Permission.STAFF_OPERATE)
def put_customer_groups(ctx: Context, every: Sequence[CustomerGroupFacts]) -> PricesOutcome:
    """Insert or rename customer groups by their codes."""
    outcome = _outcome([facts.code for facts in every], putting.group_ids(ctx), check_groups(every))
    if every and not outcome.problems:
        putting.put_groups(ctx, every)
        ctx.record("customer-groups.put", "customer-group", after={"new": outcome.new, "changed": outcome.changed})
    return outcome


@staff_command(Permission.STAFF_OPERATE)
def put_price_lists(ctx: Context, every: Sequence[PriceListFacts]) -> PricesOutcome:
    """Insert or change price lists by their numbers; the prices in them stay."""
    problems = check_lists(every, putting.group_ids(ctx))
    outcome = _outcome([facts.number for facts in every], putting.list_numbers(ctx), problems)
    if every and not outcome.problems:
        putting.put_lists(ctx, every)
        ctx.record("price-lists.put", "price-list", after={"new": outcome.new, "changed": outcome.changed})
    return outcome


@staff_query(Permission.STAFF_OPERATE)
def preview_list_prices(ctx: Context, list_number: str, rows: Sequence[PriceFacts]) -> PricesOutcome:
    """What `put_list_prices` would do with these."""
    price_list = _list_or_missing(ctx, list_number)
    known = list_sales_terms(ctx, {facts.product for facts in rows}).products
    problems = check_prices(rows, {number: product.unit for number, product in known.items()}, price_list.currency)
    priced = putting.priced_in(ctx, price_list, {product.id for product in known.values()})
    return PricesOutcome(len(known) - len(priced), len(priced), tuple(problems))


@staff_command(Permission.STAFF_OPERATE)
def put_list_prices(ctx: Context, list_number: str, rows: Sequence[PriceFacts]) -> PricesOutcome:
    """All prices of these products in this list; other products keep theirs. Raises NotFound for an unknown list."""
    outcome = preview_list_prices(ctx, list_number, rows)
    if rows and not outcome.problems:
        known = list_sales_terms(ctx, {facts.product for facts in rows}).products
        putting.put_list_prices(ctx, _list_or_missing(ctx, list_number), rows, known)
        ctx.record("list-prices.put", "price-list", after={"list": list_number, "new": outcome.new, "changed": outcome.changed})
    return outcome


@staff_command(Permission.STAFF_OPERATE)
def put_group_discounts(ctx: Context, group: str, rows: Sequence[DiscountFacts]) -> tuple[PriceProblem, ...]:
    """All discounts of this customer group, in the place of those it had. Returns the problems. Raises NotFound for an unknown group."""
    group_id = putting.group_ids(ctx).get(group)
    if group_id is None:
        raise NotFound
    problems = tuple(check_discounts(rows, list_sales_terms(ctx, ()).groups))
    if not problems:
        putting.put_group_discounts(ctx, group_id, rows)
        ctx.record("group-discounts.put", "customer-group", after={"group": group, "count": len(rows)})
    return problems


def _list_or_missing(ctx: Context, number: str) -> PriceList:
    found = putting.find_list(ctx, number)
    if found is None:
        raise NotFound
    return found


def _outcome(names: Sequence[str], known: Collection[str], problems: Sequence[PriceProblem]) -> PricesOutcome:
    changed = len({name for name in names if name in known})
    return PricesOutcome(len(set(names)) - changed, changed, tuple(problems))
