"""The matrix: every registered action, called as everybody there is, against the one table of who may."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal_app.accounts.rules.roles import ACTING_RIGHTS, ROLE_RIGHTS, STAFF_RIGHTS, Role, StaffRole
from portal_app.kernel.errors import PortalError, StepUpNeeded
from portal_app.kernel.permissions import STAFF_ONLY
from portal_app.kernel.permissions import Permission as P
from tests.security.actions import REFUSALS, UseCase, use_cases
from tests.security.samples import SAMPLES
from tests.security.world import CALLERS, NOW, World, nothing_is_kept, standing

TABLE = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = TABLE["groups"]
MAY: dict[str, str] = TABLE["actions"]

# Callable by anybody. Whoever adds one here has thought about who could call it ten thousand times.
PUBLIC = {
    "accounts.actions.demo_entry.enter_as",
    "accounts.actions.house.read_house",
    "accounts.actions.invitations.ask_fresh_invitation",
    "accounts.actions.invitations.join_company",
    "accounts.actions.invitations.read_invitation",
    "accounts.actions.own_account.switch_company",
    "accounts.actions.reset.ask_reset",
    "accounts.actions.reset.put_reset_password",
    "accounts.actions.reset.read_reset_words",
    "accounts.actions.second_step.account_behind",
    "accounts.actions.second_step.open_after_code",
    "accounts.actions.second_step.open_after_recovery_code",
    "accounts.actions.second_step.read_password_hash",
    "accounts.actions.second_step.read_recovery_hashes",
    "accounts.actions.second_step.renew_after_code",
    "accounts.actions.second_step.renew_after_password",
    "accounts.actions.second_step.use_code_of_address",
    "accounts.actions.sessions.ended_among",
    "accounts.actions.sessions.find_signed_in",
    "accounts.actions.sessions.sign_out",
    "accounts.actions.sessions.touch_session",
    "accounts.actions.set_up.account_setting_up",
    "accounts.actions.set_up.put_pending_secret",
    "accounts.actions.set_up.put_second_step",
    "accounts.actions.sign_in.count_sign_in_try",
    "accounts.actions.sign_in.note_refused_sign_in",
    "accounts.actions.sign_in.open_after_password",
    "accounts.actions.sign_in.read_credentials",
    "accounts.actions.staff_side.join_staff",
    "accounts.actions.staff_side.read_staff_words",
    "demo.actions.list_cast",
    "integrations.mail.mailbox.list_kept_mails",
    "integrations.mail.mailbox.read_kept_mail",
}


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    file = tmp_path_factory.mktemp("matrix") / "portal.db"
    file.write_bytes(sqlite_template.read_bytes())
    with standing(f"sqlite:///{file}") as world:
        yield world


def test_each_action_has_a_line_and_each_line_an_action():
    names = {one.name for one in use_cases()}
    assert names - MAY.keys() == set(), "new actions: say in matrix.toml who may call them"
    assert MAY.keys() - names == set(), "lines of actions that are gone"


def test_each_action_has_a_sample_and_each_sample_an_action():
    names = {one.name for one in use_cases()}
    assert names - SAMPLES.keys() == set(), "new actions: give samples.py the arguments of one sensible call"
    assert SAMPLES.keys() - names == set(), "samples of actions that are gone"


def test_groups_name_callers_only():
    assert {caller for group in GROUPS.values() for caller in group} <= set(CALLERS)
    assert set(MAY.values()) == set(GROUPS), "groups nobody uses"


def test_the_public_actions_are_those_that_were_thought_about():
    assert {one.name for one in use_cases() if one.is_public} == PUBLIC
    assert {name for name, group in MAY.items() if group == "anybody"} == PUBLIC


@pytest.mark.parametrize("use_case", use_cases(), ids=str)
def test_who_may_call(use_case: UseCase, world: World):
    with nothing_is_kept():
        admitted = [caller for caller in CALLERS if _is_admitted(use_case, world, caller)]
    assert admitted == GROUPS[MAY[use_case.name]]


def _is_admitted(use_case: UseCase, world: World, caller: str) -> bool:
    """Whether the call is let in. Public actions let everybody in; whom their token fits is another question."""
    who = world.callers[caller]
    try:
        use_case.call(who, SAMPLES[use_case.name](world, who))
    except REFUSALS:
        return use_case.is_public
    except PortalError:
        return True
    return True


# These say no to the sample of everybody, for a reason of their own; that they are let in shows in the kind of their no.
NEVER_WELL = {
    "accounts.actions.passwords.put_own_password": "the sample's old password is wrong",
    "accounts.actions.staff_side.prepare_first_staff": "the portal is set up already",
    "ordering.actions.list_lines.renew_list_line": "nothing follows the only article that the company sees",
}


@pytest.mark.parametrize("use_case", [one for one in use_cases() if not one.is_public and one.name not in NEVER_WELL], ids=str)
def test_a_sample_is_good_for_somebody(use_case: UseCase, world: World):
    """Otherwise every no in the matrix could be the sample's fault."""
    with nothing_is_kept():
        assert any(_goes_well(use_case, world, caller) for caller in GROUPS[MAY[use_case.name]])


def _goes_well(use_case: UseCase, world: World, caller: str) -> bool:
    who = world.callers[caller]
    try:
        use_case.call(who, SAMPLES[use_case.name](world, who))
    except PortalError:
        return False
    return True


