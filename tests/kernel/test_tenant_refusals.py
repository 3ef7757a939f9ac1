"""What the tenant guard cannot limit it refuses to send: text, bare tables, tables by another name."""

from typing import Any

import pytest
from sqlalchemy import Column, MetaData, String, Table, alias, column, exists, func, literal, literal_column, select, table, tablesample, text, union_all
from sqlalchemy.orm import aliased

from portal_app.accounts.tables import Company, CostCentre
from portal_app.kernel.db import transaction
from portal_app.kernel.errors import GateBroken
from portal_app.kernel.tenancy import ACROSS, NOBODY, company_scope
from tests.database import TwoCompanies

BARE = CostCentre.__table__
BY_ANOTHER_NAME = Table("cost_centre", MetaData(), Column("name", String))

REFUSED = {
    "text": text("SELECT name FROM cost_centre"),
    "text that only counts": text("SELECT 1"),
    "text as a source": select(text("name")).select_from(text("cost_centre")),
    "text among columns": select(CostCentre.id, text("(SELECT max(name) FROM cost_centre)")),
    "text in a condition": select(CostCentre.name).where(text("1=1) OR (1=1")),
    "text as an order": select(CostCentre.name).order_by(text("(SELECT max(name) FROM cost_centre)")),
    "text with column names": select(CostCentre).from_statement(text("SELECT * FROM cost_centre").columns(CostCentre.id)),
    "literal SQL among columns": select(CostCentre.id, literal_column("(SELECT max(name) FROM cost_centre)")),
    "a hint": select(CostCentre.name).with_statement_hint("UNION SELECT name FROM cost_centre"),
    "words in front": select(CostCentre.name).prefix_with("DISTINCT"),
    "words behind": select(CostCentre.name).suffix_with("UNION SELECT name FROM cost_centre"),
    "a bare table": select(BARE),
    "a column of a bare table": select(BARE.c.name),
    "a bare table in a mapped question": select(Company.name, BARE.c.name).join(BARE, BARE.c.company_id == Company.id),
    "a bare column in a condition": select(Company.id).where(BARE.c.name == "x"),
    "a bare table in a subquery": select(Company.id).where(Company.id.in_(select(BARE.c.company_id))),
    "a bare table in exists": select(Company.id).where(exists().where(BARE.c.company_id == Company.id)),
    "a bare table in a union": union_all(select(CostCentre.name), select(BARE.c.name)),
    "a bare table in a common table expression": select(CostCentre.name).where(CostCentre.id.in_(select(select(BARE.c.id).cte().c.id))),
    "a bare column in a subquery of its class": select(CostCentre.name, select(BARE.c.name).limit(1).scalar_subquery()),
    "a bare column beside an alias of its class": select(aliased(CostCentre).id).where(BARE.c.name == "x"),
    "an alias of a bare table": select(BARE.alias().c.name),
    "an alias of a class made without the mapper": select(alias(CostCentre).c.name),
    "a mapped alias of a bare subquery": select(aliased(CostCentre, select(BARE).subquery())),
    "a sample of a table": select(tablesample(CostCentre, 50).c.name),
    "a table of the same name": select(table("cost_centre", column("name")).c.name),
    "a table of the same name without columns": select(column("name")).select_from(table("cost_centre")),
    "a table of the same name from elsewhere": select(BY_ANOTHER_NAME.c.name),
    "a table of the same name and a schema": select(table("cost_centre", column("name"), schema="main").c.name),
    "a tenant class below a plain question": select(exists().where(CostCentre.id == "x")),
    "a function over a bare column": select(func.max(BARE.c.name)),
    "a count of a bare table": select(func.count()).select_from(BARE),
    "a scalar of a bare table beside a literal": select(literal(1), select(BARE.c.name).limit(1).scalar_subquery()),
}


@pytest.mark.parametrize("scope", ["company", "nobody", "across"])
@pytest.mark.parametrize("how", REFUSED)
def test_a_statement_the_guard_cannot_limit_is_not_sent(how: str, scope: str, two_companies: TwoCompanies):
    scopes = {"company": company_scope(two_companies.mine), "nobody": NOBODY, "across": ACROSS}
    for _ in ("at first", "again"):
        with pytest.raises(GateBroken), transaction(scopes[scope], writes=False) as session:
            session.execute(REFUSED[how]).all()


def test_global_tables_may_be_asked_in_any_way(two_companies: TwoCompanies):
    bare: Any = Company.__table__
    with transaction(company_scope(two_companies.mine), writes=False) as session:
        assert session.scalars(select(bare.c.id).where(bare.c.id == two_companies.theirs)).all() == [two_companies.theirs]
        assert session.scalar(select(func.count()).select_from(bare.alias())) >= 2
