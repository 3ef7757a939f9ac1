"""The version of the products: whatever a process keeps of them in memory is found by it, so that nothing kept is ever out of date."""

from sqlmodel import select

from portal_app.catalog.tables import CatalogVersion
from portal_app.kernel.db import insert_for
from portal_app.kernel.gate import Context
from portal_app.kernel.ids import Id, new_id

_THE_ONE = 1
_VERSION = select(CatalogVersion.__table__.c.version)  # asked in each call that shows a price, so it is built once


def version_of(ctx: Context) -> Id:
    """Of the products as this transaction sees them; empty before there were any."""
    return ctx.db.execute(_VERSION).scalar() or ""


def make_version(ctx: Context) -> None:
    """Called before products, or who sees them, are changed in this transaction. A version never comes twice, also where one was rolled back."""
    version = {"version": new_id()}
    ctx.db.execute(insert_for(ctx.db)(CatalogVersion).on_conflict_do_update(index_elements=["id"], set_=version), [{"id": _THE_ONE, **version}])
