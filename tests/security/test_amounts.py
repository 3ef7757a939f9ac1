"""Who sees no prices finds none: amounts that stand nowhere else are looked for in every answer of every action, and in every mail.

The world's price, its totals, its budget, its rule and its agreement carry figures of their own. For each role of a customer it is said by
which right each of them may be read; whoever has none of these rights must not meet it, in whatever way it is written.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal_app.kernel.actor import Actor
from portal_app.kernel.permissions import Permission as P
from tests.accounts.cast import mails_to
from tests.security.actions import UseCase, answer_of, use_cases
from tests.security.samples import SAMPLES
from tests.security.world import CUSTOMER_ROLES, World, nothing_is_kept, standing

# What stands in the world (world.py): one bolt, two of them net, their tax, and gross; then what others have put. However it is written.
SECRETS: dict[str, tuple[re.Pattern[str], frozenset[P]]] = {
    "price": (re.compile(r"137[.,]91|\b137910000\b"), frozenset({P.PRICE_VIEW, P.AMOUNT_VIEW})),
    "line": (re.compile(r"275[.,]82|\b275820000\b"), frozenset({P.PRICE_VIEW, P.AMOUNT_VIEW})),
    "gross": (re.compile(r"52[.,]41|328[.,]23|\b328230000\b"), frozenset({P.AMOUNT_VIEW})),
    "request": (re.compile(r"613[.,]17|\b613170000\b"), frozenset({P.AMOUNT_VIEW})),
    "budget": (re.compile(r"5[.,’\s]?077[.,]31|\b5077310000\b"), frozenset({P.BUDGET_VIEW})),
    "rule": (re.compile(r"513[.,]19|\b513190000\b"), frozenset({P.AMOUNT_VIEW, P.APPROVAL_RULE_EDIT})),
    "agreement": (re.compile(r"KX-77713"), frozenset({P.AGREEMENT_VIEW})),
}


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    file = tmp_path_factory.mktemp("amounts") / "portal.db"
    file.write_bytes(sqlite_template.read_bytes())
    with standing(f"sqlite:///{file}") as world:
        yield world


def hidden_from(who: Actor) -> list[str]:
    return [name for name, (_, rights) in SECRETS.items() if not any(who.may(right) for right in rights)]


def found_in(text: str) -> set[str]:
    return {name for name, (pattern, _) in SECRETS.items() if pattern.search(text)}


def _answer(use_case: UseCase, world: World, caller: str) -> str:
    who = world.callers[caller]
    with nothing_is_kept():
        return " ".join(str(part) for part in answer_of(use_case, who, SAMPLES[use_case.name](world, who)))


def test_who_is_kept_from_what(world: World):
    """The traps in the table of roles: orders are seen, amounts are not; a buyer knows no agreement."""
    everything = list(SECRETS)
    assert {role: hidden_from(world.callers[role]) for role in CUSTOMER_ROLES} == {
        "administrator": [], "purchasing-manager": [], "buyer": ["agreement"], "accounting": everything, "read-only": everything,
        "analyst": ["budget", "agreement"],
    }  # fmt: skip


@pytest.mark.parametrize("use_case", use_cases(), ids=str)
def test_no_answer_says_what_is_not_for_the_caller(use_case: UseCase, world: World):
    for caller in CUSTOMER_ROLES:
        said = found_in(_answer(use_case, world, caller))
        assert not said & set(hidden_from(world.callers[caller])), caller


def test_each_secret_is_told_to_somebody(world: World):
    """Otherwise nothing would have been looked for."""
    told = {name for use_case in use_cases() if not use_case.action.writes for name in found_in(_answer(use_case, world, "administrator"))}
    assert told == set(SECRETS)


def test_no_mail_says_an_amount(world: World):
    """Mails say no amounts to anybody: they lie open in more places than the portal."""
    mails = [mail for somebody in world.mine.people.values() for mail in mails_to(somebody.email)]
    assert any("Freigabe" in mail.subject for mail in mails)
    assert not [mail.subject for mail in mails if found_in(mail.subject + mail.text)]
