"""A small office for tests of the gate: actions over cost centres, each as a store and an action would write it."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, insert, select, update

from portal_app.accounts.tables import Company, CostCentre, SignInSession
from portal_app.kernel.errors import Conflict, NotFound
from portal_app.kernel.gate import (
    Context,
    command,
    own_command,
    own_query,
    public_command,
    public_query,
    query,
    staff_command,
    staff_query,
)  # fmt: skip
from portal_app.kernel.ids import Id
from portal_app.kernel.limits import Limit
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission as P

THREE_A_MINUTE = Limit(3, 60)


@dataclass(frozen=True)
class Opened:
    """The answer of a command, with the types that answers are made of."""

    id: Id
    number: str
    budget: Money = field(default_factory=lambda: Money(Decimal("1200.005"), "EUR"))
    at: datetime | None = None


@dataclass(frozen=True)
class CentreOpened:
    """News for the slices above."""

    centre_id: Id


def _add(ctx: Context, number: str) -> CostCentre:
    row = CostCentre(number=number, name=f"Centre {number}")
    ctx.db.add(row)
    ctx.db.flush()
    return row


@command(P.COST_CENTRE_EDIT)
def open_centre(ctx: Context, number: str, note: str = "") -> Opened:
    row = _add(ctx, number)
    ctx.record("cost-centre.opened", "cost_centre", row.id, after={"number": number})
    ctx.publish(CentreOpened(row.id))
    ctx.send("office.opened", {"number": number})
    return Opened(row.id, number, at=ctx.now)


@command(P.COST_CENTRE_EDIT)
def open_without_a_record(ctx: Context, number: str) -> Id:
    ctx.send("office.opened", {"number": number})
    return _add(ctx, number).id


@command(P.COST_CENTRE_EDIT)
def rename_all_without_a_record(ctx: Context, name: str) -> None:
    ctx.db.execute(update(CostCentre).values(name=name))


@command(P.COST_CENTRE_EDIT)
def remove_all_without_a_record(ctx: Context) -> None:
    ctx.db.execute(delete(CostCentre))


@command(P.COST_CENTRE_EDIT)
def insert_without_a_record(ctx: Context, number: str) -> None:
    ctx.db.execute(insert(CostCentre), [{"number": number, "name": number}])


@command(P.COST_CENTRE_EDIT)
def leave_a_change_lying(ctx: Context) -> None:
    """A change that only the gate's own flush writes."""
    ctx.db.scalars(select(CostCentre)).first().name = "Changed at the last moment"


@command(P.COST_CENTRE_EDIT)
def change_nothing(ctx: Context) -> str:
    return "nothing"


@command(P.COST_CENTRE_EDIT)
def open_and_fail(ctx: Context, number: str, error: type[Exception] | None = None) -> None:
    open_centre(ctx, number)
    raise (error or Conflict)()


@command(P.COST_CENTRE_EDIT)
def open_two(ctx: Context, first: str, second: str) -> tuple[Id, Id]:
    """Commands inside a command: one transaction."""
    return open_centre(ctx, first).id, open_centre(ctx, second).id


@command(P.COMPANY_EDIT)
def rename_company_then_open(ctx: Context, number: str) -> None:
    """The right for the outer command is not the right for the inner one."""
    open_centre(ctx, number)


@command(P.COST_CENTRE_EDIT, step_up=True)
def close_all(ctx: Context) -> int:
    closed = ctx.db.execute(update(CostCentre).values(closed_at=ctx.now)).rowcount
    ctx.record("cost-centre.closed", "cost_centre")
    return closed


class Meeting:
    """Lets two calls meet in the middle, each once: a call that is tried again goes straight on."""

    def __init__(self) -> None:
        self._barrier, self._came = threading.Barrier(2), set()

    def wait(self) -> None:
        if threading.get_ident() not in self._came:
            self._came.add(threading.get_ident())
            self._barrier.wait(10)


@command(P.COST_CENTRE_EDIT)
def change_two_in_turn(ctx: Context, first: Id, second: Id, meeting: Meeting, name: str) -> int:
    """Touches two rows in the order given; two calls with opposite orders meet between, so that one of them must give way."""
    for place, centre_id in enumerate((first, second)):
        ctx.db.execute(update(CostCentre).where(CostCentre.id == centre_id).values(name=name))
        if place == 0:
            meeting.wait()
    ctx.record("cost-centre.renamed", "cost_centre", after={"name": name})
    return 1


