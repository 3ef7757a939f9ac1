"""The page of the imports in a browser: a file with wrong lines, the mended one, taken, and known the next time; on desk and phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import fields_without_a_label, sideways, small_targets
from tests.journeys.visits import LUND, THODE, Database, Visit, breaks_of_access, confirm, rows, visit

__all__ = ["rows", "visit"]
PATH = "/staff/imports"


def hand_in(page: Page, kind: str, name: str, text: str) -> Page:
    page.get_by_label("What the file holds").select_option(kind)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_is_checked_mended_taken_and_known_the_next_time(visit: Visit, rows: Database, width: int):
    page = visit(THODE, PATH, width=width)
    expect(page.get_by_text("No file yet")).to_be_visible()
    code = f"X{width}"
    hand_in(page, "categories", "wrong.csv", f"Code;Name;Parent;Colour\n{code};Lights;;red\n{code}-1;Candles;nowhere;blue\n")
    expect(page.get_by_text("Nothing is taken while a line is wrong.")).to_be_visible()
    expect(page.get_by_text("Columns that mean nothing to us are left out: Colour")).to_be_visible()
    expect(page.locator(".table tbody tr").first).to_contain_text("There is no category nowhere before this line.")
    expect(page.get_by_role("button", name="Take all lines")).to_have_count(0)
    assert sideways(page) == [] and fields_without_a_label(page) == []
    hand_in(page, "categories", "right.csv", f"Code;Name;Parent\n{code};Lights;\n{code}-1;Candles;{code}\n")
    assert rows.ask("SELECT code FROM product_category WHERE code LIKE ?", f"{code}%") == []
    page.get_by_role("button", name="Take all lines").click()
    expect(page.get_by_text("right.csv is taken: 2 lines.")).to_be_visible()
    expect(page.get_by_text("All of it is taken.")).to_be_visible()
    assert rows.ask("SELECT code FROM product_category WHERE code LIKE ? ORDER BY code", f"{code}%") == [(code,), (f"{code}-1",)]
    assert rows.ask("SELECT name FROM handed_file") == []
    hand_in(page, "categories", "again.csv", f"Code;Name;Parent\n{code};Lights;\n{code}-1;Candles;{code}\n")
    expect(page.get_by_text("All of this is known already.")).to_be_visible()


def test_companies_need_the_code_and_go_on_after_it(visit: Visit, rows: Database):
    page = visit(THODE, PATH)
    hand_in(page, "companies", "companies.csv", "Customer number;Company\n77001;Quendel GmbH\n77002;Rotdorn KG\n")
    rows.make_confirmations_old()
    page.get_by_role("button", name="Take all lines").click()
    confirm(page, THODE)
    expect(page.get_by_text("companies.csv is taken: 2 lines.")).to_be_visible()
    assert rows.ask("SELECT name FROM company WHERE customer_number LIKE '7700%' ORDER BY name") == [("Quendel GmbH",), ("Rotdorn KG",)]


def test_another_kind_reads_the_same_file_anew_and_a_wrong_one_says_why(visit: Visit):
    page = hand_in(visit(THODE, PATH), "warehouses", "codes.csv", "Code;Name\nZZ;Zwickau\n")
    expect(page.get_by_role("button", name="Take all lines")).to_be_visible()
    page.get_by_label("What the file holds").select_option("stock")
    expect(page.get_by_text("A column is missing. Please name it number in the first line.")).to_be_visible()
    expect(page.get_by_role("button", name="Take all lines")).to_have_count(0)


def test_only_whoever_runs_the_portal_finds_the_page(visit: Visit):
    page = visit(LUND, PATH)
    expect(page.get_by_text("No file yet")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Imports")).to_have_count(0)


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1280), ("de", "dark", 360)])
def test_it_looks_right_and_everybody_can_use_it(visit: Visit, language: str, theme: str, width: int):
    page = visit(THODE, PATH, language=language, theme=theme, width=width)
    page.locator("input[type=file]").set_input_files({"name": "w.csv", "mimeType": "text/csv", "buffer": b"Code;Name\nZZ;Zwickau\nZZ;Zittau\n"})
    expect(page.locator(".table tbody tr")).to_have_count(2)
    assert breaks_of_access(page) == ""
    assert sideways(page) == [] and small_targets(page, 40 if width == 360 else 24) == []
    expect(page.locator("main")).to_contain_text(re.compile("This stands in another line already|Das steht schon in einer anderen Zeile"))
