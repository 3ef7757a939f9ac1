"""Delegation: somebody decides in another's place, from one day to another, both included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class DelegationFacts:
    """Whom somebody names as their deputy, and for which days of the company's calendar."""

    delegate_id: Id
    first_day: date
    last_day: date


@dataclass(frozen=True)
class Delegation:
    """`delegate_id` decides in the place of `person_id` on these days."""

    person_id: Id
    delegate_id: Id
    first_day: date
    last_day: date

    def counts_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def check_delegation(facts: DelegationFacts, person_id: Id, today: date, others: Iterable[Delegation]) -> dict[str, str]:
    """Problems by field. `others` are this person's delegations that are not ended."""
    problems = {}
    if facts.delegate_id == person_id:
        problems["delegate_id"] = message("Please name somebody else: this is you.")
    if facts.last_day < facts.first_day:
        problems["last_day"] = message("The last day lies before the first one.")
    elif facts.last_day < today:
        problems["last_day"] = message("These days are over already.")
    elif facts.last_day - facts.first_day > LONGEST:
        problems["last_day"] = message("A deputy is named for a year at most.")
    if any(one.first_day <= facts.last_day and facts.first_day <= one.last_day for one in others):
        problems["first_day"] = message("You have a deputy on some of these days already. Please end that first.")
    return problems