@command(P.COST_CENTRE_EDIT)
def open_if_free(ctx: Context, number: str, meeting: Meeting) -> Id:
    """Looks whether the number is free, and only then takes it; two calls meet between."""
    if number in ctx.db.scalars(select(CostCentre.number)).all():
        raise Conflict("This number is taken.")
    meeting.wait()
    return open_centre(ctx, number).id


@query(P.COST_CENTRE_VIEW)
def numbers(ctx: Context) -> list[str]:
    return list(ctx.db.scalars(select(CostCentre.number).order_by(CostCentre.number)))


@query(P.COST_CENTRE_VIEW)
def number_of(ctx: Context, centre_id: Id) -> str:
    row = ctx.db.get(CostCentre, centre_id)
    if row is None:
        raise NotFound
    return row.number


@query(P.COST_CENTRE_VIEW)
def add_in_a_query(ctx: Context) -> None:
    _add(ctx, "9")


@query(P.COST_CENTRE_VIEW)
def leave_a_change_in_a_query(ctx: Context) -> None:
    ctx.db.scalars(select(CostCentre)).first().name = "Changed by a query"


@query(P.COST_CENTRE_VIEW)
def delete_in_a_query(ctx: Context) -> None:
    ctx.db.delete(ctx.db.scalars(select(CostCentre)).first())


@query(P.COST_CENTRE_VIEW)
def update_in_a_query(ctx: Context) -> None:
    ctx.db.execute(update(Company).values(name="Changed by a query"))


@query(P.COST_CENTRE_VIEW)
def insert_in_a_query(ctx: Context) -> None:
    ctx.db.execute(insert(CostCentre), [{"number": "9", "name": "9"}])


@query(P.COST_CENTRE_VIEW)
def record_in_a_query(ctx: Context) -> None:
    ctx.record("cost-centre.seen", "cost_centre")


@query(P.COST_CENTRE_VIEW)
def send_in_a_query(ctx: Context) -> None:
    ctx.send("office.opened", {})


@query(P.COST_CENTRE_VIEW)
def write_behind_the_session(ctx: Context) -> None:
    """What only the database itself can refuse."""
    ctx.db.plumbing = True
    ctx.db.execute(update(Company.__table__).values(name="Changed by a query"))


@query(P.COST_CENTRE_VIEW)
def call_a_command(ctx: Context) -> None:
    open_centre(ctx, "9")


@query(P.COST_CENTRE_VIEW)
def numbers_by_another_query(ctx: Context) -> list[str]:
    return numbers(ctx)


@own_query()
def my_session(ctx: Context) -> Id | None:
    return ctx.db.scalars(select(SignInSession.id).where(SignInSession.id == ctx.actor.session_id)).first()


@own_command()
def note_something_of_mine(ctx: Context) -> str:
    ctx.record("account.noted", "account", ctx.actor.account_id or "")
    return ctx.actor.name


@public_query()
def is_open(ctx: Context) -> bool:
    return ctx.db.scalars(select(CostCentre)).first() is None


@public_command(limit=THREE_A_MINUTE)
def knock(ctx: Context, wanted: str = "") -> str:
    ctx.record("door.knocked", "door")
    if wanted == "refusal":
        raise NotFound
    return "come in"


@public_command(limit=Limit(1000, 60))
def join(ctx: Context, company_id: Id, number: str) -> Id:
    """Starts without a company and enters one, as the acceptance of an invitation does."""
    ctx.record("door.found", "door")
    ctx.enter_company(company_id)
    return open_centre_as_plumbing(ctx, number)


def open_centre_as_plumbing(ctx: Context, number: str) -> Id:
    row = _add(ctx, number)
    ctx.record("cost-centre.opened", "cost_centre", row.id)
    return row.id


@public_command(limit=Limit(1000, 60))
def enter_two(ctx: Context, first: Id, second: Id) -> None:
    ctx.enter_company(first)
    ctx.enter_company(second)


@staff_command(P.STAFF_ACT_FOR)
def open_for(ctx: Context, company_id: Id, number: str) -> Id:
    ctx.enter_company(company_id)
    return open_centre_as_plumbing(ctx, number)


@staff_query(P.STAFF_COMPANIES_VIEW)
def centres_without_declaration(ctx: Context) -> list[str]:
    return list(ctx.db.scalars(select(CostCentre.company_id).distinct()))


@staff_query(P.STAFF_COMPANIES_VIEW, across=True)
def centres_across(ctx: Context) -> list[str]:
    return list(ctx.db.scalars(select(CostCentre.company_id).distinct()))
