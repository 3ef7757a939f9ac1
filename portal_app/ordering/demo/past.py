"""Makes the orders of the last weeks: what each cost then, and what happened to it until today. The same each time for the same day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from portal_app.accounts import AddressLine, CostCentreLine
from portal_app.catalog import ProductLine
from portal_app.kernel import clock
from portal_app.kernel.money import Money, Quantity
from portal_app.ordering.actions.history import PastOrder, PastStep
from portal_app.ordering.actions.order_views import OrderDelivery
from portal_app.ordering.demo.planned import Life, Planned
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.differences import net_of_line
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine, OrderAddress, OrderApprovers, OrderCostCentre, OrderSnapshot, vat_of
from portal_app.ordering.rules.order_states import OrderMove
from portal_app.pricing import PriceView

_M = OrderMove
_RULE = "Über 500 EUR"  # Hansen's, by which its larger orders wait
_LONG_AGO, _THEN = 28, Decimal("0.965")  # bearings cost less then: whoever orders them again sees it
_FIRST_NUMBER = 4300  # of the supplier's own, before the portal


@dataclass(frozen=True)
class Company:
    """What the orders of one company are made of: products and prices by article number and quantity."""

    centres: Mapping[str, CostCentreLine]
    addresses: Sequence[AddressLine]
    products: Mapping[str, ProductLine]
    prices: Mapping[tuple[str, int], PriceView]
    time_zone: str


def past_order(planned: Planned, company: Company, today: date, place: int) -> PastOrder:
    """`place` counts a company's orders: the supplier's numbers come from it."""
    day = today - timedelta(days=working_days_ago(today, planned.days_ago))
    placed = _by_now(datetime.combine(day, time.fromisoformat(planned.at), ZoneInfo(company.time_zone)).astimezone(UTC))
    new = _new_order(planned, company, placed.date())
    erp_number = "" if planned.life in (Life.REFUSED, Life.UNANSWERED) else f"A{_FIRST_NUMBER + place:06d}"
    leaves = _leaving_days(planned, new, placed, today)
    deliveries = _deliveries(planned, new, placed, place)
    return PastOrder(new, tuple(_steps(planned, placed, deliveries)), leaves, deliveries, erp_number)


def _new_order(planned: Planned, company: Company, day: date) -> NewOrder:
    usual = planned.usual
    centre, address = company.centres[usual.centre], company.addresses[usual.place]
    to = LinePlace(centre.id, address.id)
    lines = tuple(_line(planned, company, to, number, quantity, day) for number, quantity in usual.wanted)
    header = CartHeader(usual.name, planned.po, cost_centre_id=centre.id, address_id=address.id)
    asked = (OrderApprovers(1, (_RULE,), (planned.approver,)),) if planned.approver else ()
    snapshot = OrderSnapshot((OrderAddress(address.id, **vars(address.facts)),), (OrderCostCentre(centre.id, centre.number, centre.name),), asked)
    return NewOrder(header, lines, snapshot, vat_of(tuple((address.facts.country, line.net) for line in lines)))


def _line(planned: Planned, company: Company, to: LinePlace, number: str, quantity: int, day: date) -> NewOrderLine:
    product, told = company.products[number], company.prices[number, quantity]
    price = told.price
    if number.startswith("77-") and planned.days_ago > _LONG_AGO:
        price = Money((price.amount * _THEN).quantize(Decimal("0.01")), price.currency)
    net = net_of_line(price.amount / told.price_unit, Decimal(quantity), price.currency)
    return NewOrderLine(
        product.id, product.number, product.name, Quantity(Decimal(quantity), product.unit), price, told.price_unit, net, to, product.terms.pack,
        promised_on=working_day(day + timedelta(days=2)),
    )  # fmt: skip


def _leaving_days(planned: Planned, new: NewOrder, placed: datetime, today: date) -> dict[int, date]:
    """The day each line leaves, as the supplier confirmed it; what is missing of a part comes in four days."""
    if planned.life in (Life.SENT, Life.UNANSWERED, Life.CANCELLED, Life.REFUSED):
        return {}
    soon = working_day(max(placed.date() + timedelta(days=1), today if planned.life is Life.CONFIRMED else date.min))
    late = working_day(today + timedelta(days=4))
    return {position: late if planned.life is Life.PARTLY and position % 2 == 0 else soon for position in range(1, len(new.lines) + 1)}


def _deliveries(planned: Planned, new: NewOrder, placed: datetime, place: int) -> tuple[OrderDelivery, ...]:
    """One for all of it; of a part every second line has left in part or not at all."""
    if planned.life not in (Life.INVOICED, Life.SHIPPED, Life.PARTLY):
        return ()
    quantities = {position: line.quantity.amount for position, line in enumerate(new.lines, start=1)}
    if planned.life is Life.PARTLY:
        quantities = {position: Decimal(28) if position == 2 else all_of_it for position, all_of_it in quantities.items() if position != len(quantities)}
    number = f"L{_FIRST_NUMBER + place:06d}"
    return (OrderDelivery(number, _by_now(_next_day(placed) + timedelta(hours=4)), "Nordfracht", f"NF{number[1:]}", tuple(quantities.items())),)


def _steps(planned: Planned, placed: datetime, deliveries: tuple[OrderDelivery, ...]) -> list[PastStep]:
    buyer, approver, life = planned.usual.buyer, planned.approver, planned.life
    steps = [PastStep(placed, _M.SUBMIT if approver else _M.PLACE, buyer)]
    decided = placed + timedelta(minutes=88)
    if life is Life.REFUSED:
        return [*steps, PastStep(decided, _M.REFUSE, approver, planned.note)]
    if approver:
        steps.append(PastStep(decided, _M.APPROVE, approver, planned.note))
    left = (decided if approver else placed) + timedelta(seconds=14)
    if life is Life.UNANSWERED:
        return [*steps, PastStep(_by_now(left), _M.LOSE_SIGHT)]
    steps.append(PastStep(left, _M.SEND))
    if life is Life.CANCELLED:
        return [
            *steps,
            PastStep(left + timedelta(hours=1), _M.ASK_TO_CANCEL, buyer, "Ordered twice by mistake."),
            PastStep(left + timedelta(hours=3), _M.CANCEL),
        ]
    if life is not Life.SENT:
        steps.append(PastStep(_by_now(left + timedelta(minutes=18)), _M.CONFIRM))
    if deliveries:
        steps.append(PastStep(deliveries[0].at, _M.SHIP_PART if life is Life.PARTLY else _M.SHIP))
    if life is Life.INVOICED:
        steps.append(PastStep(_next_day(deliveries[0].at), _M.INVOICE))
    return steps


def working_days_ago(today: date, days: int) -> int:
    """Nobody orders on a weekend: then it was the Friday before. Today stays today."""
    weekday = (today - timedelta(days=days)).weekday()
    return days + max(0, weekday - 4) if days else 0


def working_day(day: date) -> date:
    """This day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _next_day(at: datetime) -> datetime:
    """The same time on the next working day."""
    day = at.date() + timedelta(days=1)
    return at + (working_day(day) - at.date())


def _by_now(at: datetime) -> datetime:
    return min(at, clock.now())
