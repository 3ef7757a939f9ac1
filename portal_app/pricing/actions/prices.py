"""Ask what the company pays: for whole files at once, for each quantity of one product, and why."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from decimal import Decimal

from portal_app.catalog import sold_as
from portal_app.kernel import clock
from portal_app.kernel.collecting import collector_held
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import LIMIT
from portal_app.kernel.permissions import Permission
from portal_app.pricing.actions.views import NO_PRICE, PriceView, TierTableView, table_view, view_of
from portal_app.pricing.rules.questions import PriceQuestion
from portal_app.pricing.rules.resolver import resolve
from portal_app.pricing.rules.traces import PriceTrace, explain
from portal_app.pricing.store.books import book_for, keep_book

MOST_QUESTIONS = 20_000
TOO_MANY_QUESTIONS = message("Please ask for at most {most} prices at once.")
_A_FILE = 1000  # so many questions make so many values that the collector would be in the way
_NOTHING = PriceTrace(None, 1, None, (), ())


@query(Permission.PRICE_VIEW)
def price_many(ctx: Context, questions: Sequence[PriceQuestion]) -> tuple[PriceView, ...]:
    """One view for each question, in their order. What the company does not see, and what does not exist, has no price."""
    if len(questions) > MOST_QUESTIONS:
        raise Invalid(TOO_MANY_QUESTIONS, most=MOST_QUESTIONS)
    with collector_held() if len(questions) >= _A_FILE else nullcontext():
        return _price(ctx, questions)


def trace_many(ctx: Context, questions: Sequence[PriceQuestion]) -> tuple[PriceTrace, ...]:
    """Why each of these prices, for the record of an order, inside the command that places it.

    Not an action: what it says is kept, and shown later only to whoever may see agreements.
    """
    sold = sold_as(ctx, {question.product_id for question in questions})
    standing, book = book_for(ctx, sold.keys())
    traces = tuple(_NOTHING if asked is None else explain(book, asked) for asked in _as_sold(questions, sold, standing.currency))
    keep_book(standing, book)
    return traces


def _price(ctx: Context, questions: Sequence[PriceQuestion]) -> tuple[PriceView, ...]:
    sold = sold_as(ctx, {question.product_id for question in questions})
    standing, book = book_for(ctx, sold.keys())
    asked = [*_as_sold(questions, sold, standing.currency)]
    answers = iter(resolve(book, [question for question in asked if question is not None]))
    views = tuple(NO_PRICE if question is None else view_of(next(answers), standing.as_of) for question in asked)
    keep_book(standing, book)
    return views


@query(Permission.PRICE_VIEW)
def tier_table_of(ctx: Context, product_id: Id, *, project: str = "") -> TierTableView:
    """From which quantity which price, today, in the product's own unit and the company's currency."""
    question = PriceQuestion(product_id, Decimal(1), clock.today(ctx.actor.time_zone), project=project)
    sold = sold_as(ctx, [product_id])
    standing, book = book_for(ctx, sold.keys())
    asked = next(_as_sold([question], sold, standing.currency))
    view = TierTableView() if asked is None else table_view(book.tier_table(asked), asked.unit, standing.as_of)
    keep_book(standing, book)
    return view


@query(Permission.AGREEMENT_VIEW)
def explain_price(ctx: Context, question: PriceQuestion) -> PriceTrace:
    """Step by step with the sources, and what did not count and why. Without steps: no price."""
    return trace_many(ctx, [question])[0]


def _as_sold(questions: Sequence[PriceQuestion], sold: dict, currency: str) -> Iterator[PriceQuestion | None]:
    """The questions as the resolver takes them: group, unit and currency are ours to say. None for what has no answer."""
    for one in questions:
        product = sold.get(one.product_id)
        if product is None or not one.quantity.is_finite() or one.quantity >= LIMIT:
            yield None
        else:
            unit, money = one.unit or product.unit, one.currency or currency
            yield PriceQuestion(one.product_id, one.quantity, one.day, product.group, unit, money, one.project)
