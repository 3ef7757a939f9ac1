"""Owns companies, people, their roles, cost centres, delivery addresses, and how they sign in.

Does not own what a right lets somebody do (the slices above), nor how mail is carried (integrations.mail).
"""

from portal_app.accounts.actions.addresses import AddressLine, list_addresses
from portal_app.accounts.actions.colleagues import Colleague, OwnLimits, colleagues_with, customer_number_of, has_places, hold_own_limits, own_limits, reach_of
from portal_app.accounts.actions.companies import CompanyLine, Customers, NewCompany, create_company, customers_seen, list_companies
from portal_app.accounts.actions.company import RecordFilter, RecordLine, list_record, read_pulse
from portal_app.accounts.actions.company_importing import CompanyBrief, companies_by_number, import_company_file, preview_company_file, put_company_entries
from portal_app.accounts.actions.company_people import CompanyPerson, CompanyTerms, company_people, company_terms, cost_centre_names
from portal_app.accounts.actions.cost_centres import CostCentreLine, list_cost_centres
from portal_app.accounts.actions.invitations import accept_invitation, invite_person, read_invitation
from portal_app.accounts.actions.known_places import KnownPlaces, own_places, places_of_companies
from portal_app.accounts.actions.opening import NextStep, Opened
from portal_app.accounts.actions.own_account import OwnSession, list_own_sessions, put_preference, read_own_account
from portal_app.accounts.actions.people import PeopleFigures, PersonLine, count_people, initials, list_people
from portal_app.accounts.actions.reset import TOPIC as RESET_TOPIC
from portal_app.accounts.actions.reset import ask_reset, carry_out_reset, reset_password
from portal_app.accounts.actions.second_step import enter_code, enter_recovery_code, step_up
from portal_app.accounts.actions.sessions import COOKIE, DEVICE_COOKIE, SignedIn, ended_among, find_signed_in, sign_out, touch_session
from portal_app.accounts.actions.set_up import begin_set_up, confirm_set_up
from portal_app.accounts.actions.sign_in import sign_in
from portal_app.accounts.actions.standing import OwnPlace, choose_address, choose_cost_centre, read_own_place
from portal_app.accounts.rules.companies import AddressFacts, CompanyFacts, CostCentreFacts
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.rules.record import use_record_words
from portal_app.accounts.rules.roles import ROLE_NAMES, ROLE_RIGHTS, STAFF_ROLE_NAMES, Holding, Role, StaffRole

__all__ = [
    "AddressFacts", "AddressLine", "COOKIE", "Colleague", "CompanyBrief", "CompanyFacts", "CompanyLine", "CompanyPerson", "CompanyTerms",
    "CostCentreFacts", "CostCentreLine", "Customers", "DEVICE_COOKIE", "Holding", "KnownPlaces", "NewCompany", "NextStep", "Opened", "OwnLimits",
    "OwnPlace", "OwnSession", "PeopleFigures", "PersonFacts", "PersonLine", "RESET_TOPIC", "ROLE_NAMES", "ROLE_RIGHTS", "RecordFilter", "RecordLine",
    "Role", "STAFF_ROLE_NAMES", "SignedIn", "StaffRole", "accept_invitation", "ask_reset", "begin_set_up", "carry_out_reset", "choose_address",
    "choose_cost_centre", "colleagues_with", "companies_by_number", "company_people", "company_terms", "confirm_set_up", "cost_centre_names", "count_people",
    "create_company", "customer_number_of", "customers_seen", "ended_among", "enter_code", "enter_recovery_code", "find_signed_in", "has_places",
    "hold_own_limits", "import_company_file", "initials", "invite_person", "list_addresses", "list_companies", "list_cost_centres",
    "list_own_sessions", "list_people", "list_record", "own_limits", "own_places", "places_of_companies", "preview_company_file",
    "put_company_entries", "put_preference", "reach_of", "read_invitation", "read_own_account", "read_own_place", "read_pulse", "reset_password",
    "sign_in", "sign_out", "step_up", "touch_session", "use_record_words",
]  # fmt: skip
