"""What was entered about a person and not saved yet: kept as a difference, so that it survives errors, reloads and another's change."""

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation

from portal_app.accounts.rules.people import LARGEST_LIMIT, PersonFacts
from portal_app.accounts.rules.roles import Holding, Role
from portal_app.kernel.errors import Invalid
from portal_app.kernel.i18n import message
from portal_app.kernel.money import CENT

TEXTS = ("salutation", "first_name", "last_name", "unit")
LIMITS = ("limit_per_order", "limit_per_month")
NO_NUMBER = message("Please enter an amount such as 1500 or 1500.50, or leave the field empty for no limit.")


@dataclass
class PersonDraft:
    """Fields and roles as they are saved (`base`) and as they were entered. A role is its code, with `@` and a cost centre for just that one."""

    base: dict[str, str] = field(default_factory=dict)
    base_roles: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, facts: PersonFacts) -> "PersonDraft":
        fields = {name: getattr(facts, name) for name in TEXTS} | {name: written_amount(getattr(facts, name)) for name in LIMITS}
        roles = sorted(written_role(one) for one in facts.holdings)
        return cls(fields, roles, dict(fields), list(roles))

    @classmethod
    def read(cls, written: str) -> "PersonDraft":
        """The draft that `written` wrote; of nothing an empty one."""
        return cls(**json.loads(written)) if written else cls.of(PersonFacts("", "", frozenset()))

    def written(self) -> str:
        return json.dumps(asdict(self))

    @property
    def is_changed(self) -> bool:
        return self.fields != self.base or set(self.roles) != set(self.base_roles)

    def difference(self) -> str:
        """What was entered beside what is saved, as JSON; "" when nothing."""
        if not self.is_changed:
            return ""
        fields = {name: value for name, value in self.fields.items() if value != self.base[name]}
        had, has = set(self.base_roles), set(self.roles)
        return json.dumps({"fields": fields, "added": sorted(has - had), "removed": sorted(had - has)})

    def enter_again(self, difference: str) -> None:
        """Put a kept difference onto what is saved now, which may have changed since: only what was entered itself is taken."""
        kept = json.loads(difference)
        self.fields |= {name: value for name, value in kept["fields"].items() if name in self.fields}
        self.roles = sorted((set(self.roles) | set(kept["added"])) - set(kept["removed"]))

    def put(self, name: str, value: str) -> None:
        """Take what was entered into a field."""
        self.fields[name] = normal_amount(value) if name in LIMITS else value

    def turn_role(self, role: str, *, on: bool) -> None:
        self.roles = sorted({*self.roles, role} if on else {*self.roles} - {role})

    def facts(self) -> PersonFacts:
        """What was entered, for the actions. Raises Invalid for a limit that is no number."""
        amounts = {name: read_amount(self.fields[name]) for name in LIMITS}
        problems = {name: NO_NUMBER for name, amount in amounts.items() if amount is _UNREADABLE}
        if problems:
            raise Invalid(fields=problems)
        texts = {name: self.fields[name] for name in TEXTS}
        return PersonFacts(**texts, **amounts, holdings=frozenset(read_role(one) for one in self.roles))


_UNREADABLE = Decimal("NaN")


def written_amount(amount: Decimal | None) -> str:
    """Plain, as the number field of the screen speaks: “1500.50”; "" is no limit."""
    return "" if amount is None else f"{amount:.2f}"


def read_amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.strip() else None
    except InvalidOperation:
        return _UNREADABLE


def normal_amount(text: str) -> str:
    """As `written_amount` would say it, so that 2000 is no change of 2000.00. What is no number, or finer than a cent, stays as it is."""
    amount = read_amount(text)
    if amount is None or amount is _UNREADABLE or not amount.is_finite() or abs(amount) > LARGEST_LIMIT or amount != amount.quantize(CENT):
        return text.strip()
    return written_amount(amount)


def written_role(holding: Holding) -> str:
    return f"{holding.role}@{holding.cost_centre_id}" if holding.cost_centre_id else str(holding.role.value)


def read_role(text: str) -> Holding:
    """Raises Invalid for a role that does not exist; whether the cost centre exists is the action's question."""
    role, _, cost_centre_id = text.partition("@")
    if role not in list(Role):
        raise Invalid
    return Holding(Role(role), cost_centre_id or None)
