"""Two companies with people in every role, and the supplier's people: who asks in the tests of rights. Everybody came in through the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from passlib.context import CryptContext

from portal_app.accounts import AddressFacts, CostCentreFacts, Role, StaffRole, find_signed_in
from portal_app.accounts.actions.addresses import add_address, close_address
from portal_app.accounts.actions.cost_centres import add_cost_centre, close_cost_centre
from portal_app.accounts.actions.own_account import list_own_devices, list_own_sessions
from portal_app.accounts.actions.people_changes import deactivate_person
from portal_app.accounts.actions.staff_people import give_customer, invite_staff, lock_account
from portal_app.accounts.actions.staff_side import accept_staff_link, act_for, stop_acting
from portal_app.catalog import CategoryFacts, ProductFacts, find_products, give_assortments, put_assortment, put_categories, put_products, suggest_products
from portal_app.imports.actions import hand_in_file
from portal_app.integrations.erp import CountedStock, OrderState, OutgoingOrder, Warehouse, put_stock, put_warehouses, send_order
from portal_app.integrations.erp.actions.handing import begin_handover, note_acknowledgement
from portal_app.integrations.erp.actions.steps import step_order
from portal_app.integrations.erp.actions.taking import take_order
from portal_app.integrations.mail import Mail
from portal_app.integrations.mail.mailbox import keep_mail, list_kept_mails
from portal_app.kernel import clock, events, secrets
from portal_app.kernel.actor import Actor, visitor
from portal_app.kernel.config import settings
from portal_app.kernel.db import engine
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.money import Money, Quantity
from portal_app.kernel.permissions import Permission
from portal_app.kernel.tenancy import TenantSession
from portal_app.ordering import (
    CartHeader,
    LinePlace,
    LineWish,
    ListWish,
    OrderApprovers,
    OrderFilter,
    OrderMove,
    OrderSnapshot,
    RowEntry,
    change_cart,
    list_orders,
    look_at_cart,
    open_cart,
    open_intake,
    packed_reading,
    put_lines,
    put_rows,
    read_list,
    read_order_file,
    remove_cart,
    remove_list,
    save_list,
    submit_cart,
)
from portal_app.ordering.actions.history import PastOrder, PastStep, put_past_orders
from portal_app.ordering.rules.order_snapshots import NewOrder, NewOrderLine
from portal_app.pricing import (
    AgreementFacts,
    AgreementKind,
    CustomerGroupFacts,
    PriceFacts,
    PriceListFacts,
    put_agreements,
    put_customer_groups,
    put_list_prices,
    put_price_lists,
)
from portal_app.purchasing import (
    BudgetFacts,
    ConditionGroup,
    DelegationFacts,
    RuleFacts,
    RuleStep,
    TotalAbove,
    put_budget,
    put_delegation,
    put_rule,
    read_request,
)
from tests.accounts.cast import House, Somebody, link_token, new_house, new_staff_administrator
from tests.integrations import erp_cast
from tests.ordering.placing import move_an_order
from tests.purchasing.builders import line, snapshot
from tests.purchasing.office import send_cart

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HANDED = "an order on its way"  # its key, in both companies
MAIL = Mail("anna.berg@hansen.example", "Your order", "It is on its way.")

CUSTOMER_ROLES = {role.value: role for role in Role}
STAFF_ROLES = {f"staff {role.value}": role for role in StaffRole}
CALLERS = (
    "visitor", "locked person", "deactivated person", "person without the second step",
    *CUSTOMER_ROLES,
    *STAFF_ROLES,
    *(f"{name} acting" for name in STAFF_ROLES),
)  # fmt: skip


@dataclass(frozen=True)
class Carts:
    """What somebody has: a cart with a line, one that was removed, an order that was just placed and one that has left; an order file; an
    order list with a line, and one that was removed."""

    cart: Id
    line: Id
    removed: Id
    order: Id
    left_order: Id
    intake: Id
    list: Id
    list_line: Id
    removed_list: Id


@dataclass
class Company:
    """What one company has, by what an action asks for."""

    house: House
    people: dict[str, Somebody] = field(default_factory=dict)
    invited: Id = ""
    deactivated: Id = ""
    centre: Id = ""
    closed_centre: Id = ""
    address: Id = ""
    closed_address: Id = ""
    product: Id = ""  # the only one that this company sees
    budget: Id = ""
    rule: Id = ""
    request: Id = ""  # of the buyer; administrator and purchasing manager are asked
    digest: str = ""
    delegations: dict[Id, Id] = field(default_factory=dict)  # by the person who named a deputy
    past_order: Id = ""  # of the buyer, approved before the portal
    carts: dict[Id, "Carts"] = field(default_factory=dict)  # by account: everybody who may order has their own

    @property
    def id(self) -> Id:
        return self.house.company_id

    def carts_of(self, who: Actor) -> Carts:
        """Those of the caller; for whoever has none those of the buyer."""
        return self.carts.get(who.account_id) or self.carts[self.people["buyer"].actor.account_id]


@dataclass
class World:
    mine: Company
    theirs: Company
    callers: dict[str, Actor]
    staff: dict[str, Somebody]
    kept_mail: Id = ""
    erp_orders: dict[OrderState, str] = field(default_factory=dict)  # how far an order has come, and its number
    answered: dict[Id, str] = field(default_factory=dict)  # by company, the ERP's number of an order of theirs
    handed_file: Id = ""  # of the staff administrator

    def session_of(self, who: Somebody) -> Id:
        return list_own_sessions(who.actor)[0].id

    def device_of(self, who: Somebody) -> Id:
        return list_own_devices(who.actor)[0].id

    @property
    def their_carts(self) -> Carts:
        return self.theirs.carts_of(self.theirs.people["buyer"].actor)

    def account_of(self, who: Somebody) -> Id:
        return who.actor.account_id


def build_world() -> World:
    mine, theirs = _company("Hansen Maschinenbau GmbH", "Henrik Lang"), _company("Nordwerk Anlagenbau KG", "Carla Voss")
    staff = _staff()
    boss = staff["staff administrator"].actor
    give_customer(boss, staff["staff sales-representative"].actor.account_id, mine.id)
    _furnish_products(boss, mine, theirs)
    callers = {"visitor": visitor(address="198.51.100.1"), **{name: mine.people[name].actor for name in CUSTOMER_ROLES}}
    callers["locked person"] = _behind_the_cookie(_locked(mine, boss))
    callers["deactivated person"] = _behind_the_cookie(_deactivated(mine))
    callers["person without the second step"] = replace(mine.people["administrator"].actor, second_step_due=True)
    callers |= {name: who.actor for name, who in staff.items()}
    callers |= {f"{name} acting": _acting(who, mine.id) for name, who in staff.items()}
    for who in (*callers.values(), theirs.people["buyer"].actor):
        _fill_carts(who, mine if who.company_id == mine.id else theirs)
    put_past_orders(boss, mine.id, [past_order(mine)])
    mine.past_order = list_orders(mine.people["buyer"].actor, OrderFilter(words="Line 3")).rows[0].id
    erp_orders = _hand_over_orders(boss, mine, theirs)
    answered = {one.id: _answered_order(boss, one.id) for one in (mine, theirs)}
    return World(mine, theirs, callers, staff, _kept_mail(boss), erp_orders, answered, hand_in_file(boss, "w.csv", b"Code\nKI\n"))


def _company(name: str, boss: str) -> Company:
    house = new_house(name, boss)
    company, chief = Company(house), house.boss.actor
    centres = [add_cost_centre(chief, CostCentreFacts(number, name)) for number, name in (("4711", "Workshop"), ("4712", "Old hall"))]
    places = [add_address(chief, AddressFacts(label, name, "Werkstr. 1", "28195", "Bremen")) for label in ("Plant 1", "Plant 2")]
    (company.centre, company.closed_centre), (company.address, company.closed_address) = centres, places
    close_cost_centre(chief, company.closed_centre)
    close_address(chief, company.closed_address)
    for role in Role:
        name = f"{role.name.title().replace('_', ' ')} Meyer"
        company.people[role.value] = house.boss if role is Role.ADMINISTRATOR else house.hires(name, role)
    company.invited = house.invites("Not Yet", Role.BUYER).person_id
    gone = house.hires("Long Gone", Role.BUYER)
    deactivate_person(house.boss.actor, gone.person_id, reason="left")
    company.deactivated = gone.person_id
    _furnish_purchasing(company)
    return company


def _furnish_purchasing(company: Company) -> None:
    chief, manager, buyer = (company.people[role.value].actor for role in (Role.ADMINISTRATOR, Role.MANAGER, Role.BUYER))
    company.budget = put_budget(chief, BudgetFacts("4711 Workshop", Money(Decimal("5077.31")), cost_centre_id=company.centre))
    groups = (ConditionGroup((TotalAbove(Money(Decimal("513.19"))),)),)
    company.rule = put_rule(chief, RuleFacts("Above 513.19", groups, (RuleStep((chief.person_id, manager.person_id)),)))
    company.request = send_cart(buyer, snapshot(line("613.17", cost_centre_id=company.centre)))
    company.digest = read_request(buyer, company.request).digest
    later = NOW.date() + timedelta(days=10)
    for who, deputy in ((chief, manager), (manager, chief), (buyer, chief)):
        company.delegations[who.person_id] = put_delegation(who, DelegationFacts(deputy.person_id, later, later))


def _furnish_products(boss: Actor, mine: Company, theirs: Company) -> None:
    put_categories(boss, [CategoryFacts("bolts", "Bolts", "Bolzen")])
    for name, company in (("mine", mine), ("theirs", theirs)):
        put_assortment(boss, f"Shown to {name}")
        put_products(boss, [ProductFacts(f"bolt-{name}", "Bolt", "Bolzen", "bolts", assortments=(f"Shown to {name}",))])
        give_assortments(boss, company.id, [f"Shown to {name}"])
        company.product = suggest_products(company.people["buyer"].actor, "bolt")[0].id
    put_customer_groups(boss, [CustomerGroupFacts("Workshops", "Workshops")])
    put_price_lists(boss, [PriceListFacts("List")])
    put_list_prices(boss, "List", [PriceFacts(f"bolt-{name}", Decimal(price)) for name, price in (("mine", "137.91"), ("theirs", "9.80"))])
    own = PriceFacts("bolt-mine", Decimal("131.40"), from_quantity=Decimal(1000))
    put_agreements(boss, mine.id, [AgreementFacts("KX-77713", AgreementKind.FRAMEWORK, prices=(own,))])


def past_order(company: Company) -> PastOrder:
    """Two bolts of the company's price, which its rule let somebody approve."""
    place, price = LinePlace(company.centre, company.address), Money(Decimal("137.91"))
    line = NewOrderLine(company.product, "bolt-mine", "Bolt", Quantity(Decimal(2), "C62"), price, 1, price * 2, place, Decimal(1))
    header = CartHeader("Line 3", cost_centre_id=place.cost_centre_id, address_id=place.address_id)
    snapshot = OrderSnapshot((), approvers=(OrderApprovers(1, ("Above 513.19",), ("Manager Meyer",)),))
    steps = (PastStep(NOW, OrderMove.SUBMIT, "Buyer Meyer"), PastStep(NOW, OrderMove.APPROVE, "Manager Meyer"))
    return PastOrder(NewOrder(header, (line,), snapshot, Money(Decimal("52.41"))), steps)


