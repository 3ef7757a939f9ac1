"""How prices came about, for an order that keeps it. No use case of its own, and for nobody's eyes: whoever shows a trace asks for `agreement:view`."""

from collections.abc import Sequence

from portal_app.catalog import sold_as
from portal_app.kernel.gate import Context
from portal_app.pricing.actions.prices import as_sold
from portal_app.pricing.rules.questions import PriceQuestion
from portal_app.pricing.rules.traces import PriceTrace, explain
from portal_app.pricing.store.books import book_for, keep_book


def traces_of(ctx: Context, questions: Sequence[PriceQuestion]) -> tuple[PriceTrace | None, ...]:
    """One for each question, in their order; None for what has no answer."""
    sold = sold_as(ctx, {question.product_id for question in questions})
    standing, book = book_for(ctx, sold.keys())
    traces = tuple(None if asked is None else explain(book, asked) for asked in as_sold(questions, sold, standing.currency))
    keep_book(standing, book)
    return traces
