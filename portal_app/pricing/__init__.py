"""Owns what a company pays and why: price rules, their precedence, tier tables, price books, the trace of a price.

Does not own products and their units (catalog), nor what is done with a price (ordering).
"""

from portal_app.pricing.rules.levels import LEVEL_NAMES, PRECEDENCE, Level
from portal_app.pricing.rules.passed_over import REASONS, PassedOver, Reason
from portal_app.pricing.rules.price_books import ListPrices, PriceBook, PriceBooks
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource, Tier
from portal_app.pricing.rules.questions import NextTier, PriceAnswer, PriceQuestion
from portal_app.pricing.rules.resolver import resolve
from portal_app.pricing.rules.tier_tables import TierRow, TierTable
from portal_app.pricing.rules.traces import PriceTrace, explain
from portal_app.pricing.rules.waterfalls import PriceStep, StepKind

__all__ = [
    "Discount", "LEVEL_NAMES", "Level", "ListPrices", "NextTier", "PRECEDENCE", "PassedOver", "PriceAnswer", "PriceBook", "PriceBooks",
    "PriceQuestion", "PriceRule", "PriceSource", "PriceStep", "PriceTrace", "REASONS", "Reason", "StepKind", "Tier", "TierRow", "TierTable",
    "explain", "resolve",
]  # fmt: skip
