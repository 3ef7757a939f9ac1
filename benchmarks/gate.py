"""What the gate costs: a command and a query against the same statements in a bare SQLAlchemy session, in turn, on both databases."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy.orm import Session
from sqlmodel import select

from benchmarks.databases import SYSTEMS
from benchmarks.measure import alternately, fact, line, median, timed, title
from portal_app.accounts.tables import Company, CostCentre
from portal_app.kernel import clock
from portal_app.kernel.actor import Actor, ActorKind
from portal_app.kernel.audit import AuditEntry
from portal_app.kernel.db import engine, transaction
from portal_app.kernel.gate import Context, command, query
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import NOBODY

ROUNDS = 400
WRITERS = 9  # the threads for actions, and the outbox


@command(Permission.COST_CENTRE_EDIT)
def add_centre(ctx: Context, number: str) -> Id:
    centre = CostCentre(number=number, name="Maintenance")
    ctx.db.add(centre)
    ctx.record("cost-centre.added", "cost-centre", centre.id, after={"number": number})
    return centre.id


@query(Permission.COST_CENTRE_VIEW)
def first_centres(ctx: Context) -> list[str]:
    return [centre.number for centre in ctx.db.exec(select(CostCentre).order_by(CostCentre.number).limit(20)).all()]


def main() -> None:
    for name, empty in SYSTEMS.items():
        with empty():
            _measure(name)


def _measure(name: str) -> None:
    company, actor = _company()
    title(f"The gate on {name}")
    bare, gated = alternately(lambda: _bare_insert(company), lambda: add_centre(actor, new_id()[:24]), ROUNDS)
    line("insert and audit row, bare session", bare)
    line("the same as a command", gated)
    fact("overhead of the gate per command", f"{median(gated) - median(bare):.2f} ms ({median(gated) / median(bare):.2f}x)")
    bare, gated = alternately(lambda: _bare_select(company), lambda: first_centres(actor), ROUNDS)
    line("select of 20 rows, bare session", bare)
    line("the same as a query", gated)
    fact("overhead of the gate per query", f"{median(gated) - median(bare):.2f} ms ({median(gated) / median(bare):.2f}x)")
    begin = time.perf_counter()
    taken = _at_once(lambda: add_centre(actor, new_id()[:24]), 100)
    line(f"{WRITERS} threads with commands only, each", taken)
    fact("the slowest of them; commands a second", f"{max(taken):.0f} ms; {len(taken) / (time.perf_counter() - begin):.0f}")


def _at_once(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls in each of so many threads."""
    with ThreadPoolExecutor(WRITERS) as pool:
        waiting = [pool.submit(timed, work, times) for _ in range(WRITERS)]
        return [taken for one in waiting for taken in one.result()]


def _company() -> tuple[Id, Actor]:
    with transaction(NOBODY, writes=True) as session:
        company = Company(name="Hansen", customer_number="1", created_at=clock.now())
        session.add(company)
    rights = frozenset({Permission.COST_CENTRE_EDIT, Permission.COST_CENTRE_VIEW})
    return company.id, Actor(ActorKind.PERSON, rights, company.id, account_id=new_id())


def _bare_insert(company: Id) -> None:
    with Session(engine().execution_options(portal_writes=True)) as session:
        _set_tenant(session, company)
        centre = CostCentre(company_id=company, number=new_id()[:24], name="Maintenance")
        session.add(centre)
        session.add(_entry(company, centre.id))
        session.commit()


def _bare_select(company: Id) -> list[str]:
    with Session(engine().execution_options(portal_writes=False)) as session:
        _set_tenant(session, company)
        rows = session.scalars(select(CostCentre).where(CostCentre.company_id == company).order_by(CostCentre.number).limit(20)).all()
        return [row.number for row in rows]


def _set_tenant(session: Session, company: Id) -> None:
    """Row-level security holds for the bare session too, so it pays the same round trip."""
    if engine().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SELECT set_config('app.company_id', %s, true)", (company,))


def _entry(company: Id, centre: Id) -> AuditEntry:
    return AuditEntry(
        company_id=company, at=datetime.now(UTC), actor_kind="person", action="cost-centre.added", object_kind="cost-centre", object_id=centre,
    )  # fmt: skip
