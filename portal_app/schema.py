"""Imports every module that defines tables, for migrations and for tests that compare tables with migrations."""

from sqlmodel import SQLModel

from portal_app.accounts import tables as _accounts  # noqa: F401
from portal_app.catalog import tables as _catalog  # noqa: F401
from portal_app.imports import tables as _imports  # noqa: F401
from portal_app.integrations.erp import tables as _erp  # noqa: F401
from portal_app.integrations.mail import mailbox as _mailbox  # noqa: F401
from portal_app.kernel import audit as _audit  # noqa: F401
from portal_app.kernel import limits as _limits  # noqa: F401
from portal_app.kernel import outbox as _outbox  # noqa: F401
from portal_app.kernel import repeats as _repeats  # noqa: F401
from portal_app.ordering import tables as _ordering  # noqa: F401
from portal_app.pricing import tables as _pricing  # noqa: F401
from portal_app.purchasing import tables as _purchasing  # noqa: F401

metadata = SQLModel.metadata
