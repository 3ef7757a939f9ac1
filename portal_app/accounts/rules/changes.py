"""What a change of a person means before it is saved: line by line, the rights gained and lost, and the worries."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from portal_app.accounts.rules.duties import Conflict, conflicts_in
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.roles import Holding, rights_of
from portal_app.kernel.permissions import Permission

TEXTS = ("salutation", "first_name", "last_name", "unit")
LIMITS = ("limit_per_order", "limit_per_month")


@dataclass(frozen=True)
class PersonChange:
    """The difference between two states of a person. Texts and limits by field as (before, after), only those that differ."""

    texts: dict[str, tuple[str, str]]
    limits: dict[str, tuple[Decimal | None, Decimal | None]]
    added: frozenset[Holding]
    removed: frozenset[Holding]
    gained: frozenset[Permission]
    lost: frozenset[Permission]
    conflicts: tuple[Conflict, ...]  # those that were not there before

    @property
    def touches_roles(self) -> bool:
        return bool(self.added or self.removed)

    @property
    def is_empty(self) -> bool:
        return not (self.texts or self.limits or self.touches_roles)


def compare(before: PersonFacts, after: PersonFacts) -> PersonChange:
    known = conflicts_in(before.holdings)
    had, has = rights_of(before.holdings), rights_of(after.holdings)
    return PersonChange(
        _differing(TEXTS, before, after), _differing(LIMITS, before, after),
        after.holdings - before.holdings, before.holdings - after.holdings, has - had, had - has,
        tuple(conflict for conflict in conflicts_in(after.holdings) if conflict not in known),
    )  # fmt: skip


def version_of(facts: PersonFacts) -> str:
    """A short fingerprint of what somebody looked at, to notice that another changed it meanwhile."""
    holdings = sorted(f"{one.role}@{one.cost_centre_id}" for one in facts.holdings)
    limits = [_plain(getattr(facts, name)) for name in LIMITS]
    return hashlib.sha256("\x00".join([*(getattr(facts, name) for name in TEXTS), *limits, *holdings]).encode()).hexdigest()[:16]


def _differing(names: tuple[str, ...], before: PersonFacts, after: PersonFacts) -> dict:
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"
