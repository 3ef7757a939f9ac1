"""Owns companies, people, their roles, cost centres, delivery addresses, and how they sign in.

Does not own what a right lets somebody do (the slices above), nor how mail is carried (integrations.mail).
"""

from portal_app.accounts.actions.invitations import accept_invitation, invite_person, read_invitation
from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.reset import ask_reset, carry_out_reset, reset_password
from portal_app.accounts.actions.second_step import enter_code, enter_recovery_code, step_up
from portal_app.accounts.actions.sessions import COOKIE, DEVICE_COOKIE, SignedIn, ended_among, find_signed_in, sign_out, touch_session
from portal_app.accounts.actions.set_up import begin_set_up, confirm_set_up
from portal_app.accounts.actions.sign_in import sign_in
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.roles import ROLE_NAMES, Holding, Role, StaffRole

__all__ = [
    "COOKIE", "DEVICE_COOKIE", "ROLE_NAMES", "Holding", "NextStep", "Opened", "PersonFacts", "Role", "SignedIn", "StaffRole",
    "accept_invitation", "ask_reset", "begin_set_up", "carry_out_reset", "confirm_set_up", "ended_among", "enter_code", "enter_recovery_code",
    "find_signed_in", "invite_person", "read_invitation", "reset_password", "sign_in", "sign_out", "step_up", "touch_session",
]  # fmt: skip
