"""What may be meant by what somebody is typing into a row, and whether it is just the number of it."""

from dataclasses import dataclass

from portal_app.catalog import Destination, ProductLine, suggest_products
from portal_app.kernel.gate import Context, query
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.offers import Offer, Wish, least_of, offers_for
from portal_app.ordering.rules.draft_rows import same_number, tidy_typed

THE_COUNTRY = Destination()  # of the supplier, where no address is known yet


@dataclass(frozen=True)
class Suggestion:
    """`exact`: what was typed is the number of this product, ours or the company's own, and of no other. `offer` is for the least there is."""

    product: ProductLine
    exact: bool
    offer: Offer


@query(Permission.CART_EDIT)
def suggest_rows(ctx: Context, typed: str, to: Destination = THE_COUNTRY) -> tuple[Suggestion, ...]:
    """The best first. `to` is where the draft would be delivered; asking for it anew at each key would take as long as the prices."""
    text = tidy_typed(typed)
    found = suggest_products(ctx, text)
    exact = [line.id for line in found if any(same_number(text, number) for number in (line.number, *line.own_numbers))]
    offers = offers_for(ctx, [Wish(line, least_of(line)) for line in found], to)
    return tuple(Suggestion(line, [line.id] == exact, offer) for line, offer in zip(found, offers, strict=True))
