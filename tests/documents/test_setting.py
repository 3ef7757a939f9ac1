"""How a paper is set: long names, many lines, other scripts, texts that look like markup. Nothing of it is cut, boxed or read as markup."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fontTools.ttLib import TTFont

from portal_app.documents import OrderPaper, PaperKind, pdf_of
from portal_app.documents.actions import printing
from portal_app.documents.actions.paper import PaperDelivery, PaperFact, PaperLine, PaperPlace, PaperSum
from portal_app.documents.actions.signs import COVERED, STRANGE, is_covered, read_ranges, shown
from portal_app.kernel.errors import Busy
from tests.documents.reading import read, squeezed

WORDS = {
    "position": "Pos.", "number": "Article", "name": "Description", "quantity": "Quantity", "price": "Price", "net": "Net EUR", "lines": "Lines of the order",
    "place": "Deliver to", "deliveries": "Deliveries", "page": "Page {page} of {pages}",
}  # fmt: skip


def a_line(position: int = 1, name: str = "Hex bolt", **more) -> PaperLine:
    told = {"number": "48-1007-M8", "own_number": "", "details": ("leaves us on Fri 27 Nov 2026",), "quantity": "100 pcs", "price": "8.40", "per": "per 100"}
    return PaperLine(position=str(position), name=name, net="8.40", **{**told, **more})


def a_paper(*lines: PaperLine, **more) -> OrderPaper:
    told = {
        "kind": PaperKind.CONFIRMATION, "number": "O-10482", "language": "en", "made_at": datetime(2026, 11, 23, 9, 0, 0, 123456, UTC), "file_name": "x.pdf",
        "title": "Order confirmation O-10482", "running_title": "Order confirmation O-10482, Hansen", "supplier": "Brandt & Thode", "trade": "fasteners",
        "contact": ("Werftstraße 12",), "imprint": "HRA 0000", "company": "Hansen", "recipient": ("Customer number 10023",), "lead": "Thank you.",
        "facts": (PaperFact("Order number", "O-10482"),), "places": (PaperPlace("", "Plant 1", ("Hansen",)),), "lines": lines or (a_line(),),
        "sums": (PaperSum("Net", "8.40 EUR"), PaperSum("Gross", "10.00 EUR", True)), "deliveries": (), "notes": (), "as_of": "As of today", "words": WORDS,
    }  # fmt: skip
    return OrderPaper(**{**told, **more})


@pytest.mark.parametrize(
    "name",
    [
        "Größe Ä Ö Ü ß € é ø å ñ ç œ", "Łódź Święta Żółć Ąę Čeština Ğüş Ħ Őű Ķ Şți", "Ελληνικά Ώρα Αθήνα", "Кирилиця Їжак Ђорђе Щука ѫ", "Ձախ Հայերեն",
        "ქართული", "⌀ 8 ± 0,1 µm × 5 ≤ 7 ≥ 3 → Ω ½ ² ³ ° ‰ ″ ′ √ ∞ ≈ ≠ α β", "„Anführung“ ‚einfach‘ »so« “and so” – — … • ✓",
    ],
)  # fmt: skip
def test_names_in_other_scripts_are_shown_and_can_be_searched(name: str):
    assert STRANGE not in shown(name)
    told = read(pdf_of(a_paper(a_line(name=name), company=name))).text
    for word in name.split():
        assert word in told, word


def test_what_no_font_has_becomes_a_sign_that_says_so_and_stops_nothing():
    assert shown("北京 office \U0001f529") == f"{STRANGE * 2} office {STRANGE}"
    told = read(pdf_of(a_paper(a_line(name="北京 bolt \U0001f529"), company="株式会社"))).text
    assert "bolt" in told


def test_signs_that_nobody_sees_are_left_out():
    assert shown("a\u202eb\x00c\u200b\ufeffd\x1b[0m") == "abcd[0m"
    assert shown("e\u0301") == "é"


@pytest.mark.parametrize(
    "hostile",
    [
        "#panic()", "#read(\"/etc/passwd\")", "$x^2$", "*bold* _it_ `raw` = head", "<label> @ref", "\\u{41} \\\\ \\#", "// gone /* too */", "https://evil.example",
        "]#[", '"quoted" {curly} ~ -- --- ...', "#import \"@preview/x:1.0.0\"", "- list + more / term: x",
    ],
)  # fmt: skip
def test_no_text_is_read_as_markup(hostile: str):
    everywhere = a_paper(
        a_line(name=hostile, number=hostile, own_number=hostile, details=(hostile,)), company=hostile, recipient=(hostile,),
        facts=(PaperFact(hostile, hostile),),
        places=(PaperPlace("A", hostile, (hostile,)),), deliveries=(PaperDelivery(hostile, hostile, hostile),), notes=(PaperFact(hostile, hostile),),
        title=hostile, running_title=hostile, supplier=hostile,
    )  # fmt: skip
    told = read(pdf_of(everywhere))
    assert squeezed(told.text).count(squeezed(hostile)) >= 12
    assert told.facts["Title"] == f"{hostile}, {hostile}"


def test_five_hundred_lines_break_over_pages_under_a_repeated_head():
    told = read(pdf_of(a_paper(*(a_line(place, f"Bolt number {place} of many") for place in range(1, 501)))))
    assert len(told.pages) > 10
    for number, page in enumerate(told.pages, start=1):
        assert f"Page {number} of {len(told.pages)}" in page
        assert number == 1 or "Order confirmation O-10482, Hansen" in page
        assert "Pos. Article Description Quantity Price Net EUR" in page
    assert [place for place in range(1, 501) if f"Bolt number {place} of many" not in told.text] == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("long", ["W" * 160, "Donaudampfschifffahrtsgesellschaftskapitän" * 4, "sehr langer Name " * 10, "Ж" * 160, "9" * 160])
def test_very_long_names_are_folded_and_stay_on_the_page(long: str, language: str):
    line = a_line(name=long, number=long[:40], own_number=long[:60], details=(long, long), price="999,999,999.999999", quantity="999,999,999.999999 pcs")
    facts = tuple(PaperFact("Cost centre", long) for _ in range(4))
    told = read(
        pdf_of(a_paper(line, language=language, company=long, places=(PaperPlace("A", long, (long,)),) * 3, facts=facts, notes=(PaperFact("Note", long * 3),)))
    )
    assert squeezed(long.strip()) in squeezed(told.text)
    assert told.rightmost < 0.97


def test_many_places_and_no_amounts():
    places = tuple(PaperPlace(f"P{place}", f"Plant {place}", ("Street",)) for place in range(30))
    lines = [replace(a_line(place), price="", per="", net="") for place in range(1, 40)]
    told = read(pdf_of(a_paper(*lines, places=places, sums=())))
    assert "Plant 29" in told.text and "Price" not in told.text and "EUR" not in told.text


def test_the_list_of_signs_is_that_of_the_fonts():
    fonts = [TTFont(path) for path in sorted(printing.FONTS.glob("*.ttf")) if "Mono" not in path.name]
    by_family: dict[str, set[int]] = {}
    for font in fonts:
        family = font["name"].getBestFamilyName()
        signs = set(font.getBestCmap())
        by_family[family] = by_family.get(family, signs) & signs
    first, last = read_ranges(COVERED.read_text("ascii").splitlines())
    covered = {sign for one, other in zip(first, last, strict=True) for sign in range(one, other + 1)}
    assert len(by_family) == 2 and covered == set.union(*by_family.values())
    assert is_covered("Ž") and not is_covered("北")


def test_who_comes_while_others_are_served_waits_for_a_moment_only(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printing, "PATIENCE", 0.01)
    for _ in range(printing.AT_ONCE):
        printing._turns.acquire()
    with pytest.raises(Busy):
        pdf_of(a_paper())
    for _ in range(printing.AT_ONCE):
        printing._turns.release()
    assert pdf_of(a_paper()).startswith(b"%PDF-")
