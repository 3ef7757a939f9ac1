"""Rows of purchasing: the only place of this slice with statements."""
