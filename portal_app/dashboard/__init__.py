"""Owns the desk, the page people start with, and the frame around every signed-in page.

Does not own any figure it shows: each comes from the slice it belongs to, through the gate.
"""
