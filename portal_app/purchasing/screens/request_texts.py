"""One request as finished text: what it is, why it waits, its lines, what the budgets come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal_app.kernel.actor import Actor
from portal_app.kernel.i18n import format_date, format_moment, format_money, format_number, format_percent, format_quantity, translate, translate_count
from portal_app.kernel.money import Money
from portal_app.purchasing.actions.views import RequestedLine, RequestSheet, StepView
from portal_app.purchasing.rules.budgets import BudgetOutlook
from portal_app.purchasing.rules.life_cycle import OPEN
from portal_app.purchasing.rules.reasons import say_why
from portal_app.purchasing.rules.snapshots import SnapshotAddress
from portal_app.purchasing.screens.request_rows import Look, look_of

_NAMED = 3  # so many products are named in one sentence
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class RequestFacts:
    """The head of a request, and what its buttons say. `why_not`: the reader decides nothing here, and why."""

    id: str = ""
    number: str = ""
    title: str = ""
    buyer: str = ""
    asked: str = ""
    net: str = ""
    net_said: str = ""
    order_id: str = ""
    look: Look = Look()
    is_open: bool = False
    may_decide: bool = False
    why_not: str = ""
    approve: str = ""
    refuse: str = ""
    digest: str = ""
    digest_said: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to know before deciding: a word in front, then a sentence."""

    lead: str
    text: str


@dataclass(frozen=True)
class LineRow:
    """A line of the cart as it was sent."""

    number: str
    name: str
    detail: str
    quantity: str
    centre: str
    net: str
    is_new: bool


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class BudgetRow:
    """A budget with this cart on top: stretches of its bar in percent, and the same in words."""

    name: str
    shares: str
    is_over: bool
    hint: str
    said: str
    spent: int
    asked: int
    over: int
    limit: int


def facts_of(actor: Actor, sheet: RequestSheet) -> RequestFacts:
    locale, line = actor.locale, sheet.line
    net, title = format_money(locale, line.net) if line.net else "", line.title or line.number
    return RequestFacts(
        line.id, line.number, title, line.buyer_name, format_moment(locale, sheet.opened_at, actor.time_zone),
        format_money(locale, line.net, currency=False) if line.net else "", _net_said(locale, line.net, sheet.vat), line.order_id,
        look_of(locale, line.state), line.state in OPEN, sheet.may_decide, "" if sheet.may_decide else translate(locale, sheet.why_not),
        translate(locale, "Approve {net}", net=net) if net else translate(locale, "Approve"),
        translate(locale, "Refuse {number}", number=line.number), sheet.digest, " ".join(sheet.digest[at : at + 4] for at in range(0, 12, 4)),
    )  # fmt: skip


def reasons_why(actor: Actor, sheet: RequestSheet) -> list[Remark]:
    """Each step that is asked now, or for a request that is over each there was."""
    locale, asked = actor.locale, open_steps(sheet)
    told = []
    for step in asked or sheet.steps:
        mine = any(one.person_id == actor.person_id for one in step.deciders)
        told.append(Remark(translate(locale, "Why you:") if mine else translate(locale, "Why:"), say_why(locale, step.rule_names, step.reasons)))
    return list(dict.fromkeys(told))


def remarks_about(actor: Actor, sheet: RequestSheet) -> list[Remark]:
    """What is unusual about the cart, in whose place one decides, and who does not."""
    locale, told = actor.locale, []
    if new := [line.name for line in sheet.lines if line.is_first_purchase]:
        told.append(Remark(translate(locale, "Unusual:"), _first_time(locale, new)))
    for step in open_steps(sheet):
        names = {one.person_id: one.name for one in step.deciders}
        instead = [names.get(one.instead_of, "") for one in step.deciders if one.person_id == actor.person_id and one.instead_of]
        told += [Remark(translate(locale, "Deputy:"), translate(locale, "You decide in the place of {name}.", name=name)) for name in instead]
        if step.fallback:
            told.append(Remark(translate(locale, "Others asked:"), translate(locale, "Administrators may decide too.")))
        for one in step.left_out:
            told.append(Remark(translate(locale, "Four eyes:"), translate(locale, "{name} {reason}.", name=one.name, reason=translate(locale, one.reason))))
    return list(dict.fromkeys(told))


