"""Owns the way to the ERP: its port, the ERP that comes with the portal, stock as the portal knows it, and orders leaving exactly once.

Does not own what a company ordered (ordering), what it costs (pricing), nor when goods arrive (catalog).
"""

from portal_app.integrations.erp.actions.ending import reject_order
from portal_app.integrations.erp.actions.steps import confirm_order, invoice_order, pick_order, release_order, ship_part
from portal_app.integrations.erp.actions.stocking import CountedStock, put_stock, put_warehouses, receive_goods
from portal_app.integrations.erp.actions.warehousing import import_warehouse_file, preview_warehouse_file
from portal_app.integrations.erp.calling import erp
from portal_app.integrations.erp.handing import CancellationRefused, OrderAcknowledged, OrderInDoubt, OrderMoved, OrderRejected
from portal_app.integrations.erp.jobs import JOBS
from portal_app.integrations.erp.life import OrderState
from portal_app.integrations.erp.port import (
    Acknowledgement,
    DeliveryStatus,
    ErpConflict,
    ErpContract,
    ErpHealth,
    ErpPort,
    ErpRejected,
    ErpUnavailable,
    Incoming,
    InvoiceStatus,
    LineStatus,
    OrderedLine,
    OrderStatus,
    OutgoingOrder,
    ShipTo,
    StockFacts,
    Verdict,
    Warehouse,
    WarehouseStock,
)
from portal_app.integrations.erp.sending import deliver_cancellation, deliver_hint, deliver_order, recall_order, send_cancellation, send_order
from portal_app.integrations.erp.store.stock import list_warehouses, stock_of
from portal_app.integrations.erp.topics import CANCELLATION, CHANGED, ORDER

DELIVERIES = {ORDER: deliver_order, CANCELLATION: deliver_cancellation, CHANGED: deliver_hint}

__all__ = [
    "Acknowledgement", "CancellationRefused", "CountedStock", "DELIVERIES", "DeliveryStatus", "ErpConflict", "ErpContract", "ErpHealth", "ErpPort",
    "ErpRejected", "ErpUnavailable", "Incoming", "InvoiceStatus", "JOBS", "LineStatus", "OrderAcknowledged", "OrderInDoubt", "OrderMoved", "OrderRejected",
    "OrderState", "OrderStatus", "OrderedLine", "OutgoingOrder", "ShipTo", "StockFacts", "Verdict", "Warehouse", "WarehouseStock",
    "confirm_order", "erp", "import_warehouse_file", "invoice_order", "list_warehouses", "pick_order", "preview_warehouse_file", "put_stock",
    "put_warehouses", "recall_order", "receive_goods", "reject_order", "release_order", "send_cancellation", "send_order", "ship_part", "stock_of",
]  # fmt: skip
