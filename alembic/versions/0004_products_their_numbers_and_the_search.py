"""Products with their numbers, who sees them, and the search over them."""

import sqlalchemy as sa
from alembic import op

from portal_app.kernel.columns import Amount, Instant
from portal_app.kernel.tenancy import row_security

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


_PLAIN = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
_NEWEST_FIRST = (
    "search_number",
    "search_entry",
    "product_link",
    "product_document",
    "former_number",
    "customer_part_number",
    "assortment_product",
    "product",
    "company_assortment",
    "search_word",
    "product_category",
    "assortment",
)


def upgrade() -> None:
    op.create_table(
        "assortment",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assortment"),
        sa.UniqueConstraint("name", name="uq_assortment_name"),
    )
    op.create_table(
        "product_category",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("parent_id", sa.String(26), nullable=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(120), nullable=False),
        sa.Column("name_de", sa.String(120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["product_category.id"], name="fk_product_category_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_product_category"),
        sa.UniqueConstraint("code", name="uq_product_category_code"),
    )
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", _PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_word"),
        sa.UniqueConstraint("word", name="uq_search_word_word"),
    )
    op.create_table(
        "company_assortment",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("assortment_id", sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(["assortment_id"], ["assortment.id"], name="fk_company_assortment_assortment_id"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_company_assortment_company_id"),
        sa.PrimaryKeyConstraint("id", name="pk_company_assortment"),
        sa.UniqueConstraint("company_id", "assortment_id", name="uq_company_assortment_company_id_assortment_id"),
    )
    op.create_index("ix_company_assortment_company_id", "company_assortment", ["company_id"])

    op.create_table(
        "product",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(160), nullable=False),
        sa.Column("name_de", sa.String(160), nullable=False),
        sa.Column("text_en", sa.String(2000), nullable=False),
        sa.Column("text_de", sa.String(2000), nullable=False),
        sa.Column("category_id", sa.String(26), nullable=False),
        sa.Column("ean", sa.String(13), nullable=False),
        sa.Column("manufacturer", sa.String(80), nullable=False),
        sa.Column("manufacturer_number", sa.String(60), nullable=False),
        sa.Column("unit", sa.String(3), nullable=False),
        sa.Column("pack", Amount(), nullable=False),
        sa.Column("minimum", Amount(), nullable=False),
        sa.Column("step", Amount(), nullable=False),
        sa.Column("price_unit", sa.Integer(), nullable=False),
        sa.Column("weight", Amount(), nullable=True),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("pictogram", sa.String(40), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["product_category.id"], name="fk_product_category_id"),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("number", name="uq_product_number"),
    )
    op.create_index("ix_product_category_id", "product", ["category_id"])

    op.create_table(
        "assortment_product",
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("assortment_id", sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(["assortment_id"], ["assortment.id"], name="fk_assortment_product_assortment_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_assortment_product_product_id"),
        sa.PrimaryKeyConstraint("product_id", "assortment_id", name="pk_assortment_product"),
    )
    op.create_index("ix_assortment_product_assortment_id", "assortment_product", ["assortment_id"])

    op.create_table(
        "customer_part_number",
        sa.Column("company_id", sa.String(26), nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("folded", _PLAIN, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name="fk_customer_part_number_company_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_customer_part_number_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_part_number"),
        sa.UniqueConstraint("company_id", "folded", "product_id", name="uq_customer_part_number_company_id_folded_product_id"),
    )
    op.create_index("ix_customer_part_number_company_id", "customer_part_number", ["company_id"])
    op.create_index("ix_customer_part_number_product_id", "customer_part_number", ["product_id"])

    op.create_table(
        "former_number",
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_former_number_product_id"),
        sa.PrimaryKeyConstraint("product_id", "number", name="pk_former_number"),
    )
    op.create_table(
        "product_document",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_product_document_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_product_document"),
    )
    op.create_index("ix_product_document_product_id", "product_document", ["product_id"])

    op.create_table(
        "product_link",
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("other_id", sa.String(26), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["product.id"], name="fk_product_link_other_id"),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_product_link_product_id"),
        sa.PrimaryKeyConstraint("product_id", "kind", "other_id", name="pk_product_link"),
    )
    op.create_index("ix_product_link_other_id", "product_link", ["other_id"])

    op.create_table(
        "search_entry",
        sa.Column("place", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("popularity", sa.BigInteger(), nullable=False),
        sa.Column("numbers", sa.String(400), nullable=False),
        sa.Column("words", sa.String(6000), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_search_entry_product_id"),
        sa.PrimaryKeyConstraint("place", name="pk_search_entry"),
        sa.UniqueConstraint("product_id", name="uq_search_entry_product_id"),
    )
    op.create_table(
        "search_number",
        sa.Column("product_id", sa.String(26), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("folded", _PLAIN, nullable=False),
        sa.Column("reversed", _PLAIN, nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_search_number_product_id"),
        sa.PrimaryKeyConstraint("product_id", "kind", "folded", name="pk_search_number"),
    )
    op.create_index("ix_search_number_folded", "search_number", ["folded"])
    op.create_index("ix_search_number_kind_folded", "search_number", ["kind", "folded"])
    op.create_index("ix_search_number_reversed", "search_number", ["reversed"])
    if op.get_bind().dialect.name == "postgresql":
        _protect_and_index_postgres()
    else:
        _index_sqlite()


def _protect_and_index_postgres() -> None:
    for table in ("company_assortment", "customer_part_number"):
        for statement in row_security(table):
            op.execute(statement)
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE INDEX fts_entry_words ON search_entry USING gin (array_to_tsvector(string_to_array(words, ' ')))")
    # On the plain column this index would also be chosen for `=`, and comparing 10,000 values with it takes 20 seconds.
    op.execute("CREATE INDEX fts_entry_numbers ON search_entry USING gin ((numbers || '') gin_trgm_ops)")


def _index_sqlite() -> None:
    """Two full text tables on the rows of search_entry, kept in step by triggers."""
    op.execute(_fulltext("words", "prefix='2 3 4', detail=none, tokenize='unicode61 remove_diacritics 0'"))
    op.execute(_fulltext("numbers", "tokenize='trigram'"))
    put = "INSERT INTO fts_{0} (rowid, {0}) VALUES (new.place, new.{0});"
    take = "INSERT INTO fts_{0} (fts_{0}, rowid, {0}) VALUES ('delete', old.place, old.{0});"
    for event, steps in (("INSERT", (put,)), ("DELETE", (take,)), ("UPDATE", (take, put))):
        body = " ".join(step.format(name) for step in steps for name in ("words", "numbers"))
        op.execute(f"CREATE TRIGGER fts_entry_{event} AFTER {event} ON search_entry BEGIN {body} END")


def _fulltext(column: str, options: str) -> str:
    return f"CREATE VIRTUAL TABLE fts_{column} USING fts5({column}, content='search_entry', content_rowid='place', {options})"


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE fts_words")
        op.execute("DROP TABLE fts_numbers")
    for table in _NEWEST_FIRST:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP EXTENSION IF EXISTS pg_trgm")
