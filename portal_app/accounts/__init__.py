"""Owns companies, people, their roles, cost centres, delivery addresses, and how they sign in.

Does not own what a right lets somebody do (the slices above), nor how mail is carried (integrations.mail).
"""

from portal_app.accounts.actions.addresses import AddressLine, list_addresses
from portal_app.accounts.actions.companies import NewCompany, create_company
from portal_app.accounts.actions.cost_centres import CostCentreLine, list_cost_centres
from portal_app.accounts.actions.invitations import accept_invitation, invite_person, read_invitation
from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.people import PersonLine, list_people
from portal_app.accounts.actions.reset import TOPIC as RESET_TOPIC
from portal_app.accounts.actions.reset import carry_out_reset
from portal_app.accounts.actions.second_step import enter_code, enter_recovery_code, step_up
from portal_app.accounts.actions.sessions import COOKIE, DEVICE_COOKIE, SignedIn, ended_among, find_signed_in, sign_out, touch_session
from portal_app.accounts.actions.set_up import begin_set_up, confirm_set_up
from portal_app.accounts.actions.sign_in import sign_in
from portal_app.accounts.rules.companies import AddressFacts, CompanyFacts, CostCentreFacts
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.roles import ROLE_NAMES, Holding, Role, StaffRole

__all__ = [
    "COOKIE", "DEVICE_COOKIE", "RESET_TOPIC", "ROLE_NAMES", "AddressFacts", "AddressLine", "CompanyFacts", "CostCentreFacts", "CostCentreLine",
    "Holding", "NewCompany", "NextStep", "Opened", "PersonFacts", "PersonLine", "Role", "SignedIn", "StaffRole",
    "accept_invitation", "begin_set_up", "carry_out_reset", "confirm_set_up", "create_company", "ended_among", "enter_code",
    "enter_recovery_code", "find_signed_in", "invite_person", "list_addresses", "list_cost_centres", "list_people", "read_invitation",
    "sign_in", "sign_out", "step_up", "touch_session",
]  # fmt: skip
