"""Owns products, their categories, numbers, units and packs, who sees which of them, and the search.

Does not own prices (pricing), stock and dates, nor what somebody orders.
"""
