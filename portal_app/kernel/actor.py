"""Who is asking. An Actor is made on the server for each call; nothing in it ever comes from the browser."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


class ActorKind(StrEnum):
    VISITOR = "visitor"  # nobody signed in yet
    PERSON = "person"  # a person of a customer company
    STAFF = "staff"  # a person of the supplier
    SYSTEM = "system"  # a job, for one company or for none


class Assurance(StrEnum):
    """How sure we are that it is this person."""

    NONE = "none"
    PASSWORD = "password"
    TWO_STEPS = "two-steps"


@dataclass(frozen=True)
class Actor:
    """`company_id` is the tenant the actor acts in: a person's own, or the one a member of staff acts for (then `kind` is STAFF)."""

    kind: ActorKind
    permissions: frozenset[Permission] = frozenset()
    company_id: Id | None = None
    account_id: Id | None = None
    person_id: Id | None = None
    session_id: Id | None = None
    name: str = ""
    locale: str = "en"
    time_zone: str = "Europe/Berlin"
    assurance: Assurance = Assurance.NONE
    second_step_due: bool = False  # the policy of the role asks for a second step and this sign-in has none
    stepped_up_at: datetime | None = None
    address: str = ""  # network address, for limits and the audit trail
    request_id: str = field(default="")

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    @property
    def acts_for_company(self) -> bool:
        """Whether a member of staff stands in a customer's shoes (shown in a banner, written in every audit entry)."""
        return self.kind is ActorKind.STAFF and self.company_id is not None


def visitor(*, locale: str = "en", address: str = "", request_id: str = "") -> Actor:
    """Somebody who has not signed in."""
    return Actor(ActorKind.VISITOR, locale=locale, address=address, request_id=request_id)


def system(permissions: frozenset[Permission], company_id: Id | None = None, name: str = "system") -> Actor:
    """A job, with just the rights it needs."""
    return Actor(ActorKind.SYSTEM, permissions, company_id, name=name, assurance=Assurance.TWO_STEPS)
