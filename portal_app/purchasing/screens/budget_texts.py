"""What the page of budgets says: a budget in its present period, its bar, its movements. Finished text in the person's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from portal_app.kernel.i18n import format_moment, format_money, format_percent, message, translate
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.purchasing.actions.budgets import BudgetEntryLine, EntryKind
from portal_app.purchasing.actions.views import BudgetLine
from portal_app.purchasing.rules.budgets import BudgetMode, BudgetPeriod

PATH = "/company/budgets"
ORDER = "/orders/order"
PERIODS = {
    BudgetPeriod.MONTH: message("Each month"),
    BudgetPeriod.QUARTER: message("Each quarter"),
    BudgetPeriod.YEAR: message("Each year"),
}
MODES = {
    BudgetMode.SOFT: message("Warn only"),
    BudgetMode.APPROVAL: message("Needs approval"),
    BudgetMode.HARD: message("No order above it"),
}
_KINDS = {
    EntryKind.RESERVE: (message("Reserved"), "ring"),
    EntryKind.COMMIT: (message("Ordered for good"), "half"),
    EntryKind.ACTUAL: (message("Invoiced"), "full"),
    EntryKind.RELEASE: (message("Free again"), "no"),
}
_ROOM = Decimal("1.1")  # the bar goes on a little behind its limit


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class BudgetRow:
    """One budget as finished text, and as its form takes it (`amount`, `mode`)."""

    id: str = ""
    href: str = ""
    name: str = ""
    subject: str = ""
    period: str = ""
    mode: str = ""
    mode_said: str = ""
    amount: str = ""
    currency: str = ""
    limit_said: str = ""
    used: str = ""
    left: str = ""
    share: str = ""
    tone: str = ""
    reserved: str = ""
    committed: str = ""
    actual: str = ""
    said: str = ""
    spent_bar: int = 0
    reserved_bar: int = 0
    over_bar: int = 0
    limit_bar: int = 0


@dataclass(frozen=True)
class EntryRow:
    sign: str
    what: str
    when: str
    who: str
    amount: str
    href: str


def budget_row(locale: str, line: BudgetLine, subjects: Mapping[Id, str]) -> BudgetRow:
    subject = subjects.get(line.cost_centre_id or line.person_id or "", "") if line.cost_centre_id or line.person_id else translate(locale, "The whole company")
    named = BudgetRow(
        line.id, f"{PATH}?{urlencode({'budget': line.id})}", line.name, subject, f"{translate(locale, PERIODS[line.period])}, {line.period_key}",
        line.mode.value, translate(locale, MODES[line.mode]),
    )  # fmt: skip
    return named if line.amount is None else BudgetRow(**{**vars(named), **_amounts(locale, line)})


def entry_row(locale: str, zone: str, one: BudgetEntryLine) -> EntryRow:
    what, sign = _KINDS[one.kind]
    amount = format_money(locale, one.amount, currency=False) if one.amount is not None else ""
    href = f"{ORDER}?{urlencode({'order': one.order_id})}"
    return EntryRow(sign, translate(locale, what), format_moment(locale, one.at, zone), one.person_name, amount, href)


def _amounts(locale: str, line: BudgetLine) -> dict[str, object]:
    used = line.reserved + line.committed + line.actual
    left = line.amount - used
    words = {"used": format_money(locale, used, currency=False), "amount": format_money(locale, line.amount), "left": format_money(locale, left)}
    share = format_percent(locale, line.share)
    return {
        "amount": f"{line.amount.amount.quantize(Decimal('0.01')):f}", "currency": line.amount.currency, "limit_said": words["amount"],
        "used": translate(locale, "{used} of {amount}", **words), "left": words["left"], "share": share,
        "tone": "red" if left.amount < 0 else "ochre" if line.share >= Decimal("0.9") else "green",
        "reserved": format_money(locale, line.reserved), "committed": format_money(locale, line.committed), "actual": format_money(locale, line.actual),
        "said": translate(locale, "{share} used, {left} left", share=share, left=words["left"]), **_bar(line, used),
    }  # fmt: skip


def _bar(line: BudgetLine, used: Money) -> dict[str, int]:
    whole = max(line.amount.amount, used.amount, Decimal("0.01")) * _ROOM
    limit = round(line.amount.amount / whole * 100)
    spent = min(round((line.actual + line.committed).amount / whole * 100), limit)
    total = round(used.amount / whole * 100)
    return {"spent_bar": spent, "reserved_bar": min(total, limit) - spent, "over_bar": max(total - limit, 0), "limit_bar": limit}
