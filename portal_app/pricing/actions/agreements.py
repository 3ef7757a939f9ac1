"""The supplier keeps what is agreed with a company: its customer group and its agreements. All are put, or none where one has a problem."""

from collections.abc import Sequence

from portal_app.catalog import list_sales_terms
from portal_app.kernel.errors import NotFound
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission
from portal_app.pricing.actions.keeping import PricesOutcome
from portal_app.pricing.rules.price_checks import check_agreements
from portal_app.pricing.rules.price_facts import AgreementFacts
from portal_app.pricing.store import putting
from portal_app.pricing.store.standing import company_or_missing


@staff_command(Permission.STAFF_OPERATE)
def put_company_group(ctx: Context, company_id: Id, group: str) -> None:
    """The company belongs to this customer group from now on; empty: to none. Raises NotFound for an unknown company or group."""
    company_or_missing(ctx, company_id)
    group_id = putting.group_ids(ctx).get(group)
    if group and group_id is None:
        raise NotFound
    ctx.enter_company(company_id)
    putting.put_company_group(ctx, group_id)
    ctx.record("customer-group.given", "company-pricing", after={"group": group})


@staff_query(Permission.STAFF_OPERATE)
def preview_agreements(ctx: Context, company_id: Id, every: Sequence[AgreementFacts]) -> PricesOutcome:
    """What `put_agreements` would do with these."""
    company_or_missing(ctx, company_id)
    ctx.enter_company(company_id)
    return _judge(ctx, every)


@staff_command(Permission.STAFF_OPERATE)
def put_agreements(ctx: Context, company_id: Id, every: Sequence[AgreementFacts]) -> PricesOutcome:
    """Insert or replace agreements with this company by their numbers, each with all of its prices and discounts."""
    company_or_missing(ctx, company_id)
    ctx.enter_company(company_id)
    outcome = _judge(ctx, every)
    if every and not outcome.problems:
        putting.put_agreements(ctx, every, list_sales_terms(ctx, _products_in(every)).products)
        for facts in every:
            ctx.record("price-agreement.put", "price-agreement", after={"number": facts.number, "kind": facts.kind.value, "prices": len(facts.prices)})
    return outcome


def _judge(ctx: Context, every: Sequence[AgreementFacts]) -> PricesOutcome:
    terms = list_sales_terms(ctx, _products_in(every))
    problems = check_agreements(every, {number: product.unit for number, product in terms.products.items()}, terms.groups)
    known, numbers = putting.known_agreements(ctx), {facts.number for facts in every}
    return PricesOutcome(len(numbers - known.keys()), len(numbers & known.keys()), tuple(problems))


def _products_in(every: Sequence[AgreementFacts]) -> set[str]:
    return {price.product for facts in every for price in facts.prices}
