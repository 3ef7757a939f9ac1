"""Lists of products by words and numbers, the least quantities of all that fit, and one product by its article number."""

import pytest

from portal_app.catalog import ProductFilter, count_products, list_least_quantities, list_products, read_numbered_product, read_product
from portal_app.catalog.actions import browse
from portal_app.kernel.errors import Invalid, NotFound
from tests.catalog.conftest import Shop


def numbers(who, words: str) -> set[str]:
    return {line.number for line in list_products(who, ProductFilter(words), size=100).rows}


@pytest.mark.parametrize("typed", ["48-1007-M8", "481007m8", "48-1007"])
def test_a_list_is_found_by_the_beginning_of_a_number(shop: Shop, typed: str):
    assert "48-1007-M8" in numbers(shop.mine, typed)


def test_a_list_is_found_by_the_companys_own_number_and_by_no_other_companys(shop: Shop):
    assert "48-1007-M8-A4" in numbers(shop.mine, "HM-2208")
    assert numbers(shop.theirs, "HM-2208") == set()
    assert numbers(shop.theirs, "NW/9911") == {"48-1007-M8"}
    assert numbers(shop.mine, "NW/9911") == set()


def test_a_former_number_and_the_ean_find_their_product(shop: Shop):
    sheet = read_numbered_product(shop.mine, "48-1007-M8")
    assert "48-1007-M8" in numbers(shop.mine, sheet.former_numbers[0]) & numbers(shop.mine, sheet.ean)


@pytest.mark.parametrize("typed", ["!!!", "…", "\x00", "zzzzqqq", "z" * 5000])
def test_words_that_say_nothing_fit_nothing(shop: Shop, typed: str):
    assert numbers(shop.mine, typed) == set()
    assert count_products(shop.mine, ProductFilter(typed)).categories == {}


def test_spaces_are_no_words(shop: Shop):
    assert list_products(shop.mine, ProductFilter("  ")).total == list_products(shop.mine).total


def test_least_quantities_are_of_all_that_fit_in_the_order_of_the_list(shop: Shop):
    asked = ProductFilter(category="tools")
    pages = range(1, list_products(shop.mine, asked, size=100).pages + 1)
    lines = [line for page in pages for line in list_products(shop.mine, asked, number=page, size=100).rows]
    least = list_least_quantities(shop.mine, asked)
    assert [product_id for product_id, _ in least] == [line.id for line in lines]
    assert all(quantity >= line.terms.minimum and quantity % line.terms.pack == 0 for (_, quantity), line in zip(least, lines, strict=True))


def test_more_than_can_be_priced_at_once_are_refused_with_a_sentence(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    total = list_products(shop.mine).total
    for most, refused in ((total + 1, False), (total, False), (total - 1, True)):
        monkeypatch.setattr(browse, "MOST_LEAST", most)
        if not refused:
            assert len(list_least_quantities(shop.mine)) == total
            continue
        with pytest.raises(Invalid) as trouble:
            list_least_quantities(shop.mine)
        assert trouble.value.values == {"most": most}


def test_a_number_names_just_its_product(shop: Shop):
    sheet = read_numbered_product(shop.mine, "48-3001-M8")  # which is the company's own number of a washer, too
    assert sheet.line.number == "48-3001-M8"
    assert sheet == read_product(shop.mine, sheet.line.id)


def test_a_number_that_is_not_seen_is_answered_like_an_unknown_one(shop: Shop):
    answers = set()
    for number in ("48-1007-M8-109", "no such", "", "48-1007-m8", "HM-2207", "a\x00b", "9" * 5000):
        with pytest.raises(NotFound) as refused:
            read_numbered_product(shop.mine, number)
        answers.add((refused.value.message, str(refused.value.values)))
    assert len(answers) == 1
