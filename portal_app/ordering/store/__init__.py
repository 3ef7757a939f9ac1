"""What ordering keeps in the database, a module for each topic."""
"""Carts and orders in the database."""
