"""The one function that says what a company pays, for a single product as for a file of ten thousand lines."""

from collections.abc import Iterable
from datetime import date

from portal_app.kernel.money import Money
from portal_app.pricing.rules.price_books import PriceBook
from portal_app.pricing.rules.questions import PriceAnswer, PriceQuestion
from portal_app.pricing.rules.rounding import line_amount


def resolve(book: PriceBook, questions: Iterable[PriceQuestion]) -> list[PriceAnswer]:
    """One answer for each question, in their order. A set is answered as its questions would be one by one."""
    return [_answer(book, question) for question in questions]


def _answer(book: PriceBook, question: PriceQuestion) -> PriceAnswer:
    table = book.tier_table(question)
    row = table.row_at(question.quantity)
    amount = line_amount(row.each, question.quantity) if row and row.each is not None else None
    line = None if amount is None else Money(amount, question.currency)
    return PriceAnswer(question, row, line, None if table.last_day is date.max else table.last_day, table)
