"""What the entries of the record say about a company's prices."""

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "customer-group.given": message("changed the group whose discounts the company has"),
    "price-agreement.put": message("changed agreed prices"),
}
