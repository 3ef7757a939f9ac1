"""Accounts' part of the demo world: three companies, the supplier's staff, and how all of them got their access.

Owns who they are (`cast`) and the steps that bring them in (`steps`), all through actions. What they order is the higher slices' part.
"""

from portal_app.accounts.demo.cast import COMPANIES, PASSWORD, RECOVERY_CODES, STAFF, ActiveMember, Colleague, Customer, Member, active_members, secret_of
from portal_app.accounts.demo.playing import acting, code_of
from portal_app.accounts.demo.steps import build, moment

__all__ = [
    "COMPANIES", "PASSWORD", "RECOVERY_CODES", "STAFF", "ActiveMember", "Colleague", "Customer", "Member",
    "acting", "active_members", "build", "code_of", "moment", "secret_of",
]  # fmt: skip
