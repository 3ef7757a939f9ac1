"""Real wholesale data in a browser: a portal filled from files, in which a buyer of one of its companies repeats a real order from a file,
the purchasing manager approves it on a phone, and the ERP gets it once."""

import csv
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal_app.accounts import list_companies
from portal_app.accounts.demo import playing
from portal_app.imports.__main__ import main
from portal_app.integrations.mail import TOPIC, deliver_mail
from portal_app.kernel import outbox
from portal_app.kernel.actor import system
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.purchasing import ConditionGroup, RuleFacts, RuleStep, TotalAbove, put_rule
from tests.journeys.looking import sideways
from tests.journeys.visits import Database, Visit, rows, visit
from tests.services import LivePortal, running_portal

__all__ = ["rows", "visit"]
SAMPLE = Path(__file__).parents[1] / "data" / "online_retail"
COMPANY = "15078"
PAULA, BEN = (f"{name}@customer-{COMPANY}.example" for name in ("paula.price", "ben.baker"))
SECONDS = 60  # what a buyer may take from a known order to a sent one


@dataclass(frozen=True)
class RealOrder:
    """Article numbers and quantities of a real order, and what it cost then."""

    number: str
    lines: tuple[tuple[str, str], ...]

    def as_file(self) -> bytes:
        """As the wholesaler's own data names its columns."""
        return "\n".join(("StockCode,Quantity", *(f"{number},{quantity}" for number, quantity in self.lines))).encode()


@pytest.fixture(scope="module")
def live_portal(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePortal]:
    """A portal of its own, filled from the sample, in which the two people of one company have joined."""
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('wholesale') / 'portal.db')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATABASE_URL", url)
        settings.cache_clear(), engine.cache_clear()
        for path in sorted(SAMPLE.glob("*.csv")):
            assert main(["take", path.stem.split("-")[1], str(path)]) == 0
        bring_in_people()
        put_rule_above(Decimal(100))
        engine().dispose()
    settings.cache_clear(), engine.cache_clear()
    with running_portal(url, order_undo_seconds="1") as portal:
        yield portal


def bring_in_people() -> None:
    """Both open their mail and accept; the manager sets up the second step that her roles ask for."""
    outbox.deliver(TOPIC, playing.open_mail)
    try:
        while outbox.run_due(50):
            pass
    finally:
        outbox.deliver(TOPIC, deliver_mail)
    playing.set_up_app(PAULA, playing.join(PAULA, "Safari iPhone", known=False))
    playing.leave(BEN, playing.join(BEN, "Chrome Windows", known=False))


def put_rule_above(pounds: Decimal) -> None:
    (company,) = list_companies(system(frozenset({Permission.STAFF_COMPANIES_VIEW})), search=COMPANY).rows
    who = system(frozenset({Permission.APPROVAL_RULE_EDIT, Permission.PEOPLE_VIEW, Permission.CATALOG_VIEW}), company.id)
    above = ConditionGroup((TotalAbove(Money(pounds, "GBP")),))
    put_rule(who, RuleFacts(f"Above {pounds} GBP", (above,), (RuleStep(role="purchasing-manager"),)))


def read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def real_order() -> RealOrder:
    """The company's latest order of at least ten lines that can be repeated as it was: each article once, still sold, and enough of it there."""
    sold = {row["Number"] for row in read("5-products.csv") if row["Status"] == "active"}
    stock = {row["Number"]: int(row["On hand"]) for row in read("8-stock.csv")}
    orders: dict[str, list[tuple[str, str]]] = {}
    for row in read("9-orders.csv"):
        if row["Customer number"] == COMPANY:
            orders.setdefault(row["Order number"], []).append((row["Number"], row["Quantity"]))

    def repeats(lines: list[tuple[str, str]]) -> bool:
        once = len({number for number, _ in lines}) == len(lines)
        return len(lines) >= 10 and once and all(number in sold and int(quantity) * 4 <= stock[number] for number, quantity in lines)

    number, lines = [(number, lines) for number, lines in orders.items() if repeats(lines)][-1]
    return RealOrder(number, tuple(lines))


def bring_lines(page: Page, order: RealOrder) -> None:
    """The file goes through the order intake into a cart."""
    page.locator("input[type=file]").set_input_files({"name": f"order-{order.number}.csv", "mimeType": "text/csv", "buffer": order.as_file()})
    page.get_by_role("button", name=f"Put {len(order.lines)} lines into the cart").click()
    page.wait_for_url("**/cart?cart=*")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_real_order_is_repeated_from_a_file_approved_and_in_the_erp_once(
    visit: Visit, rows: Database, real_order: RealOrder, width: int, capsys: pytest.CaptureFixture[str]
):
    page = visit(BEN, "/intake", width=width)
    started = time.monotonic()
    bring_lines(page, real_order)
    button = page.locator(".main-action .button")
    expect(button).to_have_text(re.compile(r"Send .+\sGBP.* for approval"))
    assert sideways(page) == []
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("heading", name="Sent for approval")).to_be_visible()
    sent = time.monotonic() - started
    chief = visit(PAULA, "/approvals", width=360, height=740, has_touch=True)
    begun = time.monotonic()
    chief.locator(".pane.rows .row-link").first.tap()
    expect(chief.locator("aside.pane")).to_contain_text("Above 100 GBP")
    chief.get_by_role("button", name=re.compile("^Approve ")).tap()
    expect(chief.get_by_text(re.compile("Approved: .+ It goes to the supplier."))).to_be_visible()
    decided = time.monotonic() - begun
    with capsys.disabled():
        print(f"\na real order of {len(real_order.lines)} lines, {width} px: 3 steps to send it, {sent:.1f} s; 2 steps to approve it, {decided:.1f} s")
    assert sent < SECONDS and decided < SECONDS
    assert lines_in_erp(rows, page) == [(number, int(quantity) * 1_000_000) for number, quantity in sorted(real_order.lines)]


def lines_in_erp(rows: Database, page: Page) -> list[tuple[str, int]]:
    """Of the newest order, once the ERP has it; that is the only one there for it."""
    ((number,),) = rows.ask("SELECT number FROM placed_order ORDER BY placed_at DESC LIMIT 1")
    for _ in range(40):
        if rows.ask("SELECT 1 FROM erp_order WHERE order_number = ?", number):
            break
        page.wait_for_timeout(500)
    ((order_id, currency),) = rows.ask("SELECT id, currency FROM erp_order WHERE order_number = ?", number)
    assert currency == "GBP"
    return rows.ask("SELECT number, quantity FROM erp_order_line WHERE order_id = ? ORDER BY number", order_id)


def test_the_manager_sees_the_real_history_and_a_stranger_nothing_of_it(visit: Visit, rows: Database):
    page = visit(PAULA, "/orders?find=580320")
    expect(page.locator("main")).to_contain_text("580320")
    expect(page.locator("main")).to_contain_text("Customer 15078")
    assert rows.one("SELECT count(*) FROM placed_order WHERE erp_number = '580320'") == 1
    theirs = next(row["Order number"] for row in read("9-orders.csv") if row["Customer number"] != COMPANY)
    assert rows.one("SELECT count(*) FROM placed_order WHERE erp_number = ?", theirs) == 1
    stranger = visit(PAULA, f"/orders?find={theirs}")
    expect(stranger.get_by_text("Nothing fits")).to_be_visible()
    expect(stranger.locator("main table")).to_have_count(0)
