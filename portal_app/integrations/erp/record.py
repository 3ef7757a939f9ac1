"""What the entries of the record say about orders on their way to the ERP and back."""

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "order.acknowledged": message("noted that the supplier has an order"),
    "order.rejected": message("noted that the supplier turned an order down"),
    "order.moved": message("noted where an order stands"),
    "order.doubted": message("noted that the answer to an order is missing"),
    "order.cancellation-refused": message("noted that it is too late to cancel an order"),
}
