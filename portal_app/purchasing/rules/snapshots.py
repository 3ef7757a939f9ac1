"""What is sent for approval is what will be ordered: the snapshot of a cart, and the digest that names exactly this one."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money, Quantity
from portal_app.purchasing.rules.carts import CartFacts, CartLine, total_of


@dataclass(frozen=True)
class SnapshotAddress:
    """Where it goes, as it was at submit."""

    label: str
    recipient: str
    street: str
    postcode: str
    city: str
    country: str = "DE"


@dataclass(frozen=True)
class SnapshotLine:
    """A line as it was at submit: its price is for `price_unit` pieces, `address` is a place in the snapshot's addresses."""

    line: CartLine
    quantity: Quantity
    unit_price: Money
    price_unit: int = 1
    address: int = 0
    wanted_on: date | None = None
    reference: str = ""


@dataclass(frozen=True)
class CartSnapshot:
    """A cart at submit. `order_id` and `number` are the higher slice's; `terms` are pairs such as ("payment", "30 days net")."""

    order_id: str
    number: str
    title: str
    lines: tuple[SnapshotLine, ...]
    addresses: tuple[SnapshotAddress, ...]
    vat: Money
    po_number: str = ""
    note: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    editor_ids: frozenset[Id] = frozenset()

    @property
    def net(self) -> Money:
        return total_of(self.facts.lines)

    @property
    def facts(self) -> CartFacts:
        return CartFacts(tuple(one.line for one in self.lines), self.editor_ids)


def digest_of(snapshot: CartSnapshot) -> str:
    """64 hexadecimal digits. The same for equal snapshots in every process; another one as soon as anything differs.

    SHA-256 over JSON with sorted names, texts in Unicode NFC, and decimals without trailing zeros (12.50 and 12.5 are one price).
    """
    plain = json.dumps(_plain(snapshot), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"{type(value).__name__} has no one way to be written.")
