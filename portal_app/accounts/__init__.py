"""Owns companies, people, their roles, cost centres, delivery addresses, and how they sign in.

Does not own what a right lets somebody do (the slices above), nor how mail is carried (integrations.mail).
"""
