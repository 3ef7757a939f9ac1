"""The list of products of the demo world, 12,000 of them: a page as it is shown, in the usual order and by own price, cold and warm."""

import tempfile
from pathlib import Path

from benchmarks.databases import SYSTEMS
from benchmarks.measure import line, timed, title
from portal_app.accounts import list_companies
from portal_app.catalog import ProductFilter
from portal_app.kernel.actor import Actor, system
from portal_app.kernel.permissions import Permission as P
from portal_app.ordering import ProductOrder, list_offered_products
from portal_app.pricing import PriceOrder, list_products_by_price
from portal_app.pricing.store.books import forget_books
from tests.services import run_ours

HANSEN = "10023"  # the demo's customer with agreements, a project and discounts


def main() -> None:
    for name, empty in SYSTEMS.items():
        with empty() as url:
            _measure(name, url)


def _measure(name: str, url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run_ours("portal_app.demo", database_url=url, folder=Path(folder))
        who = _buyer()
        title(f"Products of the demo on {name}: {list_products_by_price(who).total:,} that the company sees")
        line("a page, those ordered most first", timed(lambda: list_offered_products(who), 20))
        line("a page by own price over all of them, prices cold", timed(lambda: (forget_books(), list_offered_products(who, order=ProductOrder.RISING)), 5))
        line("a page by own price over all of them, prices warm", timed(lambda: list_offered_products(who, order=ProductOrder.RISING), 20))
        line("of that the sorting", timed(lambda: list_products_by_price(who, ProductFilter(), PriceOrder.RISING, size=25), 20))


def _buyer() -> Actor:
    operator = system(frozenset({P.STAFF_OPERATE, P.STAFF_COMPANIES_VIEW}), name="bench")
    company = next(one for one in list_companies(operator).rows if one.customer_number == HANSEN)
    return system(frozenset({P.CATALOG_VIEW, P.PRICE_VIEW}), company.id, name="bench")