def _fill_carts(who: Actor, company: Company) -> None:
    """For whoever may order in this company."""
    if who.company_id == company.id and who.may(Permission.CART_EDIT) and not who.second_step_due:
        (cart, line), removed = _cart(who, company), open_cart(who, "Not wanted")
        remove_cart(who, removed)
        order, left = (submit_cart(who, one, look_at_cart(who, one).digest).order_id for one, _ in (_cart(who, company), _cart(who, company)))
        move_an_order(who, left, OrderMove.SEND)
        put_rows(who, [RowEntry(new_id(), "bolt", "2", product_id=company.product)])
        kept, unwanted = (save_list(who, name, [ListWish(company.product, Decimal(2))]) for name in ("Line 4", "Not needed"))
        remove_list(who, unwanted)
        company.carts[who.account_id] = Carts(
            cart, line, removed, order, left, _intake(who, company), kept, read_list(who, kept).lines[0].id, unwanted
        )  # fmt: skip


def _cart(who: Actor, company: Company) -> tuple[Id, Id]:
    """A cart that can be ordered, and its line."""
    cart = open_cart(who, "Line 4")
    change_cart(who, cart, CartHeader("Line 4", cost_centre_id=company.centre, address_id=company.address), version=1)
    (put,) = put_lines(who, cart, [LineWish(company.product, Decimal(2))])
    return cart, put.line_id


