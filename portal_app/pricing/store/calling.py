"""Calls quantities from framework agreements, each with one conditional update: two orders never share what is left for one."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import col, or_, update

from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id
from portal_app.pricing.store.putting import change_own
from portal_app.pricing.tables import PriceAgreement


def call_off(ctx: Context, quantities: Mapping[Id, Decimal]) -> frozenset[Id]:
    """Call so much from each of these agreements, inside the command of an order, which records it. Returns those that have not enough left.

    Nothing is called from an agreement that is returned; whoever wants all or nothing raises then. Unknown ones and those of other
    companies are returned too. A price asked for afterwards knows what is left now.
    """
    short = frozenset(agreement_id for agreement_id, quantity in sorted(quantities.items()) if not _call(ctx, agreement_id, quantity))
    if short != quantities.keys():
        change_own(ctx)
    return short


def give_back(ctx: Context, quantities: Mapping[Id, Decimal]) -> None:
    """An order that had called so much comes to nothing: it can be called again. Inside the command that records it."""
    for agreement_id, quantity in sorted(quantities.items()):
        called = (col(PriceAgreement.id) == agreement_id, col(PriceAgreement.called) >= quantity)
        statement = update(PriceAgreement).where(*called).values(called=col(PriceAgreement.called) - quantity)
        ctx.db.execute(statement.execution_options(synchronize_session=False))
    change_own(ctx)


def _call(ctx: Context, agreement_id: Id, quantity: Decimal) -> bool:
    if quantity <= 0:
        raise ValueError("What is called is above 0.")
    enough = or_(col(PriceAgreement.committed).is_(None), col(PriceAgreement.called) + quantity <= col(PriceAgreement.committed))
    statement = update(PriceAgreement).where(col(PriceAgreement.id) == agreement_id, enough).values(called=col(PriceAgreement.called) + quantity)
    return ctx.db.execute(statement.execution_options(synchronize_session=False)).rowcount == 1
