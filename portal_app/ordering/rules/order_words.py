"""What an order's state is called, the same on every page: the word of its stamp, and the stamp's tone."""

from portal_app.kernel.i18n import message, translate
from portal_app.ordering.rules.order_states import OrderState

LOOKS = {
    OrderState.WAITING: (message("Waits for approval"), "ochre"), OrderState.APPROVED: (message("About to leave"), "blue"),
    OrderState.UNCONFIRMED: (message("No answer yet"), "ochre"), OrderState.SENT: (message("Sent"), "blue"),
    OrderState.CONFIRMED: (message("Confirmed"), "green"),
    OrderState.PARTLY_SHIPPED: (message("Partly shipped"), "ochre"), OrderState.SHIPPED: (message("Shipped"), "green"),
    OrderState.INVOICED: (message("Invoiced"), "green"), OrderState.CANCELLED: (message("Cancelled"), ""), OrderState.REFUSED: (message("Refused"), "red"),
}  # fmt: skip


def said_state(locale: str, state: OrderState) -> tuple[str, str]:
    """The word of its stamp, and the stamp's tone."""
    said, tone = LOOKS[state]
    return translate(locale, said), tone
