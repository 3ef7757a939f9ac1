"""The only room of accounts that asks the database. Functions take the context first."""
