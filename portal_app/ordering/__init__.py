"""Owns what somebody is about to order: order files and pasted texts on their way to lines.

Does not own products and search (catalog), prices (pricing), nor who must approve (purchasing).
"""

from portal_app.ordering.actions.intake import keep_mapping, read_order_file, read_order_text
from portal_app.ordering.actions.intake_download import VERDICT_NAMES, intake_csv, open_lines_csv, said
from portal_app.ordering.actions.intake_views import Intake
from portal_app.ordering.rules.intake.columns import ColumnKind, ColumnMapping
from portal_app.ordering.rules.intake.layouts import FileLayout
from portal_app.ordering.rules.intake.lines import LineFacts
from portal_app.ordering.rules.intake.verdicts import GOOD, OPEN, IntakeLine, Remark, Verdict

__all__ = [
    "GOOD", "OPEN", "VERDICT_NAMES", "ColumnKind", "ColumnMapping", "FileLayout", "Intake", "IntakeLine", "LineFacts", "Remark", "Verdict", "intake_csv",
    "keep_mapping", "open_lines_csv", "read_order_file", "read_order_text", "said",
]  # fmt: skip
