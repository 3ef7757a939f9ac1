"""Price books: shared lists, versions, how many are kept."""

from decimal import Decimal

import pytest

from portal_app.pricing import Level, ListPrices, PriceBook, PriceBooks, resolve
from tests.pricing.builders import BOLT, LIST, NUT, book, price, question


def small(size: int = 1) -> PriceBook:
    return PriceBook([price(Level.AGREEMENT, "1.00", product=f"p{number}") for number in range(size)], [])


def test_companies_share_what_a_list_has_learnt():
    lists = ListPrices()
    assert lists.missing([BOLT, NUT]) == {BOLT, NUT}
    lists.learn([BOLT], [LIST])
    one, other = PriceBook([], [], [lists]), PriceBook([price(Level.AGREEMENT, "9.80")], [], [lists])
    assert [resolve(each, [question()])[0].unit_price.amount for each in (one, other)] == [Decimal("14.20"), Decimal("9.80")]
    assert (lists.missing([BOLT, NUT]), len(lists)) == ({NUT}, 1)


def test_a_product_without_a_rule_is_learnt_too():
    lists = ListPrices()
    lists.learn([BOLT, NUT], [LIST])
    assert lists.missing([BOLT, NUT]) == set()
    assert resolve(PriceBook([], [], [lists]), [question(product_id=NUT)])[0].unit_price is None


def test_a_product_that_nobody_loaded_is_never_answered_for():
    with pytest.raises(KeyError):
        resolve(PriceBook([], [], [ListPrices()]), [question()])


def test_a_book_of_another_version_is_never_handed_out():
    books, one = PriceBooks(most=5, holding=100), small()
    books.put("hansen", (7, 1), one)
    assert books.find("hansen", (7, 1)) is one
    assert [books.find("hansen", version) for version in ((8, 1), (7, 2), (6, 1))] == [None, None, None]
    assert books.find("nordbau", (7, 1)) is None


def test_a_new_version_takes_the_place_of_the_old_one():
    books, new = PriceBooks(most=5, holding=100), small()
    books.put("hansen", 1, small())
    books.put("hansen", 2, new)
    assert (books.find("hansen", 1), books.find("hansen", 2), len(books)) == (None, new, 1)


def test_the_longest_unused_book_goes_first():
    books = PriceBooks(most=2, holding=100)
    books.put("a", 1, small())
    books.put("b", 1, small())
    assert books.find("a", 1)
    books.put("c", 1, small())
    assert [books.find(name, 1) is not None for name in "abc"] == [True, False, True]


def test_books_that_hold_too_much_together_make_room():
    books = PriceBooks(most=100, holding=10)
    books.put("a", 1, small(6))
    books.put("b", 1, small(4))
    assert len(books) == 2
    books.put("c", 1, small(1))
    assert [books.find(name, 1) is not None for name in "abc"] == [False, True, True]


def test_the_newest_book_stays_however_large():
    books = PriceBooks(most=100, holding=10)
    books.put("a", 1, small(60))
    assert books.find("a", 1)


def test_what_a_book_made_counts_as_held():
    one = book(LIST, price(Level.LIST, "3.00", product=NUT))
    before = len(one)
    resolve(one, [question(), question("500"), question(product_id=NUT)])
    assert (len(one), one.has_grown(), one.has_grown()) == (before + 2, True, False)


def test_questions_that_no_rule_answers_leave_nothing_in_the_book():
    one = book(LIST, price(Level.PROJECT, "1.00", project="Hall 3"))
    resolve(one, [question()])
    before = len(one)
    resolve(one, [question(unit="X1"), question(currency="XXX"), question(product_id=NUT), question(project="Hall 4")])
    assert len(one) == before
    assert [one.unit_price.amount for one in resolve(one, [question(project="Hall 3"), question(project="Hall 4")])] == [Decimal("1.00"), Decimal("14.20")]
