"""Tables of companies and people. Global: what sign-in needs before a company is known. Owned: what belongs to one company."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.ids import Id, new_id
from portal_app.kernel.tenancy import Owned


class Company(SQLModel, table=True):
    """A customer of the supplier: the tenant."""

    __tablename__ = "company"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(max_length=120)
    customer_number: str = Field(max_length=40, unique=True)
    locale: str = Field(default="de", max_length=8)
    time_zone: str = Field(default="Europe/Berlin", max_length=40)
    currency: str = Field(default="EUR", max_length=3)
    everybody_two_steps: bool = False  # asks every role for a second step, not only those that always need it
    idle_minutes: int | None = None  # shorter than the portal's limit, or None
    created_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class Account(SQLModel, table=True):
    """Somebody who can sign in. A person of a company or a member of the supplier's staff stands on one."""

    __tablename__ = "account"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    email: str = Field(max_length=254, unique=True)  # as typed, lower case, Unicode NFC
    name: str = Field(max_length=120)
    password_hash: str | None = Field(default=None, max_length=200)  # None: cannot sign in with a password (yet)
    password_changed_at: datetime | None = Field(default=None, sa_type=Instant)
    totp_sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # bound to this row's id
    totp_confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    totp_pending: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # shown once, replaces totp_sealed when its first code fits
    totp_last_step: int = 0  # the newest 30-second step whose code was taken; a code works once
    staff_role: str | None = Field(default=None, max_length=20)
    locale: str = Field(default="de", max_length=8)
    theme: str = Field(default="", max_length=8)  # here and below empty is no choice: as the browser has it
    density: str = Field(default="", max_length=12)
    keys: str = Field(default="", max_length=4)  # single-key shortcuts, on or off
    created_at: datetime = Field(sa_type=Instant)
    locked_at: datetime | None = Field(default=None, sa_type=Instant)


class Membership(SQLModel, table=True):
    """Which companies an account has joined: read at sign-in, before a company is known. Kept in step with `person`."""

    __tablename__ = "membership"

    account_id: Id = Field(primary_key=True, foreign_key="account.id", max_length=26)
    company_id: Id = Field(primary_key=True, foreign_key="company.id", max_length=26)
    person_id: Id = Field(unique=True, max_length=26)
    last_used_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)  # deactivated


class StaffCustomer(SQLModel, table=True):
    """A sales representative looks after a company and may act for it."""

    __tablename__ = "staff_customer"

    account_id: Id = Field(primary_key=True, foreign_key="account.id", max_length=26)
    company_id: Id = Field(primary_key=True, foreign_key="company.id", max_length=26)
    since: datetime = Field(sa_type=Instant)


class RecoveryCode(SQLModel, table=True):
    """One of ten codes that replace the second step once."""

    __tablename__ = "recovery_code"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    code_hash: str = Field(max_length=200)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class SignInSession(SQLModel, table=True):
    """One signed-in browser. The cookie's value is kept as a hash only."""

    __tablename__ = "sign_in_session"
    __audited__ = False  # last_seen_at moves all the time; starting and ending a session is recorded by the actions

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    person_id: Id | None = Field(default=None, max_length=26)
    company_id: Id | None = Field(default=None, index=True, max_length=26)  # for staff: the company they act for
    stage: str = Field(default="open", max_length=8)  # open, code, set-up: in the last two only the second step can be done
    assurance: str = Field(max_length=12)
    idle_minutes: int = 30  # fixed when the session is opened, shortened when the company shortens it
    stepped_up_at: datetime | None = Field(default=None, sa_type=Instant)
    started_at: datetime = Field(sa_type=Instant)
    last_seen_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    end_reason: str = Field(default="", max_length=40)
    device: str = Field(default="", max_length=120)  # “Firefox on Windows”, made from the user agent
    address: str = Field(default="", max_length=64)


