"""Several lines pasted into a row: each becomes a row, whatever stands in it."""

from dataclasses import replace

from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.i18n import language_of
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.draft_views import DraftSheet
from portal_app.ordering.actions.drafts import put_entries
from portal_app.ordering.rules.draft_rows import MOST_ROWS, TOO_MANY_ROWS, RowEntry
from portal_app.ordering.rules.pasting import LONGEST_PASTED, pasted_lines


@command(Permission.CART_EDIT)
def paste_rows(ctx: Context, text: str, after: str) -> DraftSheet:
    """Rows below the one with the key `after`. All of them or, where they are too many, none. Raises Invalid then."""
    if len(text) >= LONGEST_PASTED:
        raise Invalid(TOO_MANY_ROWS, most=MOST_ROWS)
    lines = pasted_lines(text, language_of(ctx.actor.locale))
    if len(lines) > MOST_ROWS:
        raise Invalid(TOO_MANY_ROWS, most=MOST_ROWS)
    entries = [RowEntry(new_id(), line.typed, line.quantity) for line in lines]
    above = [after, *(entry.key for entry in entries)]
    return put_entries(ctx, [replace(entry, after=key) for entry, key in zip(entries, above, strict=False)])
