"""What the entries of the record say about carts, order lists and orders: “Jan Keller · placed an order · ...”."""

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "cart.removed": message("removed a cart"),
    "cart.restored": message("brought a cart back"),
    "cart.handed-over": message("handed a cart over"),
    "intake-mapping.kept": message("said what the columns of an order file mean"),
    "order-list.saved": message("saved an order list"),
    "order-list.renamed": message("renamed an order list"),
    "order-list.shared": message("changed with whom an order list is shared"),
    "order-list.removed": message("removed an order list"),
    "order-list.restored": message("brought an order list back"),
    "order.submitted": message("asked for approval of an order"),
    "order.placed": message("placed an order"),
    "order.approved": message("approved an order"),
    "order.refused": message("refused an order"),
    "order.taken-back": message("took an order back"),
    "order.cancellation-asked": message("asked to cancel an order"),
    "order.unconfirmed": message("waits for the supplier's answer to an order"),
    "order.sent": message("took an order"),
    "order.turned-down": message("turned an order down"),
    "order.confirmed": message("confirmed an order"),
    "order.partly-shipped": message("shipped a part of an order"),
    "order.shipped": message("shipped an order"),
    "order.invoiced": message("invoiced an order"),
    "order.cancelled": message("cancelled an order"),
    "order.kept": message("could not cancel an order any more"),
    "order.taken-over": message("took over orders from before"),
}
