"""Owns the way to the ERP: its port, the ERP that comes with the portal, stock as the portal knows it, and orders leaving exactly once.

Does not own what a company ordered (ordering), what it costs (pricing), nor when goods arrive (catalog).
"""

from portal_app.integrations.erp.actions.ending import cancel_order, reject_order
from portal_app.integrations.erp.actions.proposing import proposed_days_of
from portal_app.integrations.erp.actions.running import DemoClock, read_clock, start_clock, stop_clock
from portal_app.integrations.erp.actions.steps import confirm_order, invoice_order, pick_order, release_order, ship_part
from portal_app.integrations.erp.actions.stocking import CountedStock, count_stock, put_replenishment, put_stock, put_warehouses, receive_goods
from portal_app.integrations.erp.actions.warehousing import import_warehouse_file, preview_warehouse_file
from portal_app.integrations.erp.actions.watching import LineToErp, read_line, try_again
from portal_app.integrations.erp.breaker import LineReport
from portal_app.integrations.erp.calling import erp, line_report
from portal_app.integrations.erp.handing import CancellationRefused, OrderAcknowledged, OrderInDoubt, OrderMoved, OrderRejected
from portal_app.integrations.erp.jobs import JOBS
from portal_app.integrations.erp.life import ENDED, Move, OrderState, state_after
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
from portal_app.integrations.erp.record import RECORD_WORDS
from portal_app.integrations.erp.sending import deliver_cancellation, deliver_hint, deliver_order, recall_order, send_cancellation, send_order
from portal_app.integrations.erp.store.line import InDoubt
from portal_app.integrations.erp.store.shelves import Shelf, ShelfFilter, ShelfKind, list_shelves, shelf_or_missing
from portal_app.integrations.erp.store.stock import list_warehouses, stock_of
from portal_app.integrations.erp.store.taken import (
    TakenFilter,
    TakenLine,
    TakenOrder,
    TakenSheet,
    count_taken_orders,
    list_taken_orders,
    taken_sheet_or_missing,
)
from portal_app.integrations.erp.topics import CANCELLATION, CHANGED, ORDER

DELIVERIES = {ORDER: deliver_order, CANCELLATION: deliver_cancellation, CHANGED: deliver_hint}

__all__ = [
    "Acknowledgement", "CANCELLATION", "CHANGED", "CancellationRefused", "CountedStock", "DELIVERIES", "DeliveryStatus", "DemoClock", "ENDED",
    "ErpConflict", "ErpContract", "ErpHealth", "ErpPort", "ErpRejected", "ErpUnavailable", "InDoubt", "Incoming", "InvoiceStatus", "JOBS",
    "LineReport", "LineStatus", "LineToErp", "Move", "ORDER", "OrderAcknowledged", "OrderInDoubt", "OrderMoved", "OrderRejected", "OrderState",
    "OrderStatus", "OrderedLine", "OutgoingOrder", "RECORD_WORDS", "Shelf", "ShelfFilter", "ShelfKind", "ShipTo", "StockFacts", "TakenFilter",
    "TakenLine", "TakenOrder", "TakenSheet", "Verdict", "Warehouse", "WarehouseStock", "cancel_order", "confirm_order", "count_stock",
    "count_taken_orders", "erp", "import_warehouse_file", "invoice_order", "line_report", "list_shelves", "list_taken_orders", "list_warehouses",
    "pick_order", "preview_warehouse_file", "proposed_days_of", "put_replenishment", "put_stock", "put_warehouses", "read_clock", "read_line",
    "recall_order", "receive_goods", "reject_order", "release_order", "send_cancellation", "send_order", "shelf_or_missing", "ship_part",
    "start_clock", "state_after", "stock_of", "stop_clock", "taken_sheet_or_missing", "try_again",
]  # fmt: skip
