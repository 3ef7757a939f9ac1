"""What the pages before sign-in say about the supplier, and whether anybody can sign in at all."""

from dataclasses import dataclass

from portal_app.accounts.store import staff
from portal_app.kernel.config import settings
from portal_app.kernel.gate import Context, public_query


@dataclass(frozen=True)
class House:
    """The supplier as visitors see it. Times are those of the setting, such as 7:00."""

    name: str
    trade: str
    help_phone: str
    help_opens: str
    help_closes: str
    is_set_up: bool  # False: an empty portal, whose first administrator has still to come


@public_query()
def read_house(ctx: Context) -> House:
    """That it answers means that our database does."""
    chosen = settings()
    opens, _, closes = chosen.help_hours.partition("-")
    return House(chosen.supplier_name, chosen.supplier_trade, chosen.help_phone, opens, closes, staff.has_joined_administrator(ctx))
