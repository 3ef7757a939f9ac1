"""Lists a page at a time: the edges."""

import pytest
from sqlalchemy import select
from sqlmodel import select as typed_select

from portal_app.accounts.tables import CostCentre
from portal_app.kernel.db import transaction
from portal_app.kernel.paging import LARGEST, Page, read_page
from portal_app.kernel.tenancy import company_scope
from tests.database import TwoCompanies, new_company, new_cost_centres

BY_NUMBER = select(CostCentre.number).order_by(CostCentre.number)


def _page(company_id: str, **wanted: int) -> Page:
    with transaction(company_scope(company_id), writes=False) as session:
        return read_page(session, typed_select(CostCentre.name).order_by(CostCentre.name), **wanted)


@pytest.mark.parametrize(
    ("wanted", "number", "size", "rows", "pages"),
    [
        ({}, 1, 50, 3, 1),
        ({"size": 3}, 1, 3, 3, 1),
        ({"size": 2}, 1, 2, 2, 2),
        ({"size": 2, "number": 2}, 2, 2, 1, 2),
        ({"size": 2, "number": 3}, 2, 2, 1, 2),
        ({"size": 2, "number": 10**12}, 2, 2, 1, 2),
        ({"size": 2, "number": 0}, 1, 2, 2, 2),
        ({"size": 2, "number": -7}, 1, 2, 2, 2),
        ({"size": 1, "number": 3}, 3, 1, 1, 3),
        ({"size": 0}, 1, 1, 1, 3),
        ({"size": -5}, 1, 1, 1, 3),
        ({"size": 10**9}, 1, LARGEST, 3, 1),
    ],
)
def test_a_page_holds_what_is_asked_within_reason(wanted: dict, number: int, size: int, rows: int, pages: int, two_companies: TwoCompanies):
    page = _page(two_companies.mine, **wanted)
    assert (page.number, page.size, len(page.rows), page.pages, page.total) == (number, size, rows, pages, 3)


def test_pages_follow_each_other_without_gap_or_repetition(shared_database: str):
    company = new_company()
    new_cost_centres(company, 23)
    rows = [row for number in range(1, 6) for row in _page(company, number=number, size=5).rows]
    assert rows == sorted(rows) and len(set(rows)) == 23


def test_an_empty_list_has_one_empty_page(shared_database: str):
    page = _page(new_company(), number=4)
    assert (page.rows, page.total, page.number, page.pages) == ((), 0, 1, 1)


def test_rows_are_the_shape_that_was_asked_for(two_companies: TwoCompanies):
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert read_page(session, typed_select(CostCentre.number).order_by(CostCentre.number)).rows == ("1", "2", "3")
        assert [row.number for row in read_page(session, typed_select(CostCentre).order_by(CostCentre.number)).rows] == ["1", "2", "3"]
        assert [tuple(row) for row in read_page(session, typed_select(CostCentre.number, CostCentre.closed_at).order_by(CostCentre.number)).rows] == [
            ("1", None), ("2", None), ("3", None),
        ]  # fmt: skip


def test_neither_rows_nor_totals_count_others(two_companies: TwoCompanies):
    page = _page(two_companies.mine)
    assert all(row.startswith(two_companies.mine) for row in page.rows) and page.total == 3
