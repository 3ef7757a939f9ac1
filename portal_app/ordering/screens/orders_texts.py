"""What an order says of itself in a word: where it stands, who must see what when. Finished text in the person's language."""

from datetime import date

from portal_app.kernel.i18n import format_date
from portal_app.ordering.actions.order_views import OrderRow
from portal_app.ordering.rules.order_states import OPEN

LIST, ORDER = "/orders", "/orders/order"


def href_of_order(order_id: str) -> str:
    return f"{ORDER}?order={order_id}"


def is_open(row: OrderRow) -> bool:
    """Whether anything more can come of it."""
    return row.state in OPEN


def said_day(locale: str, day: date | None) -> str:
    """“Fri 27 Nov”; nothing where nobody knows."""
    return format_date(locale, day, weekday=True, year=False) if day else ""
