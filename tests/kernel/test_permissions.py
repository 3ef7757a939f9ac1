"""The rights: named alike, each in exactly one group, the supplier's apart."""

import re

import pytest

from portal_app.kernel.permissions import GROUPS, STAFF_ONLY, Permission


@pytest.mark.parametrize("permission", Permission)
def test_a_right_is_noun_and_verb(permission: Permission):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*:[a-z]+(-[a-z]+)*", permission.value)
    assert permission.name == permission.value.replace(":", "_").replace("-", "_").upper()


def test_each_right_stands_in_exactly_one_group():
    grouped = [permission for group in GROUPS.values() for permission in group]
    assert sorted(grouped) == sorted(Permission)


def test_the_rights_of_the_supplier_are_apart():
    assert {permission for permission in Permission if permission.value.startswith("staff:")} == STAFF_ONLY == set(GROUPS["Supplier"])
