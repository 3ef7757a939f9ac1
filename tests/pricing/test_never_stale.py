"""What was changed counts for the next question: in this process, in another one, in the middle of a call, after a call that came to nothing."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from portal_app.kernel.actor import Actor
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import AgreementFacts, AgreementKind, price_many, put_agreements, put_group_discounts, put_list_prices
from portal_app.pricing.store import books
from tests.pricing.stall import LIST, OPERATOR, Article, asks, listed, new_article, new_buyer, new_group, off, prices, tiers_of

pytestmark = pytest.mark.usefixtures("stall")
ROOT = Path(__file__).parents[2]


def price_of(buyer: Actor, article: Article) -> str | None:
    return prices(price_many(buyer, [asks(article)]))[0]


def agree(buyer: Actor, article: Article, price: str) -> None:
    facts = AgreementFacts("A", AgreementKind.FRAMEWORK, prices=tiers_of(article, price))
    assert put_agreements(OPERATOR, buyer.company_id, [facts]).problems == ()


def test_each_change_counts_for_the_next_question():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    seen = [price_of(buyer, bolt)]
    listed(bolt, "13.00")
    seen.append(price_of(buyer, bolt))
    group = new_group(buyer, off("50"))
    seen.append(price_of(buyer, bolt))
    put_group_discounts(OPERATOR, group, [off("10")])
    seen.append(price_of(buyer, bolt))
    for price in ("9.80", "9.70"):
        agree(buyer, bolt, price)
        seen.append(price_of(buyer, bolt))
    assert seen == ["14.20", "13.00", "6.50", "11.70", "9.80", "9.70"]


def test_a_change_of_one_company_leaves_the_book_of_another_as_it_is():
    bolt, mine, theirs = new_article(), new_buyer(), new_buyer()
    listed(bolt, "14.20")
    price_of(mine, bolt), price_of(theirs, bolt)
    kept = books._books._books[mine.company_id][1]
    agree(theirs, bolt, "1.00")
    price_of(mine, bolt), price_of(theirs, bolt)
    assert books._books._books[mine.company_id][1] is kept


ASK = """
import sys
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.permissions import Permission as P
from portal_app.pricing import PriceQuestion, price_many
from datetime import date
from decimal import Decimal
company, product = sys.argv[1:]
buyer = Actor(ActorKind.PERSON, frozenset({P.CATALOG_VIEW, P.PRICE_VIEW}), company)
for line in sys.stdin:
    print(price_many(buyer, [PriceQuestion(product, Decimal(100), date(2026, 11, 23))])[0].price.amount, flush=True)
"""


def test_another_process_that_had_asked_before_hears_the_new_price_too():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    with subprocess.Popen(
        [sys.executable, "-c", ASK, buyer.company_id, bolt.id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:

        def hears() -> Decimal:
            other.stdin.write("\n")
            other.stdin.flush()
            return Decimal(other.stdout.readline())

        said = [hears(), hears()]
        listed(bolt, "13.00")
        said.append(hears())
        agree(buyer, bolt, "9.80")
        said.append(hears())
        other.stdin.close()
    assert said == [Decimal("14.20"), Decimal("14.20"), Decimal("13.00"), Decimal("9.80")]


@staff_command(P.STAFF_OPERATE)
def put_look_and_fail(ctx: Context, article: Article, buyer: Actor, price: str) -> None:
    """Changes a price, asks for it in the same transaction, and comes to nothing."""
    put_list_prices(ctx, LIST, tiers_of(article, price))
    ctx.enter_company(buyer.company_id)
    ctx.actor = replace(ctx.actor, permissions=buyer.permissions, company_id=buyer.company_id)
    assert prices(price_many(ctx, [asks(article)])) == [f"{Decimal(price):.2f}"]
    raise Invalid


def test_a_change_that_came_to_nothing_leaves_no_trace_in_the_books():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    assert price_of(buyer, bolt) == "14.20"
    with pytest.raises(Invalid):
        put_look_and_fail(OPERATOR, bolt, buyer, "1.00")
    assert price_of(buyer, bolt) == "14.20"
    listed(bolt, "13.00")
    assert price_of(buyer, bolt) == "13.00"


def test_what_changes_while_a_book_is_loaded_is_never_mixed(stall: str, monkeypatch: pytest.MonkeyPatch):
    """Twice a change is committed between two statements of one call: what was loaded before it is thrown away."""
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    agree(buyer, bolt, "9.80")
    rows_of, changes = books._rows_of, iter(["8.80", "7.80"])

    def slow(*arguments: object):
        price = next(changes, None)
        if price:
            agree(buyer, bolt, price)
        return rows_of(*arguments)

    monkeypatch.setattr(books, "_rows_of", slow)
    books.forget_books()
    view, again = price_of(buyer, bolt), price_of(buyer, bolt)
    assert view == ("9.80" if stall.startswith("sqlite") else "7.80")  # SQLite: the whole call sees the moment at which it began
    assert again == "7.80"


def test_books_that_are_forgotten_are_loaded_again():
    bolt, buyer = new_article(), new_buyer()
    listed(bolt, "14.20")
    agree(buyer, bolt, "9.80")
    said = [price_of(buyer, bolt)]
    books.forget_books()
    assert [*said, price_of(buyer, bolt)] == ["9.80", "9.80"]


def test_lists_that_grow_too_large_are_begun_anew(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(books, "_MOST_LISTED", 2)
    every, buyer = [new_article() for _ in range(4)], new_buyer()
    for article in every:
        listed(article, "14.20")
        assert price_of(buyer, article) == "14.20"
    assert sum(len(one) for _, one in books._lists.values()) <= 6
