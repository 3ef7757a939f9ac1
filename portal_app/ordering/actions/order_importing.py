"""Orders from before the portal out of a file: a dry run, and the import, one company after the other. They are read-only from then on."""

from collections.abc import Mapping, Sequence

from portal_app.accounts import CompanyBrief, KnownPlaces, companies_by_number, own_places, places_of_companies
from portal_app.catalog import PricedProduct, list_sales_terms
from portal_app.integrations.files import FileLine, entries_in, read_lines
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of, put_parts
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.history import PastOrder, PastStep, take_over
from portal_app.ordering.rules.cart_lines import LinePlace
from portal_app.ordering.rules.carts import CartHeader
from portal_app.ordering.rules.order_files import (
    BESIDE_A_WRONG_LINE,
    COLUMNS,
    OTHER_BEFORE,
    FileCompany,
    FormerState,
    OrderFileLine,
    check_lines,
    fate_of,
    line_in,
    orders_in,
)
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine, OrderAddress, OrderCostCentre, OrderSnapshot, vat_of
from portal_app.ordering.rules.order_states import OrderMove
from portal_app.ordering.store import taken_over as store

_LIFE = {
    FormerState.INVOICED: (OrderMove.SEND, OrderMove.SHIP, OrderMove.INVOICE),
    FormerState.SHIPPED: (OrderMove.SEND, OrderMove.SHIP),
    FormerState.CANCELLED: (OrderMove.SEND, OrderMove.CANCEL),
}
_NOWHERE = "UTC"  # of a company that is not here: its line is wrong anyway


@staff_query(Permission.STAFF_OPERATE, across=True)
def preview_order_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of orders."""
    read = read_lines(name, content, COLUMNS)
    companies = companies_by_number(ctx, {line.cells["customer"] for line in read.lines})
    entries, judged = entries_in(read, "order", lambda cells: line_in(cells, _zone(companies.get(cells["customer"])), read.decimal_sign))
    lines = [line for _, line in entries]
    terms = list_sales_terms(ctx, {line.product for line in lines}).products
    places = places_of_companies(ctx, [company.id for company in companies.values()])
    problems = check_lines(lines, {number: FileCompany(company.currency, *places[company.id]) for number, company in companies.items()}, terms, ctx.now)
    broken = {one.name for one in judged}
    kept = store.orders_by_number(ctx, {company.id for company in companies.values()}, {line.head.number for line in lines})
    parts: dict[str, list[tuple[FileLine, OrderFileLine]]] = {}
    for (customer, number), some in orders_in(lines).items():
        company = companies.get(customer)
        fate = fate_of([lines[one] for one in some], kept.get((company.id, number))) if company else LineFate.WRONG
        beside = any(one in problems for one in some) or number in broken
        for one in some:
            judged.append(_verdict(entries[one][0].line, number, problems.get(one), fate, beside=beside))
        if fate is LineFate.NEW and not beside:
            parts.setdefault(customer, []).extend(entries[one] for one in some)
    return outcome_of(judged, read.unread, [_part(companies[customer], some) for customer, some in parts.items()])


def import_order_file(actor: Actor, name: str, content: bytes) -> FileOutcome:
    """Take over the orders of a file that are not here yet. One company after the other, or none where a line is wrong."""
    return put_parts(preview_order_file(actor, name, content), lambda *part: put_order_entries(actor, *part))


@staff_command(Permission.STAFF_OPERATE)
def put_order_entries(ctx: Context, company_id: Id, lines: Sequence[OrderFileLine]) -> int:
    """Orders of one company, the oldest first. What was taken over meanwhile is left out. Returns how many there were.

    Raises Conflict for products and places that are not there any more.
    """
    terms = list_sales_terms(ctx, {line.product for line in lines}).products
    if any(line.product not in terms for line in lines):
        raise Conflict
    ctx.enter_company(company_id)
    places = own_places(ctx)
    known = store.orders_by_number(ctx, {company_id}, {line.head.number for line in lines})
    grouped = [[lines[one] for one in some] for (_, number), some in orders_in(lines).items() if (company_id, number) not in known]
    every = [_past_order(places, terms, some) for some in sorted(grouped, key=lambda some: (some[0].head.at, some[0].head.number))]
    return take_over(ctx, every) if every else 0


def _part(company: CompanyBrief, some: Sequence[tuple[FileLine, OrderFileLine]]) -> FilePart:
    return FilePart(company.customer_number, tuple(line.line for line, _ in some), (company.id, [one for _, one in some]))


def _verdict(line: int, number: str, problem: tuple[str, Mapping[str, str]] | None, fate: LineFate, *, beside: bool) -> JudgedLine:
    if problem:
        return JudgedLine(line, number, LineFate.WRONG, *problem)
    if fate is LineFate.WRONG:
        return JudgedLine(line, number, LineFate.WRONG, OTHER_BEFORE, {"number": number})
    return JudgedLine(line, number, LineFate.WRONG, BESIDE_A_WRONG_LINE) if beside else JudgedLine(line, number, fate)


def _zone(company: CompanyBrief | None) -> str:
    return company.time_zone if company else _NOWHERE


def _past_order(places: KnownPlaces, terms: Mapping[str, PricedProduct], some: Sequence[OrderFileLine]) -> PastOrder:
    head = some[0].head
    who = head.buyer or places.company_name
    centre = places.centres.get(head.centre)
    address = places.addresses.get(head.address) or places.default_address
    if (head.centre and centre is None) or (head.address and head.address not in places.addresses):
        raise Conflict
    to = LinePlace(centre[0] if centre else "", address[0] if address else "")
    lines = tuple(_line(terms[one.product], places.locale, to, one) for one in some)
    header = CartHeader(head.number, head.po_number, cost_centre_id=to.cost_centre_id, address_id=to.address_id)
    snapshot = OrderSnapshot(
        (OrderAddress(address[0], **vars(address[1])),) if address else (), (OrderCostCentre(centre[0], head.centre, centre[1]),) if centre else ()
    )  # fmt: skip
    vat = vat_of(tuple((address[1].country if address else "", line.net) for line in lines))
    steps = (PastStep(head.at, OrderMove.PLACE, who), *(PastStep(head.at, move) for move in _LIFE[head.state]))
    return PastOrder(NewOrder(header, lines, snapshot, vat), steps, erp_number=head.number, all_shipped=head.state is not FormerState.CANCELLED)


def _line(product: PricedProduct, locale: str, to: LinePlace, line: OrderFileLine) -> NewOrderLine:
    currency = line.head.currency
    name = line.name or (product.name_de if locale == "de" else product.name_en)
    return NewOrderLine(
        product.id, line.product, name, Quantity(line.quantity, line.unit or product.unit), Money(line.price, currency),
        line.price_unit, Money(line.net, currency), to, product.pack,
    )  # fmt: skip
