"""For each action the arguments of one sensible call. An action without a line here fails its test."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal_app.accounts import AddressFacts, CompanyFacts, CostCentreFacts, Holding, PersonFacts, Role, StaffRole
from portal_app.accounts.actions.company import RecordFilter
from portal_app.accounts.actions.people import read_person
from portal_app.accounts.actions.sign_in import Credentials
from portal_app.accounts.rules.companies import CompanySettings
from portal_app.accounts.rules.company_files import CompanyEntry
from portal_app.accounts.rules.sessions import Stage
from portal_app.catalog import CategoryFacts, ProductFacts, ProductFilter, StockWish
from portal_app.catalog.rules.shelf_files import AssortmentEntry
from portal_app.imports import ImportKind
from portal_app.integrations.erp import Acknowledgement, CountedStock, OrderState, OrderStatus, Warehouse, read_line
from portal_app.integrations.erp import Verdict as ErpVerdict
from portal_app.integrations.erp.actions.taking import read_stock
from portal_app.kernel.actor import Actor
from portal_app.kernel.ids import new_id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.ordering import (
    CartHeader,
    Change,
    ColumnKind,
    ColumnMapping,
    LineFacts,
    LinePlace,
    LineWish,
    ListChoice,
    ListLineFacts,
    ListSharing,
    ListTarget,
    ListWish,
    OrderFilter,
    RowEntry,
    Sharing,
    look_at_cart,
    packed_reading,
    read_order_file,
)
from portal_app.ordering.actions.intake_sheets import PackedReading
from portal_app.pricing import AgreementFacts, AgreementKind, CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts, PriceQuestion
from portal_app.pricing.rules.price_files import PlaceOfPrices, PriceEntry
from portal_app.purchasing import (
    BudgetFacts,
    BudgetMode,
    BudgetPeriod,
    CartFacts,
    CartLine,
    ConditionGroup,
    DelegationFacts,
    ForCostCentre,
    RuleFacts,
    RuleStep,
    Verdict,
)
from portal_app.purchasing.actions.budgets import read_budget
from portal_app.purchasing.actions.rule_book import TriedCart
from tests.security.world import HANDED, MAIL, NOW, Company, World, erp_order, past_order

_ORDERS = b"Order number;Customer number;Ordered at;Number;Quantity;Price;Currency\n1;10023;2025-01-02;bolt-mine;1;2;EUR\n"
TOKEN = "x" * 43
SOMEBODY = "somebody@hansen.example"
EUR = Money(Decimal(100))


@dataclass(frozen=True)
class Call:
    """Arguments after the caller."""

    args: tuple[Any, ...] = ()
    named: dict[str, Any] | None = None


Maker = Callable[[World, Actor], Call]


def _call(*args: Any, **named: Any) -> Call:
    return Call(args, named)


def _always(*args: Any, **named: Any) -> Maker:
    return lambda world, who: _call(*args, **named)


def _with(pick: Callable[[World], Any], *rest: Any, **named: Any) -> Maker:
    """A call whose first argument is picked from the world."""
    return lambda world, who: _call(pick(world), *rest, **named)


def _facts(world: World) -> PersonFacts:
    return PersonFacts("Mia", "Roth", frozenset({Holding(Role.BUYER, world.mine.centre)}), limit_per_order=Decimal("500"))


def _mine(name: str) -> Callable[[World], Any]:
    return lambda world: getattr(world.mine, name)


def _colleague(world: World) -> str:
    """Somebody of my company who has joined, and whom nobody minds to lose."""
    return world.mine.people["buyer"].person_id


def _change(world: World, who: Actor) -> Call:
    person = _colleague(world)
    sheet = read_person(world.mine.people["administrator"].actor, person)
    return _call(person, _facts(world), version=sheet.version, reason="promoted")


def _own(pick: Callable[[World, Company], Any]) -> Maker:
    """Something of the caller's own: found by their name among the people, else of the administrator."""

    def make(world: World, who: Actor) -> Call:
        owners = [*world.mine.people.values(), *world.staff.values()]
        owner = next((one for one in owners if one.actor.account_id == who.account_id), world.mine.people["administrator"])
        return _call(pick(world, owner))

    return make


def _question(world: World) -> PriceQuestion:
    return PriceQuestion(world.mine.product, Decimal(1), date(2026, 11, 23))


def _erp_order(state: OrderState, *rest: Any, **named: Any) -> Maker:
    """An order that has come so far in the ERP."""
    return lambda world, who: _call(world.erp_orders[state], *rest, **named)


def _boss(world: World) -> Actor:
    return world.staff["staff administrator"].actor


