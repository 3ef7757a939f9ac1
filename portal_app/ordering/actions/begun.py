"""What somebody has begun and not ordered yet: rows of the quick order, and carts."""

from dataclasses import dataclass

from portal_app.kernel.gate import Context, query
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.cart_views import CartRow
from portal_app.ordering.actions.carts import list_carts
from portal_app.ordering.store import drafts


@dataclass(frozen=True)
class Begun:
    """How many rows stand in the quick order, and the open carts, the one that was worked on last first."""

    rows: int
    carts: tuple[CartRow, ...]


@query(Permission.CART_EDIT)
def read_begun(ctx: Context) -> Begun:
    """Of whoever asks; nobody else sees it."""
    draft = drafts.find_draft(ctx)
    return Begun(drafts.count_rows(ctx, draft) if draft else 0, list_carts(ctx))
