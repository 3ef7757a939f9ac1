"""Names of the outbox messages about orders."""

ORDER = "erp.order"  # an order leaves for the ERP
CANCELLATION = "erp.cancellation"  # a company does not want it any more
CHANGED = "erp.changed"  # a hint that an order moved; what is true is asked
TOPICS = (ORDER, CANCELLATION, CHANGED)
