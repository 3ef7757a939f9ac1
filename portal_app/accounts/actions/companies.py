"""The supplier's list of customer companies: see them, add one with its first administrator, look after them."""

from dataclasses import dataclass

from portal_app.accounts.actions.invitations import invite
from portal_app.accounts.rules.companies import CompanyFacts, check_company, tidy
from portal_app.accounts.rules.people import PersonFacts
from portal_app.accounts.store import companies
from portal_app.accounts.tables import Company
from portal_app.kernel.errors import Invalid
from portal_app.kernel.gate import Context, staff_command
from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class NewCompany:
    """A company that was created, and its first administrator, who has been invited."""

    company_id: Id
    administrator_id: Id


@staff_command(Permission.STAFF_COMPANIES_EDIT, step_up=True)
def create_company(ctx: Context, facts: CompanyFacts, email: str, administrator: PersonFacts) -> NewCompany:
    """Add a customer and invite its first administrator. Whatever roles `administrator` names, Administrator must be among them."""
    facts = tidy(facts)
    problems = check_company(facts)
    if companies.has_number(ctx, facts.customer_number):
        problems["customer_number"] = message("Another company has this customer number.")
    if problems:
        raise Invalid(fields=problems)
    company = Company(**vars(facts), created_at=ctx.now)
    ctx.db.add(company)
    ctx.enter_company(company.id)
    ctx.record("company.created", "company", company.id, after={"name": facts.name, "customer_number": facts.customer_number})
    return NewCompany(company.id, invite(ctx, email, administrator))