def _intake(who: Actor, company: Company) -> Id:
    """An order file with a line that can be ordered and one that can be merged with it."""
    number = find_products(who, [company.product])[0].number
    source = f"Article;Quantity\n{number};2\n{number};3".encode()
    return open_intake(who, packed_reading(read_order_file(who, "order.csv", source)), source)


def _staff() -> dict[str, Somebody]:
    first = new_staff_administrator()
    found = {"staff administrator": first}
    for name, role in STAFF_ROLES.items():
        if role is not StaffRole.ADMINISTRATOR:
            who = Somebody(f"{role.value}@{new_id()}.example")
            invite_staff(first.actor, who.email, f"{role.value} Thode", role)
            found[name] = who.take(accept_staff_link(who.place, link_token(who.email), who.password)).sets_up_the_app()
    return found


def _locked(company: Company, boss: Actor) -> Somebody:
    who = company.house.hires("Locked Out", Role.ADMINISTRATOR)
    lock_account(boss, who.email, reason="stolen laptop")
    return who


def _deactivated(company: Company) -> Somebody:
    who = company.house.hires("Switched Off", Role.BUYER)
    deactivate_person(company.house.boss.actor, who.person_id, reason="left")
    return who


def _behind_the_cookie(who: Somebody) -> Actor:
    """Whoever the portal finds behind this cookie now: nobody, so a visitor."""
    assert find_signed_in(who.place, who.token) is None
    return who.place


