"""Decisions about products: how text and numbers are compared, what is searched in which order, how much can be ordered."""
