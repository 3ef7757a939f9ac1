"""Builds the demo world: one part a slice, the lower slices first. A part that stands is never touched again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal_app.accounts import demo as accounts_demo
from portal_app.catalog import demo as catalog_demo
from portal_app.demo.actions import list_built_parts, note_built_part
from portal_app.integrations.mail import forget_kept_mails, has_mailbox
from portal_app.kernel import clock
from portal_app.kernel.actor import system
from portal_app.kernel.config import settings
from portal_app.kernel.errors import Forbidden
from portal_app.kernel.permissions import Permission
from portal_app.ordering import demo as ordering_demo
from portal_app.pricing import demo as pricing_demo
from portal_app.purchasing import demo as purchasing_demo


@dataclass(frozen=True)
class Part:
    """`build(today)` makes a slice's part through its actions; interrupted, it goes on where it stopped when called again."""

    name: str
    build: Callable[[date], None]


# In the order of the slices' ranks; a later slice adds its own here.
PARTS = (
    Part("accounts", accounts_demo.build),
    Part("catalog", catalog_demo.build),
    Part("pricing", pricing_demo.build),
    Part("purchasing", purchasing_demo.build),
    Part("stock", catalog_demo.build_stock),
    Part("ordering", ordering_demo.build),
)


def build_world() -> list[str]:
    """Build what does not stand yet, with dates relative to today. Returns the names of the parts that were built."""
    if not settings().is_demo:
        raise Forbidden("There is no demo world in production.")
    builder = system(frozenset({Permission.STAFF_OPERATE}), name="demo")
    built = list_built_parts(builder)
    missing = [part for part in PARTS if part.name not in built]
    for part in missing:
        part.build(clock.today())
        note_built_part(builder, part.name)
    if missing and has_mailbox():
        forget_kept_mails(builder)
    return [part.name for part in missing]
