"""Owns what every slice stands on: the gate, tenancy, transactions, audit, money, time. Knows no business noun and no Reflex.

Modules are imported by name (`from portal_app.kernel.gate import command`); this file stays empty on purpose.
"""
