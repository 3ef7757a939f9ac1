"""Prices out of a file, as CSV or XLSX: a dry run, and the import into lists for everybody and into companies' own lists."""

from collections.abc import Mapping, Sequence

from portal_app.accounts import companies_by_number
from portal_app.catalog import PricedProduct, list_sales_terms
from portal_app.integrations.files import entries_in, read_lines
from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Conflict
from portal_app.kernel.file_outcomes import FileOutcome, FilePart, JudgedLine, LineFate, outcome_of, put_parts
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.pricing.actions.keeping import put_list_prices, put_price_lists
from portal_app.pricing.rules.price_checks import check_prices
from portal_app.pricing.rules.price_facts import AgreementKind, PriceFacts, PriceListFacts
from portal_app.pricing.rules.price_files import COLUMNS, KnownPrices, PlaceOfPrices, PriceEntry, by_place, check_entries, entry_in, fates_of
from portal_app.pricing.store import known as store
from portal_app.pricing.store import putting
from portal_app.pricing.store.standing import company_or_missing


@staff_query(Permission.STAFF_OPERATE, across=True)
def preview_price_file(ctx: Context, name: str, content: bytes) -> FileOutcome:
    """The dry run. Raises Invalid for a file that is no table of prices."""
    read = read_lines(name, content, COLUMNS)
    entries, judged = entries_in(read, "product", lambda cells: entry_in(cells, read.decimal_sign))
    told = [entry for _, entry in entries]
    products = list_sales_terms(ctx, {entry.facts.product for entry in told}).products
    units = {number: product.unit for number, product in products.items()}
    companies = companies_by_number(ctx, {entry.place.customer for entry in told if entry.place.customer})
    ids = {number: company.id for number, company in companies.items()}
    places = by_place(told)
    known = {place: _known(ctx, place, ids, products) for place in places}
    problems = check_entries(told, known, units, {number: company.currency for number, company in companies.items()})
    parts = []
    for place, some in places.items():
        fates = fates_of([told[one] for one in some if one not in problems], known[place], units)
        news = [one for one in some if one not in problems and fates[told[one].facts.product] is not LineFate.SAME]
        for one in some:
            line, product = entries[one][0].line, told[one].facts.product
            wrong = JudgedLine(line, product, LineFate.WRONG, *problems[one]) if one in problems else None
            judged.append(wrong or JudgedLine(line, product, fates[product]))
        if news:
            lines = tuple(entries[one][0].line for one in news)
            parts.append(FilePart(place.number, lines, ([told[one] for one in news], ids.get(place.customer, ""))))
    return outcome_of(judged, read.unread, parts)


def import_price_file(actor: Actor, name: str, content: bytes) -> FileOutcome:
    """Put prices. A list that is not there yet is made, in the currency of its first line. One list after the other, or none where a line is
    wrong."""
    return put_parts(preview_price_file(actor, name, content), lambda *part: put_price_entries(actor, *part))


@staff_command(Permission.STAFF_OPERATE)
def put_price_entries(ctx: Context, entries: Sequence[PriceEntry], company_id: Id = "") -> None:
    """All prices of these products in one list, for everybody or (with a company) its own; other products keep theirs.

    Raises Conflict when what was looked at in the dry run is another now, NotFound for an unknown company.
    """
    place, rows = entries[0].place, [entry.facts for entry in entries]
    if any(entry.place != place for entry in entries):
        raise Conflict
    list_name = next((entry.list_name for entry in entries if entry.list_name), "")
    if company_id:
        _put_own(ctx, company_id, place.number, list_name, rows)
    else:
        _put_for_all(ctx, place.number, list_name, rows)


def _put_for_all(ctx: Context, number: str, name: str, rows: Sequence[PriceFacts]) -> None:
    if putting.find_list(ctx, number) is None:
        put_price_lists(ctx, [PriceListFacts(number, name or number, rows[0].currency)])
    if put_list_prices(ctx, number, rows).problems:
        raise Conflict


def _put_own(ctx: Context, company_id: Id, number: str, name: str, rows: Sequence[PriceFacts]) -> None:
    company_or_missing(ctx, company_id)
    ctx.enter_company(company_id)
    products = list_sales_terms(ctx, {facts.product for facts in rows}).products
    known = putting.known_agreements(ctx).get(number)
    strange = known is not None and known.kind != AgreementKind.COMPANY_LIST.value
    if strange or check_prices(rows, {number: product.unit for number, product in products.items()}, rows[0].currency):
        raise Conflict
    putting.put_own_prices(ctx, known, number, name or number, rows, products)
    ctx.record("price-agreement.put", "price-agreement", after={"number": number, "kind": AgreementKind.COMPANY_LIST.value, "prices": len(rows)})


def _known(ctx: Context, place: PlaceOfPrices, ids: Mapping[str, Id], products: Mapping[str, PricedProduct]) -> KnownPrices:
    numbers = {product.id: number for number, product in products.items()}
    if not place.customer:
        return store.known_list(ctx, place.number, numbers)
    return store.known_own_list(ctx, ids[place.customer], place.number, numbers) if place.customer in ids else KnownPrices()
