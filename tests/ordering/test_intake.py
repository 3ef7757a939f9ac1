"""Order files and pasted texts to one verdict a line: no line lost, nothing swapped silently, nothing of another company known."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal_app.catalog import find_products
from portal_app.catalog.demo.making import COMMON, MARINE
from portal_app.integrations.files import read_pasted, read_table
from portal_app.integrations.files.refusals import NOT_A_TABLE, NOTHING_PASTED, PDF
from portal_app.kernel.errors import Forbidden, Invalid
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering import (
    OPEN,
    ColumnKind,
    ColumnMapping,
    Intake,
    Verdict,
    intake_csv,
    keep_mapping,
    open_lines_csv,
    read_order_file,
    read_order_text,
    said,
)  # fmt: skip
from portal_app.ordering.actions import intake as actions
from portal_app.ordering.rules.intake.columns import TWICE
from portal_app.ordering.rules.intake.verdicts import SHORTENED
from tests.catalog.conftest import some_products
from tests.database import behind_the_guard, new_company, person_of
from tests.integrations.workbooks import Formula, Tab, workbook
from tests.ordering.conftest import Buyers

V, K = Verdict, ColumnKind
BOLT = "48-1007-M8"


def verdicts(intake: Intake) -> list[Verdict]:
    return [line.verdict for line in intake.lines]


def told(intake: Intake, line: int = 1, locale: str = "en") -> str:
    return " ".join(said(remark, locale) for remark in intake.lines[line - 1].remarks)


def numbers(intake: Intake, ids: tuple[Id, ...]) -> list[str]:
    return [intake.products[one].number for one in ids]


ONE_LINE = [
    # text, verdict, quantity, what is said
    (f"{BOLT};500", V.OK, 500, ""),
    ("hm 2207;500", V.OK, 500, ""),
    ("500 x 48 1007 m8", V.OK, 500, ""),
    (f"{BOLT};250", V.CORRECTED, 300, "Packs of 100: 250 becomes 300."),
    (f"{BOLT};3 Pack", V.CORRECTED, 300, "3 packs of 100 are 300."),
    (f"{BOLT};1.000", V.CHOOSE, None, "“1.000” may be 1,000 or 1. Please choose."),
    (f"{BOLT};1.000,0", V.OK, 1000, ""),
    (f"{BOLT};1.000,5", V.CORRECTED, 1100, "Packs of 100: 1,000.5 becomes 1,100."),
    ("48-0933-M8-40;100", V.CORRECTED, 100, "48-0933-M8-40 is a former number of this product."),
    (f"{BOLT};-1", V.NOT_ALLOWED, None, "Please enter a quantity above 0."),
    (f"{BOLT};0", V.NOT_ALLOWED, None, "Please enter a quantity above 0."),
    (f"{BOLT};1000000000", V.NOT_ALLOWED, None, "This is more than can be ordered at once. Please ask us for a quote."),
    (f"{BOLT};1e9", V.CHOOSE, None, "“1e9” is not a quantity. Please enter a number."),
    (f"{BOLT} 20 kg", V.CHOOSE, None, "The unit is “kg”, but this product is sold by another one. Please check the quantity."),
    ("99-CABLE 12,5 m", V.CORRECTED, 13, "Packs of 1: 12.5 becomes 13."),
    ("99-OLD-1 20", V.CHOOSE, None, "This product is no longer sold. Its successor is offered."),
    ("99-END-1 20", V.NOT_ALLOWED, None, "This product is no longer sold and has no successor."),
    ("twin-7 20", V.CHOOSE, None, "This fits several products. Please choose one."),
    ("99-NEW-1", V.CORRECTED, 20, "No quantity was given: 20 is the least that is sold."),
    ("4,04636E+12;4", V.UNKNOWN, None, SHORTENED),
    ("Sehr geehrte Damen und Herren", V.HEADING, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "quantity", "remark"), ONE_LINE, ids=[case[0] for case in ONE_LINE])
def test_a_pasted_line_gets_its_verdict_and_the_reason(buyers: Buyers, text: str, verdict: Verdict, quantity: int | None, remark: str):
    intake = read_order_text(buyers.mine, text)
    line = intake.lines[0]
    assert (line.verdict, line.quantity, told(intake)) == (verdict, quantity, remark)
    assert bool(line.product_id) == (verdict not in (V.UNKNOWN, V.HEADING) and "twin" not in text)


FILE = """Bedarf KW 48;;;
Teilenr;Menge;Text;Auftrag
HM-2207;2.000;Schraube;A1
48-1007-N8;100;;A1
Sechskantschraube M8x40;60;;A1

