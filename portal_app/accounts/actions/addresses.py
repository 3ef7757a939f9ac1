"""The delivery addresses of a company: list, add, change, choose the default, close, open again."""

from dataclasses import dataclass

from portal_app.accounts.rules.companies import AddressFacts, check_address, tidy
from portal_app.accounts.store import people, places
from portal_app.accounts.tables import DeliveryAddress
from portal_app.kernel.errors import Conflict, Invalid
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class AddressLine:
    id: Id
    facts: AddressFacts
    is_default: bool
    closed: bool


@query(Permission.ADDRESS_VIEW)
def list_addresses(ctx: Context) -> tuple[AddressLine, ...]:
    """All of the company: the default first, closed ones last."""
    return tuple(AddressLine(row.id, _facts(row), row.is_default, row.closed_at is not None) for row in places.list_addresses(ctx))


@command(Permission.ADDRESS_EDIT)
def add_address(ctx: Context, facts: AddressFacts) -> Id:
    """The first address of a company becomes its default."""
    people.hold_company(ctx)
    facts = _checked(ctx, facts)
    first = not any(row.is_default for row in places.list_addresses(ctx))
    row = DeliveryAddress(**vars(facts), is_default=first)
    ctx.db.add(row)
    ctx.record("address.added", "address", row.id, after=vars(facts))
    return row.id


@command(Permission.ADDRESS_EDIT)
def change_address(ctx: Context, address_id: Id, facts: AddressFacts) -> None:
    people.hold_company(ctx)
    row = places.address_or_missing(ctx, address_id)
    before, facts = vars(_facts(row)), _checked(ctx, facts, but=row.id)
    changed = {name: value for name, value in vars(facts).items() if before[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    ctx.record("address.changed", "address", row.id, before={name: before[name] for name in changed}, after=changed)


@command(Permission.ADDRESS_EDIT)
def make_default_address(ctx: Context, address_id: Id) -> None:
    """New carts start with this address."""
    people.hold_company(ctx)
    row = places.address_or_missing(ctx, address_id)
    if row.closed_at:
        raise Conflict("This address is closed. Please open it again first.")
    if row.is_default:
        return
    places.clear_default(ctx)
    row.is_default = True
    ctx.record("address.made-default", "address", row.id)


@command(Permission.ADDRESS_EDIT)
def close_address(ctx: Context, address_id: Id) -> None:
    """Nothing new is sent there. The default is closed only when it is the last open one."""
    people.hold_company(ctx)
    row = places.address_or_missing(ctx, address_id)
    if row.closed_at:
        return
    others = [one for one in places.list_addresses(ctx) if one.closed_at is None and one.id != row.id]
    if row.is_default and others:
        raise Conflict("This is the default address. Please choose another default first.")
    row.closed_at, row.is_default = ctx.now, False
    ctx.record("address.closed", "address", row.id)


@command(Permission.ADDRESS_EDIT)
def reopen_address(ctx: Context, address_id: Id) -> None:
    row = places.address_or_missing(ctx, address_id)
    if row.closed_at:
        row.closed_at = None
        ctx.record("address.reopened", "address", row.id)


def _facts(row: DeliveryAddress) -> AddressFacts:
    return AddressFacts(row.label, row.recipient, row.street, row.postcode, row.city, row.country)


def _checked(ctx: Context, facts: AddressFacts, *, but: Id = "") -> AddressFacts:
    facts = tidy(facts)
    problems = check_address(facts)
    if places.label_is_taken(ctx, facts.label, but=but):
        problems["label"] = message("Another address has this name.")
    if problems:
        raise Invalid(fields=problems)
    return facts
