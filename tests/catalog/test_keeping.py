"""Products are put, changed and withdrawn; the search follows at once; lists and sheets show what the company sees."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal_app.catalog import (
    LinkKind,
    PackTerms,
    ProductFacts,
    ProductFilter,
    ProductStatus,
    count_products,
    list_categories,
    list_products,
    preview_products,
    put_part_numbers,
    put_products,
    read_product,
    suggest_products,
    withdraw_products,
)  # fmt: skip
from portal_app.catalog.actions.keeping import give_assortments
from portal_app.catalog.demo.making import COMMON, LIFT
from portal_app.catalog.rules.products import TWICE, UNKNOWN_ASSORTMENT, UNKNOWN_CATEGORY, WRONG_EAN
from portal_app.kernel.errors import Forbidden, NotFound
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from tests.catalog.conftest import OPERATOR, Shop, some_products
from tests.database import behind_the_guard, person_of

BOLT = next(facts for facts in some_products() if facts.number == "48-1007-M8")


@pytest.fixture
def novelty(shop: Shop) -> ProductFacts:
    facts = ProductFacts(
        f"NEW-{new_id()[-6:]}", "Zebrafoil clip", "Zebrafolienklammer", "cable-ties", ean="96385074", terms=PackTerms(Decimal(10), Decimal(50), Decimal(10)),
        price_unit=1000, weight=Decimal("0.00125"), hazards=("GHS07",), attributes={"size": "12,5 mm"}, former_numbers=("OLD-77",),
        links=((LinkKind.ACCESSORY, "48-1007-M8"), (LinkKind.SUBSTITUTE, "48-1007-M8-109"), (LinkKind.SUCCESSOR, "no such number")), assortments=(COMMON,),
    )  # fmt: skip
    outcome = put_products(OPERATOR, [facts])
    assert (outcome.new, outcome.changed, outcome.problems) == (1, 0, ())
    return facts


def numbers(shop: Shop, typed: str) -> list[str]:
    return [line.number for line in suggest_products(shop.mine, typed)]


def test_a_new_product_is_found_at_once_also_misspelt(shop: Shop, novelty: ProductFacts):
    for typed in (novelty.number, "zebrafolienklammer", "ZEBRAFOIL 12.5", "zebrafoli", "zebarfolienklammer", "old 77"):
        assert novelty.number in numbers(shop, typed), typed


def test_a_changed_product_is_found_by_its_new_words_only(shop: Shop, novelty: ProductFacts):
    outcome = put_products(OPERATOR, [replace(novelty, name_en="Giraffe clip", name_de="Giraffenklammer", former_numbers=())])
    assert (outcome.new, outcome.changed) == (0, 1)
    assert numbers(shop, "giraffenklammer") == [novelty.number]
    assert novelty.number not in numbers(shop, "zebrafolienklammer") + numbers(shop, "OLD-77")


def test_a_withdrawn_product_is_gone_and_may_come_back(shop: Shop, novelty: ProductFacts):
    found = suggest_products(shop.mine, novelty.number)[0]
    assert withdraw_products(OPERATOR, [novelty.number, "no such number"]) == 1
    assert novelty.number not in numbers(shop, novelty.number) + numbers(shop, "zebrafolienklammer")
    with pytest.raises(NotFound):
        read_product(shop.mine, found.id)
    put_products(OPERATOR, [novelty])
    assert suggest_products(shop.mine, novelty.number)[0] == found


def test_rows_with_problems_change_nothing_and_each_is_told(shop: Shop):
    rows = [BOLT, replace(BOLT, ean="1"), BOLT, replace(BOLT, number="ZQX-91", category="no"), replace(BOLT, number="X-2", assortments=("no",))]
    outcome = put_products(OPERATOR, [replace(rows[0], name_en="Changed"), *rows[1:]])
    assert [(one.row, one.reason) for one in outcome.problems] == [(2, WRONG_EAN), (3, TWICE), (4, UNKNOWN_CATEGORY), (5, UNKNOWN_ASSORTMENT)]
    assert suggest_products(shop.mine, "48-1007-M8")[0].name == BOLT.name_en
    assert numbers(shop, "ZQX-91") == []


def test_a_preview_says_the_same_and_changes_nothing(shop: Shop):
    outcome = preview_products(OPERATOR, [replace(BOLT, name_en="Changed"), replace(BOLT, number="X-9")])
    assert (outcome.new, outcome.changed, outcome.problems) == (1, 1, ())
    assert suggest_products(shop.mine, "48-1007-M8")[0].name == BOLT.name_en


def test_a_product_is_read_with_all_that_belongs_to_it(shop: Shop, novelty: ProductFacts):
    sheet = read_product(shop.mine, suggest_products(shop.mine, novelty.number)[0].id)
    assert (sheet.ean, sheet.weight, sheet.attributes, sheet.path) == ("96385074", Decimal("0.00125"), {"size": "12,5 mm"}, ("fasteners", "cable-ties"))
    assert (sheet.line.terms, sheet.line.price_unit, sheet.line.hazards) == (novelty.terms, 1000, ("GHS07",))
    assert sheet.former_numbers == ("OLD-77",)
    assert [(kind, line.number) for kind, line in sheet.links] == [(LinkKind.ACCESSORY, "48-1007-M8")]  # the company does not see the other one


def test_a_product_that_is_not_seen_is_answered_like_an_unknown_one(shop: Shop):
    hidden = suggest_products(shop.mine, "48-1007-M8-A4")[0]
    assert hidden.number == "48-1007-M8-A4" and hidden.own_numbers == ("HM-2208",)
    answers = []
    for product_id in (behind_the_guard("SELECT id FROM product WHERE number = '48-1007-M8-109'")[0][0], new_id(), "nonsense"):
        with pytest.raises(NotFound) as refused:
            read_product(shop.theirs, product_id)
        answers.append((refused.value.message, refused.value.values))
    assert len({str(answer) for answer in answers}) == 1


def test_a_list_is_narrowed_by_words_category_and_status(shop: Shop):
    every = list_products(shop.mine, size=100)
    seen = [facts for facts in some_products() if set(facts.assortments) != {LIFT}]
    assert every.total >= len(seen) and len(every.rows) == 100
    hammers = list_products(shop.mine, ProductFilter(category="hammers"), size=100)
    assert {row.number for row in hammers.rows} == {facts.number for facts in seen if facts.category == "hammers"} != set()
    tools = {"drills", "taps", "cutting-discs", "spanners", "hex-keys", "screwdrivers", "pliers", "hammers"}
    assert list_products(shop.mine, ProductFilter(category="tools")).total == sum(facts.category in tools for facts in seen)
    assert list_products(shop.mine, ProductFilter(category="no such")).total == 0
    active = list_products(shop.mine, ProductFilter(category="tools", status=ProductStatus.ACTIVE)).total
    assert active == sum(facts.category in tools and facts.status is ProductStatus.ACTIVE for facts in seen)
    assert "48-1007-M8" in {row.number for row in list_products(shop.mine, ProductFilter(words="m8 a2 iso 4017"), size=100).rows}


def test_a_list_is_narrowed_by_manufacturer_and_hazard(shop: Shop):
    seen = [facts for facts in some_products() if set(facts.assortments) != {LIFT}]
    for narrowed, fits in (
        (ProductFilter(manufacturer="Łukasik"), lambda facts: facts.manufacturer == "Łukasik"),
        (ProductFilter(hazard="GHS07"), lambda facts: "GHS07" in facts.hazards),
        (ProductFilter(manufacturer="Łukasik", category="tools"), lambda facts: facts.manufacturer == "Łukasik" and facts.number[:2] in ("51", "52")),
    ):
        found = {row.number for row in list_products(shop.mine, narrowed, size=100).rows if not row.number.startswith("NEW-")}  # other tests put those
        assert found == {facts.number for facts in seen if fits(facts)} != set()
    assert [list_products(shop.mine, ProductFilter(hazard=odd)).total for odd in ("GHS", "%", '"')] == [0, 0, 0]


@pytest.mark.parametrize("narrowed", [ProductFilter(), ProductFilter(words="m8"), ProductFilter(category="tools", status=ProductStatus.DISCONTINUED)])
def test_counts_say_what_the_list_would_show(shop: Shop, narrowed: ProductFilter):
    counts = count_products(shop.mine, narrowed)
    assert sum(counts.categories.get(top, 0) for top in ("fasteners", "tools", "safety", "workshop")) == list_products(shop.mine, narrowed).total
    for code in ("tools", "drills") if narrowed.category else ("fasteners", "tools", "drills", "gloves"):
        assert counts.categories.get(code, 0) == list_products(shop.mine, replace(narrowed, category=code)).total
    for maker, count in counts.manufacturers.items():
        assert count == list_products(shop.mine, replace(narrowed, manufacturer=maker)).total


def test_counts_know_nothing_of_what_a_company_does_not_see(shop: Shop):
    every = count_products(shop.theirs).categories
    assert sum(every[top] for top in ("fasteners", "tools", "safety", "workshop")) == list_products(shop.theirs).total < list_products(shop.mine).total


def test_categories_are_a_tree_in_the_language_of_who_asks(shop: Shop):
    names = {line.code: (line.name, line.parent) for line in list_categories(replace(shop.mine, locale="de"))}
    assert names["fasteners"] == ("Verbindungselemente", "") and names["hex-bolts"] == ("Sechskantschrauben", "fasteners")


def test_a_company_without_the_right_sees_nothing_and_people_keep_no_products(shop: Shop):
    with pytest.raises(Forbidden):
        suggest_products(person_of(shop.mine.company_id, Permission.SELF_MANAGE), "48")
    with pytest.raises(Forbidden):
        put_products(shop.mine, [BOLT])


def test_numbers_and_assortments_are_put_once_and_for_known_companies_only(shop: Shop):
    assert (
        put_part_numbers(
            OPERATOR, shop.mine.company_id, {"HM-2207": "48-1007-M8", "a\x00b": "48-1007-M8", "1" * 61: "48-1007-M8", "X": "no such number", "--": "48-1007-M8"}
        )
        == 0
    )
    with pytest.raises(NotFound):
        give_assortments(OPERATOR, shop.mine.company_id, ["no such assortment"])
    for company_id in (new_id(), "nonsense"):
        with pytest.raises(NotFound):
            put_part_numbers(OPERATOR, company_id, {"A1": "48-1007-M8"})


def test_the_index_of_sqlite_agrees_with_its_entries(shop: Shop, shared_database: str):
    if shared_database.startswith("sqlite"):
        behind_the_guard("INSERT INTO fts_words (fts_words, rank) VALUES ('integrity-check', 1)")
        behind_the_guard("INSERT INTO fts_numbers (fts_numbers, rank) VALUES ('integrity-check', 1)")
    assert behind_the_guard("SELECT count(*) FROM search_entry e LEFT JOIN product p ON p.id = e.product_id WHERE p.status = 'withdrawn'") == [(0,)]
