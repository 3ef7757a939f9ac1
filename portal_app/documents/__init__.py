"""Owns the papers that the portal makes: the order confirmation, and the order summary before there is one.

Does not own what was ordered (ordering), nor papers that come from elsewhere.
"""

from portal_app.documents.actions.confirming import read_order_confirmation
from portal_app.documents.actions.paper import OrderPaper, PaperKind
from portal_app.documents.actions.printing import pdf_of

__all__ = ["OrderPaper", "PaperKind", "pdf_of", "read_order_confirmation"]
