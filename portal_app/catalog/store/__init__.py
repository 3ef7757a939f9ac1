"""Products in the database, and the search over them on SQLite and PostgreSQL."""
