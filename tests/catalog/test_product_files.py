"""Products out of files: columns by their heads, cells into facts, the dry run, and all lines or none."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.catalog import (
    LinkKind,
    PackTerms,
    ProductFacts,
    ProductStatus,
    import_product_file,
    preview_product_file,
    put_products,
    suggest_products,
    withdraw_products,
)
from portal_app.catalog.rules.product_files import _HEADS, COLUMNS, attribute_of, facts_in
from portal_app.catalog.rules.products import NO_NAME, TWICE, UNKNOWN_CATEGORY, check_product
from portal_app.catalog.store.facts import facts_by_number
from portal_app.kernel import file_columns as said
from portal_app.kernel.errors import Invalid
from portal_app.kernel.file_columns import ColumnProblem, places_in
from portal_app.kernel.gate import Context, staff_query
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, Shop, some_products
from tests.integrations.workbooks import Tab, workbook

KNOWN = replace(
    next(facts for facts in some_products() if facts.number == "48-1007-M8"), terms=PackTerms(Decimal(100), Decimal(100), Decimal(100))
)  # fmt: skip


def test_columns_are_known_by_their_heads_in_both_languages():
    places, unread = places_in(
        COLUMNS, ["Artikel-Nr.", "Bezeichnung", "Lagerplatz", "Warengruppe", "Merkmal: Größe", "attribute:Surface", "", "Zubehör"], attribute_of
    )
    assert places == {"number": 0, "name_de": 1, "category": 3, "attribute:größe": 4, "attribute:surface": 5, "accessory": 7}
    assert unread == ("Lagerplatz",)


@pytest.mark.parametrize(
    ("heads", "reason", "values"),
    [
        ([], said.MISSING_COLUMN, {"head": "number"}),
        (["Name", "Category"], said.MISSING_COLUMN, {"head": "number"}),
        (["Number", "Artikelnummer"], said.TWO_COLUMNS, {"first": "Number", "second": "Artikelnummer"}),
    ],
)
def test_heads_without_a_number_or_with_two_are_refused(heads: list[str], reason: str, values: dict[str, str]):
    with pytest.raises(ColumnProblem) as refused:
        places_in(COLUMNS, heads, attribute_of)
    assert (refused.value.reason, refused.value.values) == (reason, values)


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("name_en", "Bolt", {"name_en": "Bolt"}), ("text_de", "", {"text_de": ""}), ("unit", "", {"unit": "C62"}),
        ("pack", "2,5", {"terms": replace(KNOWN.terms, pack=Decimal("2.5"))}), ("step", "", {"terms": replace(KNOWN.terms, step=Decimal(1))}),
        ("weight", "0.25", {"weight": Decimal("0.25")}), ("weight", "", {"weight": None}), ("price_unit", "1000", {"price_unit": 1000}),
        ("hazards", "GHS02; GHS07", {"hazards": ("GHS02", "GHS07")}),
        ("status", "Entfallen", {"status": ProductStatus.WITHDRAWN, "assortments": ()}), ("status", "Auslaufend", {"status": ProductStatus.DISCONTINUED}),
        ("attribute:size", "M9", {"attributes": {**KNOWN.attributes, "size": "M9"}}), ("accessory", "", {"links": ()}),
        ("successor", "48-1007-M9", {"links": (*KNOWN.links, (LinkKind.SUCCESSOR, "48-1007-M9"))}),
    ],
)  # fmt: skip
def test_a_cell_changes_what_it_says_and_nothing_else(field: str, cell: str, expected: dict):
    assert facts_in({"number": KNOWN.number, field: cell}, KNOWN) == replace(KNOWN, **expected)


@pytest.mark.parametrize("field", ["pack", "weight", "price_unit", "popularity"])
@pytest.mark.parametrize("cell", ["-1", "1.000,5", "1e9", "abc", "NaN", "1_0", "٣", "9999999999", "1.1234567", "=1+1"])
def test_what_is_no_number_is_said_with_its_column(field: str, cell: str):
    with pytest.raises(ColumnProblem) as refused:
        facts_in({"number": "1", field: cell}, None)
    expected = said.BELOW_NOTHING if cell == "-1" else said.NOT_A_NUMBER
    assert (refused.value.reason, refused.value.values) == (expected, {"column": field, "value": cell})


def test_a_name_in_one_language_serves_both_until_there_is_another():
    facts = facts_in({"number": "1", "name_de": "Schraube"}, None)
    assert (facts.name_en, facts.name_de) == ("Schraube", "Schraube")


@given(st.dictionaries(st.sampled_from([*_HEADS, "attribute:size"]), st.text(max_size=30).map(str.strip)))
def test_whatever_stands_in_a_cell_it_is_taken_or_refused_with_a_sentence(cells: dict[str, str]):
    try:
        facts = facts_in({"number": "1", **cells}, None)
    except ColumnProblem as trouble:
        assert trouble.reason in (said.NOT_A_NUMBER, said.NOT_A_CHOICE, said.BELOW_NOTHING, said.MAY_BE_TWO_NUMBERS) and trouble.values
    else:
        assert isinstance(check_product(facts), str)
        assert facts.status is not ProductStatus.WITHDRAWN or facts.assortments == ()


@staff_query(Permission.STAFF_OPERATE)
def kept_facts(ctx: Context, numbers: list[str]) -> dict[str, ProductFacts]:
    return facts_by_number(ctx, numbers)


def _csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("cp1252")


def test_facts_are_read_as_they_were_put(shop: Shop):
    every = {facts.number: facts for facts in some_products()}
    kept = kept_facts(OPERATOR, list(every))
    assert set(kept) == set(every)
    for number, facts in every.items():
        links = tuple(link for link in facts.links if link[1] in every)
        assert kept[number] == replace(
            facts, links=links, former_numbers=tuple(sorted(facts.former_numbers)), assortments=tuple(sorted(facts.assortments)),
            pictogram=facts.pictogram, hazards=tuple(facts.hazards), documents=tuple(facts.documents),
        )  # fmt: skip


def test_a_dry_run_says_what_would_happen_and_changes_nothing(shop: Shop):
    number = f"FILE-{new_id()[-6:]}"
    file = _csv(
        "Artikelnummer;Bezeichnung;Warengruppe;Sortimente;Regal", f"{number};Flügelklammer groß;cable-ties;Main range;7", "48-1007-M8;;hex-bolts;Main range;8"
    )
    would = preview_product_file(OPERATOR, "products.csv", file)
    assert (would.lines, would.new, would.changed, would.unread) == (2, 1, 1, ("Regal",))
    assert [(problem.line, problem.name, problem.reason) for problem in would.problems] == []
    assert suggest_products(shop.mine, number) == ()


def test_a_file_changes_only_what_it_says(shop: Shop):
    before = kept_facts(OPERATOR, ["48-1007-M8"])["48-1007-M8"]
    outcome = import_product_file(OPERATOR, "weights.csv", _csv("Number,Weight", "48-1007-M8,0.123"))
    assert (outcome.lines, outcome.new, outcome.changed, outcome.problems) == (1, 0, 1, ())
    assert kept_facts(OPERATOR, ["48-1007-M8"])["48-1007-M8"] == replace(before, weight=Decimal("0.123"))
    again = import_product_file(OPERATOR, "weights.csv", _csv("Number,Weight", "48-1007-M8,0.123"))
    assert (again.lines, again.new, again.changed, again.same) == (1, 0, 0, 1)
    put_products(OPERATOR, [before])


def test_a_withdrawn_product_is_kept_for_old_orders_and_found_by_nobody(shop: Shop):
    number = f"FILE-{new_id()[-6:]}"
    file = _csv("Number;Name;Category;Assortments;Status", f"{number};Walrus clip;cable-ties;Main range;withdrawn")
    assert import_product_file(OPERATOR, "old.csv", file).new == 1
    assert suggest_products(shop.mine, number) == ()
    assert import_product_file(OPERATOR, "old.csv", file).same == 1
    assert import_product_file(OPERATOR, "back.csv", _csv("Number;Assortments", f"{number};Main range")).changed == 1
    assert [line.number for line in suggest_products(shop.mine, number)] == [number]


def test_a_workbook_brings_new_products_that_are_found_at_once(shop: Shop):
    number = f"FILE-{new_id()[-6:]}"
    rows = [["Number", "Name", "Name DE", "Category", "Pack size", "Assortments"], [number, "Quokka clamp", "Quokkaklemme", "cable-ties", 25, "Main range"]]
    assert import_product_file(OPERATOR, "products.xlsx", workbook(Tab("Products", rows))).new == 1
    line = suggest_products(shop.theirs, "quokkaklemme")[0]
    assert (line.number, line.name, line.terms.pack) == (number, "Quokka clamp", 25)
    assert withdraw_products(OPERATOR, [number]) == 1
    assert import_product_file(OPERATOR, "again.xlsx", workbook(Tab("Products", rows))).changed == 1
    assert [line.number for line in suggest_products(shop.theirs, number)] == [number]
    withdraw_products(OPERATOR, [number])


def test_one_wrong_line_keeps_the_whole_file_out_and_each_is_named_by_its_place(shop: Shop):
    lines = ["Number;Name;Category;Pack;Assortments", "", "FILE-1;Clip;cable-ties;10;Main range", "FILE-2;;cable-ties;10;Main range",
             "FILE-3;Clip;no such;10;Main range", "FILE-4;Clip;cable-ties;ten;Main range", "FILE-1;Clip;cable-ties;1;Main range"]  # fmt: skip
    outcome = import_product_file(OPERATOR, "products.csv", _csv(*lines))
    found = [(problem.line, problem.name, problem.reason) for problem in outcome.problems]
    assert found == [(4, "FILE-2", NO_NAME), (5, "FILE-3", UNKNOWN_CATEGORY), (6, "FILE-4", said.NOT_A_NUMBER), (7, "FILE-1", TWICE)]
    assert outcome.lines == 5
    assert [line.number for line in suggest_products(shop.mine, "FILE-1") if line.number == "FILE-1"] == []


@pytest.mark.parametrize("content", [b"", b";;\r\n;;\r\n", b"%PDF-1.7\n", b"Name;Category\r\nClip;cable-ties"])
def test_what_is_no_table_of_products_is_refused(shop: Shop, content: bytes):
    with pytest.raises(Invalid):
        preview_product_file(OPERATOR, "products.csv", content)
