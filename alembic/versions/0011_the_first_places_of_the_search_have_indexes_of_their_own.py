"""The first places of the search have indexes of their own on PostgreSQL: what many products have is found among these without reading them all."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_FIRST, _NEXT = 4096, 65536
# Not by the plain column: its own index would tempt the planner to walk over all these places and read the words of each.
_TIERS = {"first": f"place + 0 <= {_FIRST}", "next": f"place + 0 > {_FIRST} AND place + 0 <= {_NEXT}"}
_INDEXES = {"words": "array_to_tsvector(string_to_array(words, ' '))", "numbers": "(numbers || '') gin_trgm_ops"}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tier, places in _TIERS.items():
            for name, expression in _INDEXES.items():
                op.execute(f"CREATE INDEX fts_entry_{name}_{tier} ON search_entry USING gin ({expression}) WHERE {places}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tier in _TIERS:
            for name in _INDEXES:
                op.execute(f"DROP INDEX fts_entry_{name}_{tier}")
