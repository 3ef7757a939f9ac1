"""How a paper names a product: as it was ordered, and in its own language where that is the same name."""

from collections.abc import Mapping


def name_on_paper(ordered: str, known: Mapping[str, str], language: str) -> str:
    """`known` are the product's names today, by language. One that was renamed since stays what it was when it was ordered."""
    return known.get(language) or ordered if ordered in known.values() else ordered