class KnownDevice(SQLModel, table=True):
    """A browser somebody signed in with. Strangers' wrong passwords never make it wait; while trusted it is not asked for the second step."""

    __tablename__ = "known_device"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    device: str = Field(default="", max_length=120)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    trusted_until: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class SignInTries(SQLModel, table=True):
    """Wrong passwords for one address, or from one known device, and when the next try is free."""

    __tablename__ = "sign_in_tries"
    __audited__ = False

    key: str = Field(primary_key=True, max_length=64)  # SHA-256 of the e-mail address or of the device's id
    failures: int
    last_at: datetime = Field(sa_type=Instant, index=True)
    free_at: datetime = Field(sa_type=Instant)


class MailLink(SQLModel, table=True):
    """A link in a mail: hashed, single use, expiring. A newer one for the same purpose ends the older."""

    __tablename__ = "mail_link"

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    purpose: str = Field(max_length=16)  # invitation, reset, set-up
    token_hash: str = Field(max_length=64, unique=True)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    company_id: Id | None = Field(default=None, max_length=26)
    person_id: Id | None = Field(default=None, max_length=26)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Person(Owned, table=True):
    """An account's membership in one company."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("company_id", "account_id"),
        CheckConstraint("limit_per_order IS NULL OR limit_per_order >= 0", name="limit_per_order_not_negative"),
        CheckConstraint("limit_per_month IS NULL OR limit_per_month >= 0", name="limit_per_month_not_negative"),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    account_id: Id = Field(foreign_key="account.id", index=True, max_length=26)
    first_name: str = Field(max_length=60)
    last_name: str = Field(max_length=60)
    salutation: str = Field(default="", max_length=20)
    unit: str = Field(default="", max_length=80)
    limit_per_order: Decimal | None = Field(default=None, sa_type=Amount)  # None: no limit; 0: may order nothing
    limit_per_month: Decimal | None = Field(default=None, sa_type=Amount)
    invited_at: datetime = Field(sa_type=Instant)
    joined_at: datetime | None = Field(default=None, sa_type=Instant)
    deactivated_at: datetime | None = Field(default=None, sa_type=Instant)


class RoleAssignment(Owned, table=True):
    """A person holds a role, for the whole company or for one cost centre."""

    __tablename__ = "role_assignment"
    __table_args__ = (Index("ix_role_assignment_person", "company_id", "person_id"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    person_id: Id = Field(foreign_key="person.id", max_length=26)
    role: str = Field(max_length=24)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    granted_at: datetime = Field(sa_type=Instant)
    granted_by: str = Field(default="", max_length=26)


class CostCentre(Owned, table=True):
    """Where a company books what it buys."""

    __tablename__ = "cost_centre"
    __table_args__ = (UniqueConstraint("company_id", "number"),)

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    number: str = Field(max_length=24)
    name: str = Field(max_length=80)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class DeliveryAddress(Owned, table=True):
    """Where goods may be sent."""

    __tablename__ = "delivery_address"
    __table_args__ = (
        UniqueConstraint("company_id", "label"),
        Index("uq_delivery_address_default", "company_id", unique=True, sqlite_where=text("is_default"), postgresql_where=text("is_default")),
    )

    id: Id = Field(default_factory=new_id, primary_key=True, max_length=26)
    label: str = Field(max_length=80)  # what people call the place: “Plant 2, Gate B”
    recipient: str = Field(max_length=120)
    street: str = Field(max_length=120)
    postcode: str = Field(max_length=16)
    city: str = Field(max_length=80)
    country: str = Field(default="DE", max_length=2)  # ISO 3166-1
    is_default: bool = False
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class StandingChoice(Owned, table=True):
    """The cost centre and the delivery address somebody works with until they choose others. None: all of them."""

    __tablename__ = "standing_choice"
    __audited__ = False  # it only fills in what is asked for later; what is ordered with it is recorded there

    person_id: Id = Field(primary_key=True, foreign_key="person.id", max_length=26)
    cost_centre_id: Id | None = Field(default=None, foreign_key="cost_centre.id", max_length=26)
    address_id: Id | None = Field(default=None, foreign_key="delivery_address.id", max_length=26)
