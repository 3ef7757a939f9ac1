"""From the quick order into a cart: what can be ordered goes over, what cannot yet stays where it was typed."""

from dataclasses import dataclass

from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.adding import cart_at_hand
from portal_app.ordering.actions.cart_lines import put_lines
from portal_app.ordering.actions.draft_views import sheet_of
from portal_app.ordering.rules.cart_lines import LineWish
from portal_app.ordering.store import drafts

NOTHING_READY = message("No row of the quick order can be ordered yet.")


@dataclass(frozen=True)
class FilledCart:
    """The cart that took the rows. `left` rows stay in the quick order."""

    cart_id: Id
    put: int
    left: int


@command(Permission.CART_EDIT)
def fill_cart(ctx: Context, name: str) -> FilledCart:
    """Into the cart that was worked on last; where there is none, into a new one with this name.

    Raises Invalid, and moves nothing, when no row can be ordered or the cart would hold too many lines.
    """
    draft = drafts.draft_to_change(ctx)
    ready = [row for row in sheet_of(ctx, draft).rows if row.judged.verdict.can_be_ordered]
    if not ready:
        raise Invalid(NOTHING_READY)
    cart_id = cart_at_hand(ctx, name)
    put = put_lines(ctx, cart_id, [LineWish(row.product.id, row.judged.quantity) for row in ready])
    taken = {row.key for row, answer in zip(ready, put, strict=True) if not answer.problem}
    rows = drafts.rows_of(ctx, draft)
    drafts.remove_rows(ctx, [row for row in rows if row.key in taken])
    draft.version, draft.changed_at = draft.version + 1, ctx.now
    return FilledCart(cart_id, len(taken), len(rows) - len(taken))
