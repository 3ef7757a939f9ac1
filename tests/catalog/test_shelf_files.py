"""Categories, assortments and stock out of files: one verdict a line, all or nothing, and the same file twice changes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from portal_app.catalog import (
    CategoryFacts,
    import_assortment_file,
    import_category_file,
    import_stock_file,
    list_categories,
    preview_stock_file,
    put_assortment,
    suggest_products,
)
from portal_app.catalog.rules import shelf_files as shelves
from portal_app.catalog.rules import stock_files as said
from portal_app.catalog.store.shelves import categories_by_code
from portal_app.integrations.erp import Incoming, StockFacts, Warehouse, put_warehouses, stock_of
from portal_app.kernel import file_columns as columns
from portal_app.kernel.actor import Actor
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, Shop
from tests.database import behind_the_guard

BOLT = "48-1007-M8"


@staff_query(Permission.STAFF_OPERATE)
def categories(ctx: Context) -> dict[str, CategoryFacts]:
    return categories_by_code(ctx)


@staff_query(Permission.STAFF_OPERATE)
def stock(ctx: Context, numbers: list[str]) -> dict[str, StockFacts]:
    return stock_of(ctx, numbers)


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def customer_number(who: Actor) -> str:
    return behind_the_guard("SELECT customer_number FROM company WHERE id = :id", id=who.company_id)[0][0]


# --- categories ------------------------------------------------------------------------------------------------------


def test_categories_come_with_their_parents_and_are_renamed(shop: Shop):
    top, below = f"T{new_id()[-6:]}", f"B{new_id()[-6:]}"
    file = csv("Code;Name;Bezeichnung;Oberkategorie", f"{top};Gifts;Geschenke;", f"{below};Lights;Lichter;{top}")
    assert import_category_file(OPERATOR, "c.csv", file).new == 2
    assert categories(OPERATOR)[below] == CategoryFacts(below, "Lights", "Lichter", top)
    again = import_category_file(OPERATOR, "c.csv", file)
    assert (again.same, again.parts) == (2, ())
    assert import_category_file(OPERATOR, "c.csv", csv("Code;Name", f"{below};Candles")).changed == 1
    assert categories(OPERATOR)[below] == CategoryFacts(below, "Candles", "Lichter", top)
    assert len(list_categories(shop.mine)) > 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("X1;Gifts;nowhere", shelves.UNKNOWN_PARENT), ("X0;Gifts;", columns.TWICE), (";Gifts;", columns.EMPTY_CELL),
        ("X1;Gifts;X1", shelves.UNKNOWN_PARENT),
    ],
)  # fmt: skip
def test_a_wrong_category_keeps_all_out(shop: Shop, line: str, reason: str):
    outcome = import_category_file(OPERATOR, "c.csv", csv("Code;Name;Parent", "X0;Other;", line))
    assert [one.reason for one in outcome.problems] == [reason] and "X0" not in categories(OPERATOR)


# --- assortments -----------------------------------------------------------------------------------------------------


def test_an_assortment_is_put_and_given_to_companies(shop: Shop):
    name = f"Range {new_id()[-6:]}"
    file = csv("Assortment;For all;Customers", f"{name};no;{customer_number(shop.mine)}, {customer_number(shop.theirs)}")
    outcome = import_assortment_file(OPERATOR, "a.csv", file)
    assert (outcome.new, outcome.problems) == (1, ())
    given = "SELECT count(*) FROM company_assortment c JOIN assortment a ON a.id = c.assortment_id WHERE a.name = :name"
    assert behind_the_guard(given, name=name) == [(2,)]
    assert import_assortment_file(OPERATOR, "a.csv", file).same == 1
    assert import_assortment_file(OPERATOR, "a.csv", csv("Assortment;For all", f"{name};ja")).changed == 1
    assert import_assortment_file(OPERATOR, "a.csv", csv("Assortment;For all", f"{name};nein")).problems[0].reason == shelves.NOT_TAKEN_BACK


def test_an_assortment_for_unknown_companies_is_refused(shop: Shop):
    put_assortment(OPERATOR, "Marine")
    outcome = import_assortment_file(OPERATOR, "a.csv", csv("Assortment;Customers", "New range;nobody", "Marine;"))
    assert [(one.line, one.reason, one.values) for one in outcome.problems] == [(2, shelves.UNKNOWN_COMPANY, {"number": "nobody"})]
    assert behind_the_guard("SELECT count(*) FROM assortment WHERE name = 'New range'") == [(0,)]


# --- stock -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def warehouse(shop: Shop) -> str:
    put_warehouses(OPERATOR, [Warehouse("KI", "Kiel", "DE-SH"), Warehouse("NU", "Nürnberg", "DE-BY")])
    return "KI"


def test_stock_is_what_was_counted_and_all_that_is_on_its_way(warehouse: str):
    file = csv("Artikelnummer;Lager;Bestand;Zugang am;Zugangsmenge", f"{BOLT};KI;1.200,5;2026-12-01;500", f"{BOLT};KI;1.200,5;24.12.2026;250", f"{BOLT};NU;7;;")
    outcome = import_stock_file(OPERATOR, "s.csv", file)
    assert (outcome.lines, outcome.problems) == (3, ())
    ki, nu = stock(OPERATOR, [BOLT])[BOLT].places
    assert (ki.on_hand, ki.incoming) == (Decimal("1200.5"), (Incoming(date(2026, 12, 1), Decimal(500)), Incoming(date(2026, 12, 24), Decimal(250))))
    assert (nu.on_hand, nu.incoming) == (7, ())
    again = import_stock_file(OPERATOR, "s.csv", file)
    assert (again.same, again.parts) == (3, ())
    assert import_stock_file(OPERATOR, "s.csv", csv("Number;Warehouse;On hand", f"{BOLT};KI;3")).changed == 1
    assert [(place.on_hand, place.incoming) for place in stock(OPERATOR, [BOLT])[BOLT].places] == [(3, ()), (7, ())]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("no such;KI;1;;", said.UNKNOWN_PRODUCT), (f"{BOLT};ZZ;1;;", said.UNKNOWN_WAREHOUSE), (f"{BOLT};KI;9;;", said.OTHER_COUNT),
        (f"{BOLT};KI;5;;", columns.TWICE), (f"{BOLT};NU;-1;;", columns.BELOW_NOTHING), (f"{BOLT};NU;1.000;;", columns.MAY_BE_TWO_NUMBERS),
        (f"{BOLT};NU;;;", columns.EMPTY_CELL), (f"{BOLT};NU;1;2026-12-01;", columns.EMPTY_CELL), (f"{BOLT};NU;1;soon;5", columns.NOT_A_DAY),
    ],
)  # fmt: skip
def test_a_wrong_line_of_stock_keeps_all_out(warehouse: str, line: str, reason: str):
    before = stock(OPERATOR, [BOLT]).get(BOLT)
    outcome = import_stock_file(OPERATOR, "s.csv", csv("Number;Warehouse;On hand;Incoming on;Incoming", f"{BOLT};KI;5;;", line))
    assert [(one.line, one.reason) for one in outcome.problems] == [(3, reason)]
    after = stock(OPERATOR, [BOLT]).get(BOLT)
    assert (before and before.places) == (after and after.places)


def test_the_dry_run_of_stock_says_so_and_puts_nothing(warehouse: str, shop: Shop):
    number = suggest_products(shop.mine, "48-2001-M8")[0].number
    assert preview_stock_file(OPERATOR, "s.csv", csv("Number;Warehouse;On hand", f"{number};NU;5")).new == 1
    assert number not in stock(OPERATOR, [number])