HM-2207;1.500;nochmal;A1
HM-2207;100;anderer Auftrag;A2
99-TWO-1;2,5;;A1
9.9.9.9;5;;A1
99-OLD-1;5;;A1
Summe;12;;
"""


def test_a_file_has_one_line_for_each_of_its_own_and_the_counts_add_up(buyers: Buyers):
    intake = read_order_file(buyers.mine, "Bedarf_KW48.csv", FILE.encode("cp1252"))
    assert [line.line for line in intake.lines] == list(range(1, 13))
    assert verdicts(intake) == [
        V.HEADING, V.HEADING, V.CORRECTED, V.UNKNOWN, V.CHOOSE, V.EMPTY, V.DUPLICATE, V.OK, V.CORRECTED, V.UNKNOWN, V.CHOOSE, V.HEADING,
    ]  # fmt: skip
    assert sum(intake.counts.values()) == 12 and intake.counts[V.HEADING] == 3 and set(intake.counts) == set(V)
    assert told(intake, 3) == "“2.000” was read as 2,000."  # 2,5 further down tells that the comma is the decimal sign
    assert told(intake, 3, "de") == "„2.000“ wurde als 2.000 gelesen."
    assert told(intake, 7) == "“1.500” was read as 1,500. Also in line 3; together 3,500." and intake.lines[6].same_as == 3
    assert BOLT in numbers(intake, intake.lines[3].candidates) and len(intake.lines[3].candidates) <= 3
    assert all("Sechskantschraube" in find_products(replace(buyers.mine, locale="de"), [one])[0].name for one in intake.lines[4].candidates)
    assert intake.lines[9].candidates == () and intake.lines[8].quantity == 3
    assert numbers(intake, intake.lines[10].candidates) == ["99-NEW-1"]
    assert (intake.name, intake.layout.header, intake.layout.heads, intake.is_remembered) == (
        "Bedarf_KW48.csv",
        2,
        ("Teilenr", "Menge", "Text", "Auftrag"),
        False,
    )
    assert [line.line for line in intake.good_lines] == [3, 8, 9]


def test_a_workbook_is_read_with_its_numbers_and_its_formulas(buyers: Buyers):
    rows = [
        ["Teilenr", "Menge", "Termin"], ["HM-2207", 1000, date(2026, 12, 24)], ["99-TWO-1", 1.125, ""], ["99-CABLE", Formula("B2*2"), ""],
        ["=cmd|'/c calc'!A1", 5, "bald"], [48, "=1+1", ""],
    ]  # fmt: skip
    intake = read_order_file(buyers.mine, "Bedarf.csv", workbook(Tab("Bestellung", rows), Tab("Archiv", [["x"]])))
    assert verdicts(intake) == [V.HEADING, V.OK, V.CORRECTED, V.CHOOSE, V.UNKNOWN, V.UNKNOWN]
    assert (intake.sheet, intake.other_sheets) == ("Bestellung", ("Archiv",))
    assert (intake.lines[1].quantity, intake.lines[1].facts.requested_on) == (1000, date(2026, 12, 24))
    assert told(intake, 3) == "Packs of 1: 1.125 becomes 2."
    assert told(intake, 4).startswith("This cell holds a formula whose outcome was not saved.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.4", PDF), (bytes(range(256)), NOT_A_TABLE), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None), (b"", None), (b"PK\x03\x04", None)]
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_a_sentence(buyers: Buyers, content: bytes, sentence: str | None):
    with pytest.raises(Invalid) as refused:
        read_order_file(buyers.mine, "Bedarf.xlsx", content)
    assert refused.value.message == sentence or sentence is None and refused.value.message.startswith("This file is")


def test_nothing_pasted_is_refused(buyers: Buyers):
    with pytest.raises(Invalid) as refused:
        read_order_text(buyers.mine, " \n\t ")
    assert refused.value.message == NOTHING_PASTED


def test_a_row_with_several_numbers_takes_the_one_that_is_known_and_asks_when_they_differ(buyers: Buyers):
    intake = read_order_text(buyers.mine, f"Artikelnummer;EAN;Menge\nA-77777;{BOLT};100\n99-TWO-1;{BOLT};100")
    assert verdicts(intake) == [V.HEADING, V.OK, V.CHOOSE]
    assert numbers(intake, intake.lines[2].candidates) == ["99-TWO-1", BOLT]


def test_a_line_of_which_both_numbers_are_known_is_asked(buyers: Buyers):
    intake = read_order_text(buyers.mine, f"99TWO1 {BOLT.replace('-', '')}")
    assert verdicts(intake) == [V.UNKNOWN]
    assert verdicts(read_order_text(buyers.mine, "20 99-TWO-1\n99-TWO-1 30")) == [V.OK, V.DUPLICATE]


def test_the_same_product_for_another_day_or_place_is_no_duplicate(buyers: Buyers):
    text = f"Artikel;Menge;KST;Termin\n{BOLT};100;1;\n{BOLT};100;2;\n{BOLT};100;1;24.12.2026\n{BOLT};100;1;24.12.26\n{BOLT};250;1;"
    intake = read_order_text(buyers.mine, text)
    assert [line.same_as for line in intake.lines] == [0, 0, 0, 0, 4, 2]
    assert told(intake, 6) == "Packs of 100: 250 becomes 300. Also in line 2; together 400."


def test_a_form_with_a_few_quantities_orders_those_only(buyers: Buyers):
    intake = read_order_text(buyers.mine, f"Artikel;Menge\n{BOLT};100\n99-TWO-1;\n99-TWO-2;\n99-CABLE;")
    assert verdicts(intake) == [V.HEADING, V.OK, V.EMPTY, V.EMPTY, V.EMPTY]
    assert told(intake, 3) == "Without a quantity, so it is not ordered."
    most = read_order_text(buyers.mine, f"Artikel;Menge\n{BOLT};100\n99-TWO-1;5\n99-TWO-2;")
    assert verdicts(most)[3] is V.CHOOSE and told(most, 4) == "There is no quantity in this line. Please enter one."


# What a company knows stays its own


def test_another_companys_numbers_and_products_are_unknown(buyers: Buyers):
    hidden = next(facts.number for facts in some_products() if MARINE in facts.assortments and COMMON not in facts.assortments)
    text = f"HM-2207;100\nNW/9911;100\n{hidden};100"
    mine, theirs = read_order_text(buyers.mine, text), read_order_text(buyers.theirs, text)
    assert verdicts(mine)[1] is V.UNKNOWN and verdicts(theirs)[2] is V.UNKNOWN
    assert mine.products[mine.lines[0].product_id].number == BOLT
    assert theirs.products[theirs.lines[0].product_id].number == "48-3001-M8"
    assert hidden not in {line.number for line in theirs.products.values()} and hidden in {line.number for line in mine.products.values()}
    assert "48-1007-M8-A4" not in str(read_order_text(buyers.theirs, "HM-2208;100\nHM-2209;100"))


@pytest.mark.parametrize("right", [Permission.CART_SUBMIT, Permission.ORDER_VIEW, Permission.PRICE_VIEW])
def test_only_who_may_fill_a_cart_reads_order_files(buyers: Buyers, right: Permission):
    reader = person_of(buyers.mine.company_id, Permission.CATALOG_VIEW, right)
    for call in (
        lambda: read_order_text(reader, "4711;20"),
        lambda: read_order_file(reader, "a", b"4711;20"),
        lambda: keep_mapping(reader, "0" * 64, ColumnMapping()),
    ):
        with pytest.raises(Forbidden):
            call()


# The mapping


def test_number_and_quantity_may_have_changed_places_in_a_line(buyers: Buyers):
    intake = read_order_text(buyers.mine, f"Artikel;Menge\n99-TWO-1;7\n300;{BOLT}\n300;nothing-known")
    assert verdicts(intake) == [V.HEADING, V.OK, V.OK, V.UNKNOWN]
    assert (intake.lines[2].quantity, numbers(intake, (intake.lines[2].product_id,)), intake.lines[3].wanted) == (300, [BOLT], "300")


def test_what_somebody_says_of_the_columns_counts_and_is_kept_for_the_company(buyers: Buyers):
    text = f"Artikel;Bestand;Menge\nx;99-TWO-1;7\ny;{BOLT};100"
    wrong = read_order_text(buyers.mine, text)
    mapping = ColumnMapping((K.NOTE, K.NUMBER, K.QUANTITY))
    right = read_order_text(buyers.mine, text, mapping)
    assert V.OK not in verdicts(wrong)
    assert verdicts(right) == [V.HEADING, V.OK, V.OK] and right.lines[2].facts.note == "y" and not right.is_remembered
    keep_mapping(buyers.mine, right.layout.signature, mapping)
    again, stranger = read_order_text(buyers.mine, text), read_order_text(buyers.theirs, text)
    assert again.is_remembered and again.layout.mapping == mapping and verdicts(again) == verdicts(right)
    assert not stranger.is_remembered and stranger.layout.mapping == wrong.layout.mapping
    changed = replace(mapping, decimal_sign=",")
    keep_mapping(buyers.mine, right.layout.signature, changed)
    assert read_order_text(buyers.mine, text).layout.mapping == changed
    assert behind_the_guard("SELECT count(*) FROM intake_mapping WHERE signature = :signature", signature=right.layout.signature) == [(1,)]
    kept = behind_the_guard("SELECT count(*) FROM audit_entry WHERE action = 'intake-mapping.kept' AND company_id = :company", company=buyers.mine.company_id)
    assert kept == [(2,)]


def test_the_decimal_sign_that_somebody_says_settles_every_doubt(buyers: Buyers):
    text = f"{BOLT};1.000\n99-TWO-1;20,000"
    assert verdicts(read_order_text(buyers.mine, text)) == [V.CHOOSE, V.CHOOSE]
    german = read_order_text(buyers.mine, text, ColumnMapping((K.NUMBER, K.QUANTITY), ","))
    assert [(line.verdict, line.quantity) for line in german.lines] == [(V.CORRECTED, 1000), (V.CORRECTED, 20)]
    assert [told(german, 1), told(german, 2)] == ["“1.000” was read as 1,000.", "“20,000” was read as 20."]


@pytest.mark.parametrize(("signature", "mapping"), [("x", ColumnMapping()), ("0" * 63, ColumnMapping()), ("0" * 64, ColumnMapping((K.UNIT, K.UNIT)))])
def test_what_is_no_mapping_is_refused(buyers: Buyers, signature: str, mapping: ColumnMapping):
    with pytest.raises(Invalid):
        keep_mapping(buyers.mine, signature, mapping)
    if mapping.columns:
        with pytest.raises(Invalid) as refused:
            read_order_text(buyers.mine, "4711;20", mapping)
        assert refused.value.message == TWICE


def test_a_company_keeps_so_many_mappings_and_forgets_the_oldest(shared_database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(actions, "MOST_KEPT", 4)
    buyer = person_of(new_company(), Permission.CART_EDIT)
    for place in range(6):
        keep_mapping(buyer, f"{place:064x}", ColumnMapping())
    kept = behind_the_guard("SELECT signature FROM intake_mapping WHERE company_id = :company ORDER BY signature", company=buyer.company_id)
    assert [row[0] for row in kept] == [f"{place:064x}" for place in range(2, 6)]


# Downloads


@pytest.mark.asvs("1.2.10")
@pytest.mark.parametrize("locale", ["en", "de"])
def test_what_is_open_is_downloaded_mended_and_read_in_again(buyers: Buyers, locale: str):
    text = f"Artikel;Menge;Text;KST\n{BOLT};100;ok;\n48-1007-N8;200;=cmd|'/c calc'!A1;4711\n@SUM(A1);5;;\n{BOLT};-1;;\n99-OLD-1;5;;"
    intake = read_order_text(replace(buyers.mine, locale=locale), text)
    content = open_lines_csv(intake, locale)
    lines = read_table("open.csv", content).rows
    assert len(lines) == 1 + sum(intake.counts[verdict] for verdict in OPEN) == 5
    assert not [cell for row in lines for cell in row.cells if cell.startswith(("=", "+", "@", "-")) and cell != "-1"]
    assert content.startswith(b"\xef\xbb\xbf") and ("Artikelnummer" if locale == "de" else "Article number") in content.decode()
    mended = content.decode("utf-8-sig").replace("48-1007-N8", BOLT).encode()
    again = read_order_file(buyers.mine, "open.csv", mended)
    assert [(line.verdict, line.wanted) for line in again.lines][1:] == [
        (V.OK, BOLT), (V.UNKNOWN, "@SUM(A1)"), (V.NOT_ALLOWED, BOLT), (V.CHOOSE, "99-OLD-1"),
    ]  # fmt: skip
    assert (again.lines[1].quantity, again.lines[1].facts.name, again.lines[1].facts.cost_centre) == (200, "=cmd|'/c calc'!A1", "4711")
    assert len(read_table("all.csv", intake_csv(intake, locale)).rows) == 1 + len(intake.lines)


# Whatever comes


WORDS = st.sampled_from(
    [BOLT, "HM-2207", "99-OLD-1", "twin-7", "48-0933-M8-40", "77-0110", "Schraube M8", "", "x", "=1+1", "1e9", "2 Pack", "\u202e", "1.000,5", "20", "-1", '"']
)
PASTED = st.lists(
    st.lists(WORDS, min_size=1, max_size=4).flatmap(lambda cells: st.sampled_from([";", "\t", " ", " x ", ","]).map(lambda sign: sign.join(cells))), max_size=15
)


@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PASTED | st.lists(st.text(max_size=30), max_size=6))
def test_no_line_is_ever_lost(buyers: Buyers, pasted: list[str]):
    text = "\n".join(pasted)
    try:
        source = read_pasted(text)
    except Invalid:
        return
    intake = read_order_text(buyers.mine, text)
    assert [line.line for line in intake.lines] == [row.line for row in source.rows]
    assert sum(intake.counts.values()) == len(source.rows) == sum(Counter(verdicts(intake)).values())
    for line in intake.lines:
        assert line.verdict not in (V.OK, V.CORRECTED, V.DUPLICATE) or (line.quantity > 0 and line.product_id in intake.products)
        assert line.verdict in (V.OK, V.HEADING, V.EMPTY) or line.remarks
        assert not line.candidates or line.verdict in (V.CHOOSE, V.UNKNOWN)
        assert set(line.candidates) <= set(intake.products) and (line.verdict is not V.DUPLICATE or 0 < line.same_as < line.line)


@pytest.mark.parametrize("quantity", [1, 7, Decimal("2.5"), 1000, Decimal("1234.5")])
@pytest.mark.parametrize("decimals", [",", "."])
def test_a_quantity_goes_the_whole_way_as_it_was_written(buyers: Buyers, quantity: Decimal, decimals: str):
    text = f"Artikel;Menge\n99-TWO-1;{str(quantity).replace('.', decimals)}\n99-TWO-2;0{decimals}5"
    line = read_order_text(buyers.mine, text).lines[1]
    fitted = Decimal(quantity).to_integral_value(ROUND_CEILING)
    assert line.quantity == fitted and (line.verdict is V.OK) == (fitted == quantity)