def _acting(who: Somebody, company_id: Id) -> Actor:
    """As this colleague is after the click on “act for”. Afterwards they are back on their own side."""
    actor = who.take(act_for(who.actor, company_id)).actor
    who.take(stop_acting(who.actor))
    return actor


def erp_order(quantity: int) -> OutgoingOrder:
    return erp_cast.order(erp_cast.line(number="bolt-mine", quantity=str(quantity)))


def _hand_over_orders(boss: Actor, *companies: Company) -> dict[OrderState, str]:
    """Orders in the ERP that have come so far, and one of each company that is just being handed over."""
    put_warehouses(boss, [Warehouse("KI", "Kiel")])
    put_stock(boss, [CountedStock("bolt-mine", "KI", Decimal(20))])
    found = {}
    for steps, state in enumerate((OrderState.RECEIVED, OrderState.CONFIRMED, OrderState.PICKED, OrderState.SHIPPED)):
        found[state] = take_order(boss, erp_order(2), new_id()).number
        for _ in range(steps):
            step_order(boss, found[state])
    found[OrderState.HELD] = take_order(boss, erp_order(1000), "held").number
    for company in companies:
        with erp_cast.inside(company.id) as ctx:
            send_order(ctx, erp_order(1), HANDED)
        begin_handover(boss, company.id, HANDED)
    return found


def _answered_order(boss: Actor, company_id: Id) -> str:
    """The ERP has it, and the portal knows."""
    with erp_cast.inside(company_id) as ctx:
        send_order(ctx, erp_order(1), "answered")
    begin_handover(boss, company_id, "answered")
    answer = take_order(boss, erp_order(1), f"{company_id}.answered")
    note_acknowledgement(boss, company_id, "answered", answer)
    return answer.number


def _kept_mail(boss: Actor) -> Id:
    keep_mail(boss, new_id(), MAIL)
    return list_kept_mails(visitor()).rows[0].id


@contextmanager
def standing(url: str) -> Iterator[World]:
    """The world in the database at `url`, at NOW. Passwords are hashed cheaply: their real parameters have a test of their own."""
    quick = CryptContext(schemes=["argon2"], argon2__type="ID", argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    with pytest.MonkeyPatch.context() as patch, clock.frozen(NOW):
        patch.setenv("PORTAL_DATABASE_URL", url)
        patch.setattr(events, "_subscribers", {})  # requests and orders of this world were made by their own slices, and the slices above know none of them
        patch.setattr(secrets, "_passwords", quick)
        patch.setattr(secrets, "_codes", quick)
        settings.cache_clear(), engine.cache_clear()
        yield build_world()
        engine().dispose()
    settings.cache_clear(), engine.cache_clear()


@contextmanager
def nothing_is_kept() -> Iterator[None]:
    """Each call does all its work, and instead of its commit all of it is rolled back: the next call finds the world as it was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TenantSession, "settle", TenantSession.flush)
        yield
