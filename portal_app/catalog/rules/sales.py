"""What prices stand on: how a product is sold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoldAs:
    """`group` is the code of the product's category."""

    group: str
    unit: str
