"""Decisions of purchasing: which approval rules fire, who decides, what a budget has left. Nothing is opened here."""
