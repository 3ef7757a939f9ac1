"""What a budget is for, its periods, and what a cart would make of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.money import Money
from portal_app.purchasing.rules.carts import LARGEST, CartLine

LONGEST_NAME = 80
_ONE = Decimal(1)
_ROOM = Decimal("1.1")  # the bar goes on a little behind its limit


class BudgetPeriod(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class BudgetMode(StrEnum):
    """What happens above the amount: a warning, a question to an approver, or no order."""

    SOFT = "soft"
    APPROVAL = "approval"
    HARD = "hard"


@dataclass(frozen=True)
class BudgetFacts:
    """What an administrator enters. For a cost centre, for a person, or with neither for the whole company. Net amounts."""

    name: str
    amount: Money
    period: BudgetPeriod = BudgetPeriod.MONTH
    mode: BudgetMode = BudgetMode.APPROVAL
    cost_centre_id: Id | None = None
    person_id: Id | None = None


@dataclass(frozen=True)
class BudgetBar:
    """A budget as a bar: what is spent, asked and over, and where the limit stands, in percent of the bar's width."""

    spent: int
    asked: int
    over: int
    limit: int


@dataclass(frozen=True)
class BudgetOutlook:
    """A budget with a cart on top: `used` before it, `asked` by it, on which of its lines (places from 0)."""

    budget_id: Id
    name: str
    mode: BudgetMode
    period_key: str
    amount: Money
    used: Money
    asked: Money
    lines: frozenset[int]

    @property
    def over(self) -> Money:
        """How far the budget is above its amount with this cart; 0 when it fits, and for a cart that asks for nothing."""
        beyond = self.used + self.asked - self.amount
        return beyond if beyond.amount > 0 and self.asked.amount > 0 else Money(Decimal(0), self.amount.currency)

    @property
    def left(self) -> Money:
        """What can still be spent without this cart, never below 0."""
        rest = self.amount - self.used
        return rest if rest.amount > 0 else Money(Decimal(0), self.amount.currency)

    @property
    def share_before(self) -> Decimal:
        """0.83 is 83 percent. A budget of nothing is at 100 percent as soon as anything is spent."""
        return self._share(self.used)

    @property
    def share_after(self) -> Decimal:
        return self._share(self.used + self.asked)

    @property
    def bar(self) -> BudgetBar:
        """What is asked is seen, however little it is."""
        before, after = self.share_before, self.share_after
        whole = max(before, after, _ONE) * _ROOM
        spent, limit = (round(min(share, _ONE) / whole * 100) for share in (before, _ONE))
        asked = max(round(min(after, _ONE) / whole * 100) - spent, 1 if before < after and before < _ONE else 0)
        return BudgetBar(spent, asked, max(round(max(before, after) / whole * 100) - limit, 0), limit)

    def _share(self, spent: Money) -> Decimal:
        return spent.amount / self.amount.amount if self.amount.amount else Decimal(1 if spent.amount else 0)

    def less(self, spared: Money) -> "BudgetOutlook":
        return replace(self, asked=self.asked - spared)


def period_key(period: BudgetPeriod, day: date) -> str:
    """The period in which a day lies: `2026-11`, `2026-Q4`, `2026`."""
    if period is BudgetPeriod.MONTH:
        return f"{day.year}-{day.month:02}"
    if period is BudgetPeriod.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}"


def lines_of(lines: Sequence[CartLine], buyer_id: Id | None, *, cost_centre_id: Id | None, person_id: Id | None) -> frozenset[int]:
    """The places of the lines that such a budget pays for."""
    if person_id is not None and person_id != buyer_id:
        return frozenset()
    return frozenset(place for place, line in enumerate(lines) if cost_centre_id in (None, line.cost_centre_id))


def check_budget(facts: BudgetFacts, currency: str) -> dict[str, str]:
    """Problems by field. A budget is in its company's currency."""
    problems = {}
    if not facts.name.strip():
        problems["name"] = message("Please give the budget a name.")
    elif len(facts.name) > LONGEST_NAME:
        problems["name"] = message("A name has at most {longest} characters.")
    if facts.amount.currency != currency or not 0 <= facts.amount.amount <= LARGEST or facts.amount.rounded() != facts.amount:
        problems["amount"] = message("Please enter an amount of {currency} from 0 on, with two decimals at most.")
    if facts.cost_centre_id and facts.person_id:
        problems["person_id"] = message("A budget is for a cost centre or for a person, not for both.")
    return problems
