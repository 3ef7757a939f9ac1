"""Owns what a company pays and why: price rules, their precedence, tier tables, price books, the trace of a price.

Does not own products and their units (catalog), nor what is done with a price (ordering).
"""

from portal_app.pricing.actions.agreements import preview_agreements, put_agreements, put_company_group
from portal_app.pricing.actions.importing import import_price_file, preview_price_file, put_price_entries
from portal_app.pricing.actions.keeping import PricesOutcome, preview_list_prices, put_customer_groups, put_group_discounts, put_list_prices, put_price_lists
from portal_app.pricing.actions.prices import explain_price, price_many, tier_table_of, trace_many
from portal_app.pricing.actions.sorting import PriceOrder, list_products_by_price
from portal_app.pricing.actions.views import PriceView, TierTableView, TierView
from portal_app.pricing.rules.levels import LEVEL_NAMES, PRECEDENCE, Level
from portal_app.pricing.rules.passed_over import REASONS, PassedOver, Reason
from portal_app.pricing.rules.price_books import ListPrices, PriceBook, PriceBooks
from portal_app.pricing.rules.price_facts import AgreementFacts, AgreementKind, CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts, PriceProblem
from portal_app.pricing.rules.price_rules import Discount, PriceRule, PriceSource, Tier
from portal_app.pricing.rules.questions import NextTier, PriceAnswer, PriceQuestion
from portal_app.pricing.rules.record import RECORD_WORDS
from portal_app.pricing.rules.resolver import resolve
from portal_app.pricing.rules.tier_tables import TierRow, TierTable
from portal_app.pricing.rules.traces import PriceTrace, explain
from portal_app.pricing.rules.waterfalls import PriceStep, StepKind
from portal_app.pricing.store.calling import call_off, give_back

__all__ = [
    "AgreementFacts", "AgreementKind", "CustomerGroupFacts", "Discount", "DiscountFacts", "LEVEL_NAMES", "Level", "ListPrices", "NextTier",
    "PRECEDENCE", "PassedOver", "PriceAnswer", "PriceBook", "PriceBooks", "PriceFacts", "PriceListFacts", "PriceOrder", "PriceProblem",
    "PriceQuestion", "PriceRule", "PriceSource", "PriceStep", "PriceTrace", "PriceView", "PricesOutcome", "REASONS", "RECORD_WORDS", "Reason",
    "StepKind", "Tier", "TierRow", "TierTable", "TierTableView", "TierView", "call_off", "explain", "explain_price", "give_back", "import_price_file",
    "list_products_by_price", "preview_agreements", "preview_list_prices", "preview_price_file", "price_many", "put_agreements", "put_company_group",
    "put_customer_groups", "put_group_discounts", "put_list_prices", "put_price_entries", "put_price_lists", "resolve", "tier_table_of", "trace_many",
]  # fmt: skip