# A sensitive change asks for a second step of the last minutes: rights, people, money, the company, ways to sign in.
SENSITIVE = {
    "accounts.actions.company_importing.put_company_entries",
    "accounts.actions.companies.close_company",
    "accounts.actions.companies.create_company",
    "accounts.actions.companies.rename_company",
    "accounts.actions.companies.reopen_company",
    "accounts.actions.company.change_company",
    "accounts.actions.invitations.invite_person",
    "accounts.actions.people_changes.change_person",
    "accounts.actions.people_changes.reactivate_person",
    "accounts.actions.people_changes.reset_second_step",
    "accounts.actions.set_up.put_recovery_codes",
    "accounts.actions.set_up.remove_second_step",
    "accounts.actions.staff_people.change_staff_role",
    "accounts.actions.staff_people.invite_staff",
    "accounts.actions.staff_people.reset_account_second_step",
    "accounts.actions.staff_people.unlock_account",
    "imports.actions.begin_taking",
    "purchasing.actions.approval_rules.close_rule",
    "purchasing.actions.approval_rules.put_rule",
}


def test_the_sensitive_actions_are_those_that_were_thought_about():
    assert {one.name for one in use_cases() if one.action.step_up} == SENSITIVE


@pytest.mark.parametrize("use_case", [one for one in use_cases() if one.name in SENSITIVE], ids=str)
def test_a_sensitive_change_asks_for_a_fresh_second_step(use_case: UseCase, world: World):
    with nothing_is_kept():
        for caller in GROUPS[MAY[use_case.name]]:
            who = world.callers[caller]
            with pytest.raises(StepUpNeeded):
                use_case.call(replace(who, stepped_up_at=NOW - timedelta(minutes=5, seconds=1)), SAMPLES[use_case.name](world, who))


# The table of spec/0, in its own words, and what the words mean in rights.

SHIPPED = {
    Role.ADMINISTRATOR: ("full", "full", "full", "full"),
    Role.MANAGER: ("approve and order", "view", "view", "create users"),
    Role.BUYER: ("create", "own prices", "none", "none"),
    Role.ACCOUNTING: ("view only", "none", "full", "none"),
    Role.READ_ONLY: ("view only", "none", "none", "none"),
}
ORDERS = {P.CART_EDIT, P.CART_SUBMIT, P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.ORDER_CANCEL, P.APPROVAL_DECIDE}
PRICES = {P.PRICE_VIEW, P.AGREEMENT_VIEW, P.AMOUNT_VIEW}
INVOICES = {P.INVOICE_VIEW, P.INVOICE_EXPORT, P.PAYMENT_MANAGE}
USERS = {P.PEOPLE_VIEW, P.PEOPLE_INVITE, P.PEOPLE_EDIT, P.PEOPLE_DEACTIVATE, P.ROLE_ASSIGN}
# For each column: of its rights, exactly these are held.
MEANING: list[tuple[set[P], dict[str, set[P]]]] = [
    (
        ORDERS,
        {
            "full": ORDERS,
            "approve and order": ORDERS,
            "create": {P.CART_EDIT, P.CART_SUBMIT, P.ORDER_VIEW, P.ORDER_CANCEL},
            "view only": {P.ORDER_VIEW, P.ORDER_VIEW_ALL},
        },
    ),
    (PRICES, {"full": PRICES, "view": PRICES, "own prices": {P.PRICE_VIEW, P.AMOUNT_VIEW}, "none": set()}),
    (INVOICES, {"full": INVOICES, "view": {P.INVOICE_VIEW}, "none": set()}),
    (USERS, {"full": USERS, "create users": {P.PEOPLE_VIEW, P.PEOPLE_INVITE}, "none": set()}),
]


@pytest.mark.parametrize("role", SHIPPED, ids=str)
def test_a_shipped_role_holds_what_the_table_of_roles_says(role: Role):
    for (rights, meaning), word in zip(MEANING, SHIPPED[role], strict=True):
        assert rights & ROLE_RIGHTS[role] == meaning[word], word


def test_the_administrator_holds_every_right_of_a_company_and_none_of_the_supplier():
    assert ROLE_RIGHTS[Role.ADMINISTRATOR] == set(P) - STAFF_ONLY


@pytest.mark.parametrize("role", Role)
def test_nobody_of_a_company_holds_a_right_of_the_supplier(role: Role):
    assert not ROLE_RIGHTS[role] & STAFF_ONLY and P.SELF_MANAGE in ROLE_RIGHTS[role]


@pytest.mark.parametrize("role", StaffRole)
def test_staff_who_act_for_a_company_never_take_its_decisions(role: StaffRole):
    decisions = {P.APPROVAL_DECIDE, P.APPROVAL_RULE_EDIT, P.BUDGET_EDIT, P.QUOTE_ACCEPT, P.DELEGATION_EDIT, P.API_KEY_EDIT, P.PAYMENT_MANAGE}
    assert not ACTING_RIGHTS[role] & decisions


@pytest.mark.parametrize("role", StaffRole)
def test_staff_who_do_not_act_for_a_company_hold_no_right_in_one(role: StaffRole):
    assert STAFF_RIGHTS[role] <= STAFF_ONLY | {P.SELF_MANAGE}
