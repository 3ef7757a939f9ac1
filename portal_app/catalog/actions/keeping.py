"""The supplier keeps the products: puts and withdraws them, says which companies see what and which numbers they have of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal_app.catalog.rules.products import CategoryFacts, ProductFacts, ProductProblem, check_products
from portal_app.catalog.store import putting, shelves
from portal_app.kernel.gate import Context, staff_command, staff_query
from portal_app.kernel.ids import Id
from portal_app.kernel.permissions import Permission


@dataclass(frozen=True)
class ProductsOutcome:
    """What putting products did, or would do: with problems nothing is changed."""

    new: int
    changed: int
    problems: tuple[ProductProblem, ...]


@staff_query(Permission.STAFF_OPERATE)
def preview_products(ctx: Context, every: Sequence[ProductFacts]) -> ProductsOutcome:
    """What `put_products` would do with these."""
    problems = check_products(every, shelves.category_codes(ctx), shelves.assortment_names(ctx))
    known = len(putting.ids_by_number(ctx, [facts.number for facts in every]))
    return ProductsOutcome(len({facts.number for facts in every}) - known, known, tuple(problems))


@staff_command(Permission.STAFF_OPERATE)
def put_products(ctx: Context, every: Sequence[ProductFacts]) -> ProductsOutcome:
    """Insert or replace products by their article numbers: all of them, or none where a row has a problem."""
    outcome = preview_products(ctx, every)
    if every and not outcome.problems:
        putting.put_products(ctx, every)
        ctx.record("products.put", "product", after={"new": outcome.new, "changed": outcome.changed})
    return outcome


@staff_command(Permission.STAFF_OPERATE)
def withdraw_products(ctx: Context, numbers: Sequence[str]) -> int:
    """Nobody finds these any more. Returns how many there were."""
    found = putting.ids_by_number(ctx, numbers)
    if found:
        putting.withdraw_products(ctx, list(found.values()))
        ctx.record("products.withdrawn", "product", after={"numbers": sorted(found)})
    return len(found)


@staff_command(Permission.STAFF_OPERATE)
def put_categories(ctx: Context, every: Sequence[CategoryFacts]) -> None:
    """Insert or rename categories by their codes, parents before their children."""
    shelves.put_categories(ctx, every)
    ctx.record("categories.put", "product-category", after={"count": len(every)})


@staff_command(Permission.STAFF_OPERATE)
def put_assortment(ctx: Context, name: str, *, for_all: bool = False) -> None:
    shelves.put_assortment(ctx, name, for_all=for_all)
    ctx.record("assortment.put", "assortment", after={"name": name, "for_all": for_all})


@staff_command(Permission.STAFF_OPERATE)
def give_assortments(ctx: Context, company_id: Id, names: Sequence[str]) -> None:
    """This company sees these assortments too. Raises NotFound for an unknown name."""
    shelves.company_or_missing(ctx, company_id)
    ctx.enter_company(company_id)
    shelves.give_assortments(ctx, names)
    ctx.record("assortments.given", "assortment", after={"names": sorted(names)})


@staff_command(Permission.STAFF_OPERATE)
def put_part_numbers(ctx: Context, company_id: Id, numbers: Mapping[str, str]) -> int:
    """A company's own numbers, each with our article number. Returns how many were new."""
    shelves.company_or_missing(ctx, company_id)
    ctx.enter_company(company_id)
    count = shelves.put_part_numbers(ctx, numbers)
    ctx.record("part-numbers.put", "customer-part-number", after={"count": count})
    return count
