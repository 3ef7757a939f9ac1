"""Approval rules as the company's administrator sees and tries them: with a version, what can be chosen, and who would have to approve a cart."""

from dataclasses import dataclass

from portal_app.accounts import company_people, company_terms, cost_centre_names
from portal_app.catalog import CategoryLine, list_categories
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, query
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.kernel.permissions import Permission
from portal_app.purchasing.actions.approval_rules import version_of
from portal_app.purchasing.actions.judging import judgement_of
from portal_app.purchasing.actions.standing import people_now
from portal_app.purchasing.actions.views import judgement_shown
from portal_app.purchasing.rules.approval_rules import ApprovalRule
from portal_app.purchasing.rules.carts import CartFacts, CartLine
from portal_app.purchasing.rules.judging import Judgement
from portal_app.purchasing.store import approval_rules


@dataclass(frozen=True)
class RuleSheet:
    """A rule in force; `version` goes back with a change."""

    rule: ApprovalRule
    version: str


@dataclass(frozen=True)
class RuleBook:
    """The rules, and what they can speak of. `names` are all people of the company, `deciders` those who may approve."""

    rules: tuple[RuleSheet, ...]
    names: dict[Id, str]
    deciders: tuple[tuple[Id, str], ...]
    cost_centres: tuple[tuple[Id, str], ...]
    categories: tuple[CategoryLine, ...]
    currency: str


@dataclass(frozen=True)
class TriedCart:
    """A cart of one line that somebody thinks of: who would send it, for how much, for which cost centre, of which category."""

    buyer_id: Id
    net: Money
    cost_centre_id: Id = ""
    category: str = ""
    is_first_purchase: bool = False


@query(Permission.APPROVAL_RULE_EDIT)
def read_rule_book(ctx: Context) -> RuleBook:
    rules = tuple(RuleSheet(rule, version_of(rule.facts)) for rule in approval_rules.list_rules(ctx))
    everybody = people_now(ctx).everybody
    able = sorted(((one.id, one.name) for one in everybody.values() if one.is_active and one.decides_for), key=lambda one: one[1].casefold())
    centres = sorted(cost_centre_names(ctx).items(), key=lambda one: one[1].casefold())
    names = {one.id: one.name for one in company_people(ctx).values()}
    return RuleBook(rules, names, tuple(able), tuple(centres), tuple(list_categories(ctx)), company_terms(ctx).currency)


@query(Permission.APPROVAL_RULE_EDIT)
def try_cart(ctx: Context, tried: TriedCart) -> Judgement:
    """Who would have to approve it, by the rules and budgets of this moment; nothing is kept. Raises NotFound for a buyer or cost centre that the
    company does not have."""
    if tried.buyer_id not in company_people(ctx):
        raise NotFound
    codes = _with_those_above(ctx, tried.category)
    line = CartLine("", tried.category, tried.net, tried.cost_centre_id or None, codes, tried.is_first_purchase)
    return judgement_shown(ctx, judgement_of(ctx, CartFacts((line,)), tried.buyer_id))


def _with_those_above(ctx: Context, code: str) -> tuple[str, ...]:
    """The category and those above it, the topmost first; nothing for an unknown one."""
    parents = {line.code: line.parent for line in list_categories(ctx)} if code else {}
    found: list[str] = []
    while code in parents and code not in found:
        found.insert(0, code)
        code = parents[code]
    return tuple(found)