def _counted_stock(world: World, who: Actor) -> Call:
    seen = read_stock(_boss(world), ["bolt-mine"])["bolt-mine"].places[0].on_hand
    return _call("bolt-mine", "KI", seen + 1, seen=seen)


def _waiting_message(world: World) -> str:
    return next(one.id for one in read_line(_boss(world)).messages if not one.is_planned)


def _changed_budget(world: World, who: Actor) -> Call:
    sheet = read_budget(world.mine.people["administrator"].actor, world.mine.budget)
    return _call(world.mine.budget, "Workshop", EUR, BudgetMode.HARD, version=sheet.version)


def _place(world: World) -> LinePlace:
    return LinePlace(world.mine.centre, world.mine.address)


def _list_wish(world: World) -> ListWish:
    return ListWish(world.mine.product, Decimal(2))


def _target(world: World, who: Actor) -> ListTarget:
    return ListTarget(list_id=world.mine.carts_of(who).list)


def _digest(world: World, who: Actor) -> str:
    """Of what the caller sees in their cart; for who sees none any."""
    return look_at_cart(who, world.mine.carts_of(who).cart).digest if who.may(Permission.CART_EDIT) and not who.second_step_due else "0" * 64


def _other_buyer(world: World, who: Actor) -> str:
    """Somebody else of my company who may order."""
    names = ("buyer", "purchasing-manager")
    return next(world.mine.people[name].person_id for name in names if world.mine.people[name].actor.account_id != who.account_id)


def _reading(world: World) -> PackedReading:
    return packed_reading(read_order_file(world.mine.people["buyer"].actor, "order.csv", FILE))