def open_steps(sheet: RequestSheet) -> tuple[StepView, ...]:
    """The steps that are asked now."""
    if sheet.line.state not in OPEN:
        return ()
    return tuple(step for step in sheet.steps if step.level == sheet.line.level and step.decision is None)


def line_rows(locale: str, sheet: RequestSheet) -> list[LineRow]:
    return [_line(locale, one, sheet.addresses) for one in sheet.lines]


def said_total(locale: str, sheet: RequestSheet) -> str:
    lines = translate_count(locale, "{n} line", "{n} lines", len(sheet.lines))
    return translate(locale, "{lines} ({currency} net)", lines=lines, currency=sheet.line.net.currency) if sheet.line.net else lines


def other_facts(locale: str, sheet: RequestSheet) -> list[Fact]:
    """Where it goes and what the buyer says beside it."""
    places = "; ".join(_place(one) for one in sheet.addresses)
    told = (
        (translate(locale, "Deliver to"), places),
        (translate(locale, "PO number"), sheet.po_number),
        (translate(locale, "Note of the buyer"), sheet.note),
        (translate(locale, "Terms"), ", ".join(value for _, value in sheet.terms)),
    )
    return [Fact(label, value) for label, value in told if value]


def budget_rows(locale: str, outlooks: Sequence[BudgetOutlook]) -> list[BudgetRow]:
    return [_budget(locale, one) for one in outlooks]


def _first_time(locale: str, names: Sequence[str]) -> str:
    products = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return translate(locale, "First order of {products}.", products=products)
    return translate_count(
        locale, "First order of {products} and {n} other product.", "First order of {products} and {n} other products.", len(names) - _NAMED, products=products
    )


def _line(locale: str, one: RequestedLine, addresses: Sequence[SnapshotAddress]) -> LineRow:
    place = addresses[one.address].label if len(addresses) > 1 and one.address < len(addresses) else ""
    wanted = translate(locale, "wanted by {day}", day=format_date(locale, one.wanted_on, weekday=True, year=False)) if one.wanted_on else ""
    detail = ", ".join(filter(None, (_price(locale, one), place, wanted, one.reference)))
    net = format_money(locale, one.net, currency=False) if one.net else ""
    return LineRow(one.number, one.name, detail, format_quantity(locale, one.quantity), one.cost_centre, net, one.is_first_purchase)


def _price(locale: str, one: RequestedLine) -> str:
    if one.unit_price is None:
        return ""
    amount = one.unit_price.amount
    price = f"{format_number(locale, amount, decimals=2 if amount == amount.quantize(_CENT) else None)}\N{NO-BREAK SPACE}{one.unit_price.currency}"
    return price if one.price_unit == 1 else f"{price}\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{one.price_unit}"


def _place(one: SnapshotAddress) -> str:
    return f"{one.label}, {one.street}, {one.postcode} {one.city}"


def _net_said(locale: str, net: Money | None, vat: Money | None) -> str:
    if net is None:
        return ""
    if vat is None:
        return translate(locale, "{currency} net", currency=net.currency)
    return translate(locale, "{currency} net, {gross} gross", currency=net.currency, gross=format_money(locale, net + vat, currency=False))


def _budget(locale: str, one: BudgetOutlook) -> BudgetRow:
    bar = one.bar
    shares = translate(
        locale, "{before} to {after}", before=format_percent(locale, one.share_before), after=format_percent(locale, one.share_after)
    )  # fmt: skip
    over, left = (format_money(locale, amount, currency=False) for amount in (one.over, one.left))
    hint = translate(locale, "{over} over.", over=over) if one.over.amount else translate(locale, "{left} left before it.", left=left)
    return BudgetRow(one.name, shares, one.over.amount > 0, hint, f"{one.name}: {shares}. {hint}", bar.spent, bar.asked, bar.over, bar.limit)
