"""How much there is now and when the rest comes, for what is on a screen, in a cart or in a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.catalog.rules.availability import Availability, AvailabilityKind, Departures, FreeStock, WarehouseHours, left_to_promise, promise
from portal_app.catalog.rules.destinations import Destination
from portal_app.catalog.rules.packs import check_quantity
from portal_app.catalog.rules.working_days import WorkingDays
from portal_app.catalog.store.numbers import numbers_of
from portal_app.integrations.erp import StockFacts, Warehouse, list_warehouses, stock_of
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission

MOST_WISHES = 20_000
THE_COUNTRY = Destination()  # of the supplier, where no address is known yet
TOO_MANY_WISHES = message("Please ask for at most {most} lines at once.")


@dataclass(frozen=True)
class StockWish:
    """So much of a product, in its unit of measure."""

    product_id: Id
    quantity: Decimal


@query(Permission.CATALOG_VIEW)
def availability_of(ctx: Context, wishes: Sequence[StockWish], to: Destination = THE_COUNTRY) -> tuple[Availability, ...]:
    """One answer for each wish, in order. Wishes for the same product are served one after the other: together they get no more than there is.

    Of products that do not exist or that the company does not see, and of quantities that are none, nothing is known.
    Raises Invalid for more than 20,000 wishes.
    """
    if len(wishes) > MOST_WISHES:
        raise Invalid(TOO_MANY_WISHES, most=MOST_WISHES)
    numbers = numbers_of(ctx, [wish.product_id for wish in wishes])
    facts = stock_of(ctx, list(numbers.values()))
    left = {number: _free_stock(known) for number, known in facts.items()}
    departures = {one.code: Departures(_hours(one), ctx.now, to.working_days) for one in list_warehouses(ctx)}
    answers = []
    for wish in wishes:
        number = numbers.get(wish.product_id, "")
        if number not in left or check_quantity(wish.quantity):
            answers.append(Availability(AvailabilityKind.UNKNOWN))
            continue
        answer, left[number] = promise(wish.quantity, left[number], departures, facts[number].as_of)
        answers.append(answer)
    return tuple(answers)


def _free_stock(known: StockFacts) -> tuple[FreeStock, ...]:
    return tuple(left_to_promise(one.warehouse, one.free, one.waiting, [(part.day, part.quantity) for part in one.incoming]) for one in known.places)


def _hours(one: Warehouse) -> WarehouseHours:
    return WarehouseHours(WorkingDays((one.region,)), one.time_zone, one.cut_off, one.lead_days)
