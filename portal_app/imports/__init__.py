"""Owns the way by which whoever runs the portal takes files: which kinds there are, checked first and then taken.

Does not own what a file means: products and stock are the catalogue's, companies accounts', prices pricing's, orders ordering's.
"""

from portal_app.imports.actions import check_file, take_file
from portal_app.imports.rules import FATE_NAMES, KIND_NAMES, ImportKind, said_of

__all__ = ["FATE_NAMES", "ImportKind", "KIND_NAMES", "check_file", "said_of", "take_file"]
