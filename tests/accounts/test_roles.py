"""The shipped roles as spec'd, right by right, with the traps of the table."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_app.accounts.rules.rights import GROUP_NAMES, RIGHT_NAMES
from portal_app.accounts.rules.roles import (
    ACTING_RIGHTS,
    ALWAYS_TWO_STEPS,
    ROLE_NAMES,
    ROLE_RIGHTS,
    STAFF_RIGHTS,
    STAFF_ROLE_NAMES,
    Holding,
    Role,
    StaffRole,
    needs_two_steps,
    rights_at,
    rights_of,
    staff_rights,
)  # fmt: skip
from portal_app.kernel.permissions import GROUPS, STAFF_ONLY
from portal_app.kernel.permissions import Permission as P

holdings = st.frozensets(st.builds(Holding, st.sampled_from(Role), st.sampled_from([None, "4711", "4712"])), max_size=5)

# The table of the product, line by line: what a role sees and does, and what it does not.
TABLE = {
    Role.ADMINISTRATOR: ({P.CART_SUBMIT, P.APPROVAL_DECIDE, P.PRICE_VIEW, P.AGREEMENT_VIEW, P.INVOICE_EXPORT, P.PEOPLE_DEACTIVATE, P.ROLE_ASSIGN}, set()),
    Role.MANAGER: (
        {P.CART_SUBMIT, P.APPROVAL_DECIDE, P.ORDER_VIEW_ALL, P.PRICE_VIEW, P.AMOUNT_VIEW, P.AGREEMENT_VIEW, P.INVOICE_VIEW, P.PEOPLE_INVITE},
        {P.PEOPLE_DEACTIVATE, P.PEOPLE_EDIT, P.ROLE_ASSIGN, P.INVOICE_EXPORT, P.COMPANY_EDIT, P.AUDIT_VIEW},
    ),
    Role.BUYER: (
        {P.CART_EDIT, P.CART_SUBMIT, P.PRICE_VIEW, P.AMOUNT_VIEW, P.ORDER_VIEW},
        {P.AGREEMENT_VIEW, P.ORDER_VIEW_ALL, P.INVOICE_VIEW, P.PEOPLE_VIEW, P.APPROVAL_DECIDE},
    ),
    Role.ACCOUNTING: (
        {P.ORDER_VIEW, P.ORDER_VIEW_ALL, P.INVOICE_VIEW, P.INVOICE_EXPORT, P.PAYMENT_MANAGE},
        {P.AMOUNT_VIEW, P.PRICE_VIEW, P.AGREEMENT_VIEW, P.CART_EDIT, P.CART_SUBMIT, P.PEOPLE_VIEW},
    ),
    Role.READ_ONLY: (
        {P.ORDER_VIEW, P.ORDER_VIEW_ALL},
        {P.AMOUNT_VIEW, P.PRICE_VIEW, P.AGREEMENT_VIEW, P.INVOICE_VIEW, P.CART_EDIT, P.CART_SUBMIT, P.PEOPLE_VIEW, P.ANALYSIS_VIEW},
    ),
    Role.ANALYST: ({P.ANALYSIS_VIEW, P.ANALYSIS_EXPORT, P.AMOUNT_VIEW}, {P.CART_EDIT, P.CART_SUBMIT, P.INVOICE_VIEW, P.PEOPLE_VIEW}),
}  # fmt: skip


@pytest.mark.asvs("8.1.1")
@pytest.mark.parametrize("role", list(Role))
def test_a_role_holds_what_the_table_says_and_not_what_it_denies(role: Role):
    holds, lacks = TABLE[role]
    assert holds <= ROLE_RIGHTS[role]
    assert not lacks & ROLE_RIGHTS[role]


@pytest.mark.parametrize("role", list(Role))
def test_no_customer_role_holds_a_right_of_the_supplier_and_each_keeps_its_own_account(role: Role):
    assert not ROLE_RIGHTS[role] & STAFF_ONLY
    assert {P.SELF_MANAGE, P.CATALOG_VIEW} <= ROLE_RIGHTS[role]


def test_the_administrator_holds_everything_a_customer_can_hold():
    assert ROLE_RIGHTS[Role.ADMINISTRATOR] == frozenset(P) - STAFF_ONLY


@pytest.mark.parametrize("role", list(StaffRole))
def test_staff_hold_rights_of_a_company_only_while_they_act_for_it(role: StaffRole):
    assert staff_rights(role, acting=False) == STAFF_RIGHTS[role] <= STAFF_ONLY | {P.SELF_MANAGE}
    assert staff_rights(role, acting=True) == STAFF_RIGHTS[role] | ACTING_RIGHTS[role]


@pytest.mark.parametrize("role", list(StaffRole))
def test_staff_never_decide_in_a_customers_place(role: StaffRole):
    never = {P.APPROVAL_DECIDE, P.APPROVAL_RULE_EDIT, P.BUDGET_EDIT, P.DELEGATION_EDIT, P.QUOTE_ACCEPT, P.API_KEY_EDIT, P.PAYMENT_MANAGE}
    assert not ACTING_RIGHTS[role] & never


def test_a_service_agent_orders_for_nobody():
    assert not ACTING_RIGHTS[StaffRole.SERVICE] & {P.CART_EDIT, P.CART_SUBMIT, P.QUOTE_REQUEST, P.PEOPLE_EDIT}


@given(holdings, holdings)
def test_more_roles_never_mean_fewer_rights(some, more):
    assert rights_of(some) | rights_of(more) == rights_of(some | more)


@given(holdings)
def test_a_role_for_one_cost_centre_counts_there_and_not_elsewhere(held):
    whole = rights_of(frozenset(one for one in held if one.cost_centre_id is None))
    assert rights_at(held, None) == whole
    assert whole <= rights_at(held, "4711") <= rights_of(held)


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize("role", list(Role))
def test_the_second_step_is_asked_by_role_or_by_company(role: Role):
    held = frozenset({Holding(role)})
    assert needs_two_steps(held, everybody=False) is (role in {Role.ADMINISTRATOR, Role.MANAGER, Role.ACCOUNTING})
    assert needs_two_steps(held, everybody=True)
    assert needs_two_steps(frozenset(), everybody=False) is False


def test_a_role_that_asks_for_it_is_enough():
    for one, other in combinations(Role, 2):
        asked = bool({one, other} & ALWAYS_TWO_STEPS)
        assert needs_two_steps(frozenset({Holding(one), Holding(other, "4711")}), everybody=False) is asked


def test_every_role_right_and_group_has_a_name():
    assert set(ROLE_NAMES) == set(Role) and set(STAFF_ROLE_NAMES) == set(StaffRole)
    assert set(RIGHT_NAMES) == set(P) and set(GROUP_NAMES) == set(GROUPS)
    assert len(set(RIGHT_NAMES.values())) == len(P)