FILE = b"bolt-mine;20"
ADDRESS = AddressFacts("Gate B", "Hansen", "Werkstr. 2", "28195", "Bremen")
ROW = new_id()
FIRST = PersonFacts("Neue", "Chefin", frozenset({Holding(Role.ADMINISTRATOR)}))
PRODUCT = ProductFacts("bolt-new", "Bolt", "Bolzen", "bolts")
PRICE = PriceFacts("bolt-mine", Decimal("12.00"))
AGREEMENT = AgreementFacts("2026-11", AgreementKind.FRAMEWORK, prices=(PRICE,))
SAMPLES: dict[str, Maker] = {
    # the places of a company
    "accounts.actions.addresses.add_address": _always(ADDRESS),
    "accounts.actions.addresses.change_address": _with(_mine("address"), ADDRESS),
    "accounts.actions.addresses.close_address": _with(_mine("address")),
    "accounts.actions.addresses.list_addresses": _always(),
    "accounts.actions.addresses.make_default_address": _with(_mine("address")),
    "accounts.actions.addresses.reopen_address": _with(_mine("closed_address")),
    "accounts.actions.cost_centres.add_cost_centre": _always(CostCentreFacts("9000", "New hall")),
    "accounts.actions.cost_centres.change_cost_centre": _with(_mine("centre"), CostCentreFacts("9001", "Renamed")),
    "accounts.actions.cost_centres.close_cost_centre": _with(_mine("centre")),
    "accounts.actions.cost_centres.list_cost_centres": _always(),
    "accounts.actions.cost_centres.reopen_cost_centre": _with(_mine("closed_centre")),
    "accounts.actions.standing.choose_address": _with(_mine("address")),
    "accounts.actions.standing.choose_cost_centre": _with(_mine("centre")),
    "accounts.actions.standing.read_own_place": _always(),
    # the company itself
    "accounts.actions.company.change_company": _always(CompanySettings(True, 10, "de", "Europe/Berlin")),
    "accounts.actions.company.read_pulse": _always(),
    "accounts.actions.company.list_record": lambda world, who: _call(RecordFilter(person_id=_colleague(world), since=date(2026, 1, 1))),
    "accounts.actions.company.list_roles": _always(),
    "accounts.actions.company.read_company": _always(),
    "accounts.actions.company_counts.count_company": _always(),
    # who belongs to the company
    "accounts.actions.invite_choices.list_invite_choices": _always(),
    "accounts.actions.invitations.invite_person": lambda world, who: _call(f"{new_id()}@hansen.example", _facts(world), reason="new"),
    "accounts.actions.invitations.resend_invitation": _with(_mine("invited")),
    "accounts.actions.invitations.withdraw_invitation": _with(_mine("invited")),
    "accounts.actions.people.count_people": _always(),
    "accounts.actions.people.list_people": _always(search="a", number=1),
    "accounts.actions.people.list_rights": _with(_colleague),
    "accounts.actions.people.read_person": _with(_colleague),
    "accounts.actions.people_changes.change_person": _change,
    "accounts.actions.people_changes.deactivate_person": _with(_colleague, reason="left"),
    "accounts.actions.people_changes.end_person_sessions": _with(_colleague),
    "accounts.actions.people_changes.preview_person_change": lambda world, who: _call(_colleague(world), _facts(world)),
    "accounts.actions.people_changes.reactivate_person": _with(_mine("deactivated")),
    "accounts.actions.people_changes.reset_second_step": _with(lambda world: world.mine.people["purchasing-manager"].person_id, reason="lost phone"),
    # one's own account
    "accounts.actions.own_account.end_other_sessions": _always(),
    "accounts.actions.own_account.end_own_session": _own(lambda world, owner: world.session_of(owner)),
    "accounts.actions.own_account.forget_own_device": _own(lambda world, owner: world.device_of(owner)),
    "accounts.actions.own_account.list_own_devices": _always(),
    "accounts.actions.own_account.list_own_sessions": _always(),
    "accounts.actions.own_account.put_preference": _always("theme", "dark"),
    "accounts.actions.own_account.read_own_account": _always(),
    "accounts.actions.passwords.put_own_password": _always("checked", "new"),
    "accounts.actions.passwords.read_own_password": _always(),
    "accounts.actions.set_up.put_recovery_codes": _always(["hash"]),
    "accounts.actions.set_up.remove_second_step": _always(),
    # the people of the supplier
    "accounts.actions.companies.close_company": _with(lambda world: world.theirs.id, reason="insolvent"),
    "accounts.actions.companies.create_company": lambda world, who: _call(CompanyFacts("Neu GmbH", new_id()), f"{new_id()}@neu.example", FIRST),
    "accounts.actions.companies.list_companies": _always(search="h"),
    "accounts.actions.companies.read_company_line": _with(_mine("id")),
    "accounts.actions.companies.rename_company": _with(_mine("id"), "Hansen SE", "K-1"),
    "accounts.actions.companies.reopen_company": _with(_mine("id"), reason="paid"),
    "accounts.actions.forgetting.forget_old_rows": _always(),
    "accounts.actions.reset.send_reset_link": _always(SOMEBODY),
    "accounts.actions.staff_people.change_staff_role": lambda world, who: _call(_other_colleague(world), StaffRole.SERVICE),
    "accounts.actions.staff_people.give_customer": lambda world, who: _call(_other_colleague(world), world.theirs.id),
    "accounts.actions.staff_people.invite_staff": lambda world, who: _call(f"{new_id()}@brandt.example", "Ina Brandt", StaffRole.SERVICE),
    "accounts.actions.staff_people.list_staff": _always(),
    "accounts.actions.staff_people.lock_account": lambda world, who: _call(world.mine.people["buyer"].email, reason="stolen"),
    "accounts.actions.staff_people.reset_account_second_step": lambda world, who: _call(world.mine.people["purchasing-manager"].email, reason="lost phone"),
    "accounts.actions.staff_people.take_customer": lambda world, who: _call(_other_colleague(world), world.mine.id),
    "accounts.actions.staff_people.unlock_account": lambda world, who: _call(world.mine.people["buyer"].email, reason="found"),
    "accounts.actions.staff_side.act_for": _with(_mine("id")),
    "accounts.actions.staff_side.prepare_first_staff": _always("first@brandt.example", "Ina Brandt"),
    "accounts.actions.staff_side.stop_acting": _always(),
    # before anybody is signed in
    "accounts.actions.house.read_house": _always(),
    "accounts.actions.demo_entry.enter_as": _always(SOMEBODY),
    "accounts.actions.invitations.ask_fresh_invitation": _always(TOKEN),
    "accounts.actions.invitations.join_company": _always(TOKEN, "hash", known=False, device_token="", user_agent=""),
    "accounts.actions.invitations.read_invitation": _always(TOKEN),
    "accounts.actions.own_account.switch_company": lambda world, who: _call(world.mine.people["buyer"].token, world.mine.id),
    "accounts.actions.reset.ask_reset": _always(SOMEBODY),
    "accounts.actions.reset.put_reset_password": _always(TOKEN, "hash", user_agent=""),
    "accounts.actions.reset.read_reset_words": _always(TOKEN),
    "accounts.actions.second_step.account_behind": _always(TOKEN, Stage.CODE),
    "accounts.actions.second_step.open_after_code": _always(TOKEN, "123456", trust_device=False, device_token=""),
    "accounts.actions.second_step.open_after_recovery_code": _always(TOKEN, "", device_token=""),
    "accounts.actions.second_step.read_password_hash": _always(TOKEN),
    "accounts.actions.second_step.read_recovery_hashes": _always(TOKEN),
    "accounts.actions.second_step.renew_after_code": _always(TOKEN, "123456"),
    "accounts.actions.second_step.renew_after_password": _always(TOKEN, "hash"),
    "accounts.actions.second_step.use_code_of_address": _always(SOMEBODY, "123456"),
    "accounts.actions.sessions.ended_among": lambda world, who: _call([new_id()]),
    "accounts.actions.sessions.find_signed_in": _always(TOKEN),
    "accounts.actions.sessions.sign_out": _always(TOKEN),
    "accounts.actions.sessions.touch_session": _always(TOKEN),
    "accounts.actions.set_up.account_setting_up": _always(TOKEN),
    "accounts.actions.set_up.put_pending_secret": _always(TOKEN, "JBSWY3DPEHPK3PXP"),
    "accounts.actions.set_up.put_second_step": _always(TOKEN, "123456", [], device_token=""),
    "accounts.actions.sign_in.count_sign_in_try": _always(SOMEBODY, ""),
    "accounts.actions.sign_in.note_refused_sign_in": _always(None),
    "accounts.actions.sign_in.open_after_password": _always(Credentials(), device_token="", user_agent=""),
    "accounts.actions.sign_in.read_credentials": _always(SOMEBODY),
    "accounts.actions.staff_side.join_staff": _always(TOKEN, "hash", user_agent=""),
    "accounts.actions.staff_side.read_staff_words": _always(TOKEN),
    # products
    "catalog.actions.availability.availability_of": lambda world, who: _call([StockWish(world.mine.product, Decimal(2))]),
    "catalog.actions.browse.count_products": _always(ProductFilter("bolt")),
    "catalog.actions.browse.list_categories": _always(),
    "catalog.actions.browse.list_products": _always(ProductFilter("bolt")),
    "catalog.actions.browse.list_least_quantities": _always(ProductFilter("bolt")),
    "catalog.actions.browse.read_numbered_product": _always("bolt-mine"),
    "catalog.actions.browse.read_product": _with(_mine("product")),
    "catalog.actions.importing.import_product_file": _always("products.csv", b"Number;Name;Category\nbolt-file;Bolt;bolts\n"),
    "accounts.actions.company_importing.companies_by_number": _always(["10023"]),
    "accounts.actions.company_importing.preview_company_file": _always("companies.csv", b"Customer number;Company\n99001;Hansen\n"),
    "accounts.actions.company_importing.put_company_entries": _always([CompanyEntry(CompanyFacts("Hansen", "99001"))]),
    "catalog.actions.shelf_importing.import_category_file": _always("categories.csv", b"Code;Name\nfiled;Filed\n"),
    "catalog.actions.shelf_importing.preview_category_file": _always("categories.csv", b"Code;Name\nfiled;Filed\n"),
    "catalog.actions.shelf_importing.preview_assortment_file": _always("assortments.csv", b"Assortment;For all\nFiled;no\n"),
    "catalog.actions.shelf_importing.put_assortment_part": _always([AssortmentEntry("Filed", False, ())]),
    "catalog.actions.stock_importing.import_stock_file": _always("stock.csv", b"Number;Warehouse;On hand\nbolt-mine;KI;50\n"),
    "catalog.actions.stock_importing.preview_stock_file": _always("stock.csv", b"Number;Warehouse;On hand\nbolt-mine;KI;50\n"),
    "integrations.erp.actions.warehousing.import_warehouse_file": _always("warehouses.csv", b"Code;Name\nKI;Kiel\n"),
    "integrations.erp.actions.warehousing.preview_warehouse_file": _always("warehouses.csv", b"Code;Name\nKI;Kiel\n"),
    "imports.actions.begin_taking": lambda world, who: _call(ImportKind.WAREHOUSES, world.handed_file),
    "imports.actions.check_handed_file": lambda world, who: _call(ImportKind.WAREHOUSES, world.handed_file),
    "imports.actions.drop_handed_file": _always(),
    "imports.actions.hand_in_file": _always("w.csv", b"Code\nKI\n"),
    "pricing.actions.importing.preview_price_file": _always("prices.csv", b"Price list;Number;Price;Currency\nFiled;bolt-mine;2.50;EUR\n"),
    "pricing.actions.importing.put_price_entries": _always([PriceEntry(PlaceOfPrices("Filed"), "", PriceFacts("bolt-mine", Decimal(2)))]),
    "ordering.actions.order_importing.preview_order_file": _always("orders.csv", _ORDERS),
    "ordering.actions.order_importing.put_order_entries": lambda world, who: _call(world.mine.id, []),
    "catalog.actions.importing.preview_product_file": _always("products.csv", b"Number;Name;Category\nbolt-file;Bolt;bolts\n"),
    "catalog.actions.keeping.give_assortments": _with(_mine("id"), ["Shown to mine"]),
    "catalog.actions.keeping.preview_products": _always([PRODUCT]),
    "catalog.actions.keeping.put_assortment": _always("Everything", for_all=True),
    "catalog.actions.keeping.put_categories": _always([CategoryFacts("nuts", "Nuts", "Muttern")]),
    "catalog.actions.keeping.put_part_numbers": _with(_mine("id"), {"H-1": "bolt-mine"}),
    "catalog.actions.keeping.put_products": _always([PRODUCT]),
    "catalog.actions.keeping.withdraw_products": _always(["bolt-mine"]),
    "catalog.actions.nearest.nearest_numbers": _always(["bolt-nine"]),
    "catalog.actions.nearest.successors_of": lambda world, who: _call([world.mine.product]),
    "catalog.actions.search.find_products": lambda world, who: _call([world.mine.product]),
    "catalog.actions.search.resolve_numbers": _always(["bolt-mine"]),
    "catalog.actions.search.suggest_products": _always("bolt"),
    "catalog.actions.sales.list_sales_terms": _always(["bolt-mine"]),
    "catalog.actions.sales.sold_as": lambda world, who: _call([world.mine.product]),
    # prices
    "pricing.actions.agreements.preview_agreements": _with(_mine("id"), [AGREEMENT]),
    "pricing.actions.agreements.put_agreements": _with(_mine("id"), [AGREEMENT]),
    "pricing.actions.agreements.put_company_group": _with(_mine("id"), "Workshops"),
    "pricing.actions.keeping.preview_list_prices": _always("List", [PRICE]),
    "pricing.actions.keeping.put_customer_groups": _always([CustomerGroupFacts("Workshops", "Workshops of all kinds")]),
    "pricing.actions.keeping.put_group_discounts": _always("Workshops", [DiscountFacts(Decimal(5))]),
    "pricing.actions.keeping.put_list_prices": _always("List", [PRICE]),
    "pricing.actions.keeping.put_price_lists": _always([PriceListFacts("List")]),
    "pricing.actions.prices.explain_price": lambda world, who: _call(_question(world)),
    "pricing.actions.prices.price_many": lambda world, who: _call([_question(world)]),
    "pricing.actions.prices.tier_table_of": _with(_mine("product")),
    "pricing.actions.sorting.list_products_by_price": _always(ProductFilter("bolt")),
    # purchasing
    "purchasing.actions.approval_rules.close_rule": _with(_mine("rule")),
    "purchasing.actions.approval_rules.list_rules": _always(),
    "purchasing.actions.approval_rules.put_rule": lambda world, who: _call(_rule(world), world.mine.rule),
    "purchasing.actions.rule_book.read_rule_book": _always(),
    "purchasing.actions.rule_book.try_cart": lambda world, who: _call(TriedCart(_colleague(world), EUR, world.mine.centre)),
    "purchasing.actions.budgets.add_budget": lambda world, who: _call(BudgetFacts("Hall", EUR, BudgetPeriod.YEAR, cost_centre_id=world.mine.centre)),
    "purchasing.actions.budgets.change_budget": _changed_budget,
    "purchasing.actions.budgets.list_budget_subjects": _always(),
    "purchasing.actions.budgets.read_budget": _with(_mine("budget")),
    "purchasing.actions.budgets.close_budget": _with(_mine("budget")),
    "purchasing.actions.budgets.list_budgets": _always(),
    "purchasing.actions.budgets.put_budget": lambda world, who: _call(BudgetFacts("Workshop", EUR, cost_centre_id=world.mine.centre)),
    "purchasing.actions.deciding.decide_request": lambda world, who: _call(world.mine.request, Verdict.APPROVE, world.mine.digest),
    "purchasing.actions.delegations.end_delegation": lambda world, who: _call(world.mine.delegations.get(who.person_id, new_id())),
    "purchasing.actions.delegations.list_delegations": _always(),
    "purchasing.actions.delegations.list_possible_deputies": _always(),
    "purchasing.actions.delegations.put_delegation": lambda world, who: _call(
        DelegationFacts(world.mine.people["administrator"].person_id, date(2027, 2, 1), date(2027, 2, 2))
    ),
    "purchasing.actions.inbox.decided_requests": _always(),
    "purchasing.actions.inbox.own_requests": _always(),
    "purchasing.actions.inbox.read_request": _with(_mine("request")),
    "purchasing.actions.inbox.requests_to_decide": _always(),
    "purchasing.actions.judging.judge_cart": lambda world, who: _call(
        CartFacts((CartLine("1", "Bolt", EUR, world.mine.centre),), frozenset({world.mine.people["purchasing-manager"].person_id}))
    ),
    "purchasing.actions.reminding.remind_requests": _always(),
    # carts
    "ordering.actions.cart_lines.change_line": lambda world, who: _call(world.mine.carts_of(who).line, LineFacts(Decimal(3), _place(world)), version=1),
    "ordering.actions.cart_lines.put_lines": lambda world, who: _call(world.mine.carts_of(who).cart, [LineWish(world.mine.product, Decimal(1), _place(world))]),
    "ordering.actions.cart_lines.remove_line": lambda world, who: _call(world.mine.carts_of(who).line, version=1),
    "ordering.actions.cart_lines.restore_line": lambda world, who: _call(world.mine.carts_of(who).line),
    "ordering.actions.carts.change_cart": lambda world, who: _call(
        world.mine.carts_of(who).cart, CartHeader("Line 5", cost_centre_id=world.mine.centre, address_id=world.mine.address), version=2
    ),
    "ordering.actions.carts.hand_over_cart": lambda world, who: _call(world.mine.carts_of(who).cart, _other_buyer(world, who)),
    "ordering.actions.carts.list_cart_colleagues": _always(),
    "ordering.actions.carts.list_carts": _always(),
    "ordering.actions.carts.open_cart": _always("Line 6"),
    "ordering.actions.carts.read_cart": lambda world, who: _call(world.mine.carts_of(who).cart),
    "ordering.actions.carts.remove_cart": lambda world, who: _call(world.mine.carts_of(who).cart),
    "ordering.actions.carts.restore_cart": lambda world, who: _call(world.mine.carts_of(who).removed),
    # orders
    "ordering.actions.history.put_past_orders": lambda world, who: _call(world.mine.id, [past_order(world.mine)]),
    "ordering.actions.begun.read_begun": _always(),
    "ordering.actions.coming.list_expected": _always(),
    "ordering.actions.coming.list_order_news": _always(),
    "ordering.actions.orders.list_orders": lambda world, who: _call(OrderFilter(cost_centre_id=world.mine.centre)),
    "ordering.actions.orders.read_order": _with(_mine("past_order")),
    "documents.actions.confirming.read_order_confirmation": lambda world, who: _call(world.mine.carts_of(who).order, "de"),
    "ordering.actions.checkout.ask_to_cancel": lambda world, who: _call(world.mine.carts_of(who).left_order, "wrong size"),
    "ordering.actions.checkout.submit_cart": lambda world, who: _call(world.mine.carts_of(who).cart, "0" * 64),
    "ordering.actions.checkout.take_back_order": lambda world, who: _call(world.mine.carts_of(who).order),
    "ordering.actions.looking.accept_differences": lambda world, who: _call(world.mine.carts_of(who).cart, _digest(world, who)),
    "ordering.actions.looking.look_at_cart": lambda world, who: _call(world.mine.carts_of(who).cart),
    "ordering.actions.reordering.reorder": lambda world, who: _call(world.mine.carts_of(who).order),
    # order lists
    "ordering.actions.list_lines.add_to_list": lambda world, who: _call(world.mine.carts_of(who).list, [_list_wish(world)]),
    "ordering.actions.list_lines.change_list_line": lambda world, who: _call(world.mine.carts_of(who).list_line, ListLineFacts(Decimal(3)), version=1),
    "ordering.actions.list_lines.put_list_line": lambda world, who: _call(world.mine.carts_of(who).list, world.mine.product),
    "ordering.actions.list_lines.remove_list_line": lambda world, who: _call(world.mine.carts_of(who).list_line, version=1),
    "ordering.actions.list_lines.renew_list_line": lambda world, who: _call(world.mine.carts_of(who).list_line, version=1),
    "ordering.actions.list_lines.restore_list_line": lambda world, who: _call(world.mine.carts_of(who).list_line),
    "ordering.actions.list_sharing.read_list_sharing": lambda world, who: _call(world.mine.carts_of(who).list),
    "ordering.actions.list_sharing.share_list": lambda world, who: _call(
        world.mine.carts_of(who).list, ListSharing(Sharing.PEOPLE, (_other_buyer(world, who),), world.mine.centre), version=1
    ),
    "ordering.actions.list_sources.save_cart_as_list": lambda world, who: _call(world.mine.carts_of(who).cart, _target(world, who)),
    "ordering.actions.list_sources.save_draft_as_list": lambda world, who: _call(_target(world, who)),
    "ordering.actions.list_sources.save_intake_as_list": lambda world, who: _call(world.mine.carts_of(who).intake, _target(world, who)),
    "ordering.actions.list_sources.save_order_as_list": lambda world, who: _call(world.mine.carts_of(who).order, _target(world, who)),
    "ordering.actions.list_using.fill_cart_from_list": lambda world, who: _call(
        world.mine.carts_of(who).list, [ListChoice(world.mine.carts_of(who).list_line, Decimal(1))], world.mine.carts_of(who).cart
    ),
    "ordering.actions.list_using.look_at_list": lambda world, who: _call(
        world.mine.carts_of(who).list, [ListChoice(world.mine.carts_of(who).list_line, Decimal(1))]
    ),
    "ordering.actions.order_lists.copy_list": lambda world, who: _call(world.mine.carts_of(who).list, "Mine"),
    "ordering.actions.order_lists.list_order_lists": _always(),
    "ordering.actions.order_lists.read_list": lambda world, who: _call(world.mine.carts_of(who).list),
    "ordering.actions.order_lists.remove_list": lambda world, who: _call(world.mine.carts_of(who).list),
    "ordering.actions.order_lists.rename_list": lambda world, who: _call(world.mine.carts_of(who).list, "Line 5", version=1),
    "ordering.actions.order_lists.restore_list": lambda world, who: _call(world.mine.carts_of(who).removed_list),
    "ordering.actions.order_lists.save_list": lambda world, who: _call("Line 6", [_list_wish(world)]),
    "ordering.actions.order_lists.search_lists": _always(),
    # dashboard, demo, mailbox
    "dashboard.actions.desk.read_desk": _always(),
    "dashboard.actions.figures.read_budgets": _always(),
    "dashboard.actions.figures.read_deliveries": _always(),
    "dashboard.actions.figures.read_open_orders": _always(),
    "dashboard.actions.figures.read_waiting": _always(),
    "dashboard.actions.frame.read_frame": _always(),
    "demo.actions.list_built_parts": _always(),
    "demo.actions.list_cast": _always(),
    "demo.actions.note_built_part": _always("a part"),
    # the ERP that comes with the portal, and orders on their way to one
    "integrations.erp.actions.ending.cancel_taken_order": _erp_order(OrderState.RECEIVED),
    "integrations.erp.actions.ending.cancel_order": _erp_order(OrderState.RECEIVED, reason="asked on the phone"),
    "integrations.erp.actions.ending.reject_order": _erp_order(OrderState.HELD),
    "integrations.erp.actions.handing.begin_handover": _with(_mine("id"), HANDED),
    "integrations.erp.actions.handing.list_doubtful_orders": _always(),
    "integrations.erp.actions.handing.list_open_orders": _always(),
    "integrations.erp.actions.handing.note_acknowledgement": _with(_mine("id"), HANDED, Acknowledgement(ErpVerdict.ACCEPTED, "A1")),
    "integrations.erp.actions.handing.note_doubt": _with(_mine("id"), HANDED),
    "integrations.erp.actions.handing.note_refused_cancellation": _with(_mine("id"), HANDED, "too late"),
    "integrations.erp.actions.handing.note_status": _with(_mine("id"), HANDED, OrderStatus("A1", OrderState.PICKED, 3, NOW, ())),
    "integrations.erp.actions.handing.read_handover": _with(_mine("id"), HANDED),
    "integrations.erp.actions.steps.confirm_order": _erp_order(OrderState.RECEIVED),
    "integrations.erp.actions.steps.invoice_order": _erp_order(OrderState.SHIPPED),
    "integrations.erp.actions.steps.list_due_orders": _always(timedelta(minutes=2)),
    "integrations.erp.actions.steps.pick_order": _erp_order(OrderState.CONFIRMED),
    "integrations.erp.actions.steps.release_order": _erp_order(OrderState.HELD),
    "integrations.erp.actions.steps.ship_part": _erp_order(OrderState.PICKED, {1: Decimal(1)}, carrier="DHL"),
    "integrations.erp.actions.steps.step_order": _erp_order(OrderState.RECEIVED),
    "integrations.erp.actions.running.read_clock": _always(),
    "integrations.erp.actions.running.start_clock": _always(),
    "integrations.erp.actions.running.stop_clock": _always(),
    "integrations.erp.actions.stocking.count_stock": _counted_stock,
    "integrations.erp.actions.stocking.put_replenishment": _always("bolt-mine", "KI", date(2026, 12, 1), Decimal(5)),
    "integrations.erp.actions.stocking.put_stock": _always([CountedStock("bolt-mine", "KI", Decimal(50))]),
    "integrations.erp.actions.stocking.put_warehouses": _always([Warehouse("KI", "Kiel")]),
    "integrations.erp.actions.stocking.receive_due_goods": _always(),
    "integrations.erp.actions.stocking.receive_goods": _always("bolt-mine", "KI", Decimal(5)),
    "integrations.erp.actions.watching.read_line": _always(),
    "integrations.erp.actions.watching.try_again": lambda world, who: _call(_waiting_message(world)),
    "ordering.actions.back_office.list_erp_orders": _always("bolt", {OrderState.RECEIVED}),
    "ordering.actions.back_office.read_erp_order": lambda world, who: _call(world.answered[world.mine.id]),
    "ordering.actions.back_office_line.read_erp_line": _always(),
    "ordering.actions.back_office_stock.list_stock": _always("bolt"),
    "ordering.actions.back_office_stock.read_stock_row": _always("bolt-mine", "KI"),
    "integrations.erp.actions.taking.find_taken_order": _always("received"),
    "integrations.erp.actions.taking.read_status": lambda world, who: _call(list(world.erp_orders.values())),
    "integrations.erp.actions.taking.read_stock": _always(["bolt-mine"]),
    "integrations.erp.actions.taking.read_warehouses": _always(),
    "integrations.erp.actions.taking.take_order": lambda world, who: _call(erp_order(3), new_id()),
    "integrations.mail.mailbox.forget_kept_mails": _always(),
    "integrations.mail.mailbox.keep_mail": lambda world, who: _call(new_id(), MAIL),
    "integrations.mail.mailbox.list_kept_mails": _always(),
    "integrations.mail.mailbox.read_kept_mail": _with(lambda world: world.kept_mail),
    # what somebody is about to order
    "ordering.actions.intake.keep_mapping": _always("0" * 64, ColumnMapping((ColumnKind.NUMBER, ColumnKind.QUANTITY))),
    "ordering.actions.intake.read_order_file": _always("order.csv", b"bolt-mine;20"),
    "ordering.actions.intake.read_order_text": _always("20 x bolt-mine"),
    "ordering.actions.intake_filling.fill_cart_from_intake": lambda world, who: _call(world.mine.carts_of(who).intake, world.mine.carts_of(who).cart),
    "ordering.actions.intake_keeping.forget_old_intakes": _always(),
    "ordering.actions.intake_keeping.list_intakes": _always(),
    "ordering.actions.intake_keeping.open_intake": lambda world, who: _call(_reading(world), FILE),
    "ordering.actions.intake_keeping.put_reading": lambda world, who: _call(world.mine.carts_of(who).intake, _reading(world), version=1),
    "ordering.actions.intake_keeping.read_again": lambda world, who: _call(
        world.mine.carts_of(who).intake, ColumnMapping((ColumnKind.NUMBER, ColumnKind.QUANTITY))
    ),
    "ordering.actions.intake_keeping.read_intake": lambda world, who: _call(world.mine.carts_of(who).intake),
    "ordering.actions.intake_keeping.read_whole_intake": lambda world, who: _call(world.mine.carts_of(who).intake),
    "ordering.actions.intake_keeping.remove_intake": lambda world, who: _call(world.mine.carts_of(who).intake),
    "ordering.actions.intake_mending.mend_line": lambda world, who: _call(world.mine.carts_of(who).intake, 2, Change(product_id=world.mine.product)),
    "ordering.actions.intake_mending.undo_line": lambda world, who: _call(world.mine.carts_of(who).intake, 2),
    # ordering
    "ordering.actions.adding.add_to_cart": lambda world, who: _call("Line 8", world.mine.product, "2"),
    "ordering.actions.product_lists.list_offered_products": _always(ProductFilter("bolt")),
    "ordering.actions.product_looks.look_at_product": _always("bolt-mine", "2"),
    "ordering.actions.product_looks.look_at_quantity": _with(_mine("product"), "2"),
    "ordering.actions.choosing.list_cart_places": _always(),
    "ordering.actions.filling.fill_cart": _always("Line 7"),
    "ordering.actions.drafts.empty_draft": _always(),
    "ordering.actions.drafts.put_rows": lambda world, who: _call([RowEntry(ROW, "no number", "5", product_id=world.mine.product)]),
    "ordering.actions.drafts.read_draft": _always(),
    "ordering.actions.drafts.remove_rows": _always({ROW: 1}),
    "ordering.actions.pasting.paste_rows": _always("bolt-mine;5", ""),
    "ordering.actions.suggesting.suggest_rows": _always("bolt"),
}


def _rule(world: World) -> RuleFacts:
    step = RuleStep((world.mine.people["purchasing-manager"].person_id,))
    return RuleFacts("Workshop", (ConditionGroup((ForCostCentre(world.mine.centre),)),), (step,))


def _other_colleague(world: World) -> str:
    return world.account_of(world.staff["staff sales-representative"])
