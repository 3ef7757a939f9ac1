"""What the entries of the record say about a company's products: “Brandt & Thode · changed what the company is offered”."""

from portal_app.kernel.i18n import message

RECORD_WORDS: dict[str, str] = {
    "assortments.given": message("changed what the company is offered"),
    "part-numbers.put": message("took over the company's own article numbers"),
}
