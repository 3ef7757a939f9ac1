"""Decisions about papers: how a product is named, how VAT adds up."""
