"""Several lines pasted into a row of the quick order: they are read as an order file is, and each becomes a row, whatever stands in it."""

from dataclasses import replace

from portal_app.catalog import ProductLine
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, command
from portal_app.kernel.ids import new_id
from portal_app.kernel.permissions import Permission
from portal_app.ordering.actions.draft_views import DraftSheet
from portal_app.ordering.actions.drafts import put_entries
from portal_app.ordering.actions.intake import JudgedTable, judge_pasted
from portal_app.ordering.rules.draft_rows import LONGEST_PASTED, MOST_ROWS, TOO_MANY_ROWS, RowEntry
from portal_app.ordering.rules.intake.units import PACK, unit_of
from portal_app.ordering.rules.intake.verdicts import IntakeLine, Verdict
from portal_app.ordering.rules.quantities import quantity_text


@command(Permission.CART_EDIT)
def paste_rows(ctx: Context, text: str, after: str) -> DraftSheet:
    """Rows below the one with the key `after`. All of them or, where they are too many, none. Raises Invalid then."""
    if len(text) >= LONGEST_PASTED or sum(1 for line in text.splitlines() if line.strip()) > MOST_ROWS + 1:  # one may name the columns
        raise Invalid(TOO_MANY_ROWS, most=MOST_ROWS)
    entries = _entries(ctx, judge_pasted(ctx, text)) if text.strip() else []
    if len(entries) > MOST_ROWS:
        raise Invalid(TOO_MANY_ROWS, most=MOST_ROWS)
    above = [after, *(entry.key for entry in entries)]
    return put_entries(ctx, [replace(entry, after=key) for entry, key in zip(entries, above, strict=False)])


def _entries(ctx: Context, table: JudgedTable) -> list[RowEntry]:
    """One for each line with something in it, but for the words above the columns."""
    lines = [line for line in table.lines if line.source and line.line != table.layout.header]
    return [_entry(line, table.products.get(line.product_id), ctx.actor.locale) for line in lines]


def _entry(line: IntakeLine, product: ProductLine | None, locale: str) -> RowEntry:
    """As somebody would have typed it: what is not understood stands there as it was."""
    typed = line.source if line.verdict is Verdict.HEADING else line.wanted or line.facts.name or line.source
    return RowEntry(new_id(), typed, _quantity(line, product, locale))


def _quantity(line: IntakeLine, product: ProductLine | None, locale: str) -> str:
    """What the line said, as a number where it can be one only; packs as what they hold. Another unit stays: somebody must look at it."""
    said, unit = line.said, unit_of(line.unit)
    if len(said.quantities) != 1:
        return said.text
    if product is not None and unit == PACK:
        return quantity_text(locale, said.quantities[0] * product.terms.pack)
    if line.unit and (product is None or unit != product.unit):
        return said.text if said.word else f"{said.text} {line.unit}"
    return quantity_text(locale, said.quantities[0])
