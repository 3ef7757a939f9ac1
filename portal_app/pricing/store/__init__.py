"""Prices in the database, and the price books loaded from them."""
