"""What is agreed with the demo's companies: frameworks, a project, a list of its own, one that is over and one that begins later."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from portal_app.catalog import PricedProduct
from portal_app.pricing.demo.listing import cents_of, share
from portal_app.pricing.rules.price_facts import AgreementFacts, AgreementKind, DiscountFacts, PriceFacts

Products = Mapping[str, PricedProduct]
_BOLT = "48-1007-M8"
_STEPS = ((1, 82), (500, 74), (2000, 66))  # percent of the list price


def of_hansen(products: Products, today: date) -> list[AgreementFacts]:
    year = today.year
    return [
        AgreementFacts(
            f"{year}-11", AgreementKind.FRAMEWORK, f"Bolts {year}", valid_from=today - timedelta(days=326), valid_to=today + timedelta(days=38),
            committed=Decimal(20_000), called=Decimal(6_800), prices=_steps(_BOLT, ("1", "9.80"), ("500", "8.40"), ("2000", "7.10"), ("5000", "6.40")),
        ),
        AgreementFacts(
            f"{year}-07", AgreementKind.FRAMEWORK, "Bearings, gloves, discs", valid_from=today - timedelta(days=140), valid_to=today + timedelta(days=225),
            prices=_share_of(products, ("bearings", "gloves"), 60), discounts=(DiscountFacts(Decimal(35), "cutting-discs"),),
        ),
        AgreementFacts(
            f"{year}-P3", AgreementKind.PROJECT, "New hall", project="Hall 3", valid_from=today - timedelta(days=60), valid_to=today + timedelta(days=150),
            prices=(*_steps(_BOLT, ("1", "6.10")), *_share_of(products, ("helmets", "hex-nuts"), 20)),
        ),
        AgreementFacts(
            f"{year - 1}-02", AgreementKind.FRAMEWORK, f"Nuts {year - 1}", valid_from=today - timedelta(days=640), valid_to=today - timedelta(days=275),
            prices=_share_of(products, ("hex-nuts", "lock-nuts"), 30),
        ),
        AgreementFacts(
            f"{year}-19", AgreementKind.FRAMEWORK, "Washers", valid_from=today + timedelta(days=20), prices=_share_of(products, ("washers",), 20),
        ),
        AgreementFacts("Loyalty", AgreementKind.DISCOUNT, "Since 1998", discounts=(DiscountFacts(Decimal("2.5"), cumulative=True),)),
    ]  # fmt: skip


def of_alpenrose(products: Products, today: date) -> list[AgreementFacts]:
    ropeway = {number: product for number, product in products.items() if number.endswith("-109")}
    prices = _share_of(ropeway, ("hex-bolts",), 80)
    return [AgreementFacts(f"{today.year}-A", AgreementKind.COMPANY_LIST, "Ropeways", valid_from=date(today.year, 1, 1), prices=prices)]


def _steps(number: str, *steps: tuple[str, str]) -> tuple[PriceFacts, ...]:
    return tuple(PriceFacts(number, Decimal(price), Decimal(quantity), 100) for quantity, price in steps)


def _share_of(products: Products, groups: tuple[str, ...], most: int) -> tuple[PriceFacts, ...]:
    """Each third product of these groups, in tiers below the list price."""
    chosen = [number for number, product in products.items() if product.group in groups][::3][:most]
    return tuple(
        PriceFacts(number, share(Decimal(cents_of(number, products[number].group)).scaleb(-2), percent), Decimal(quantity), products[number].price_unit)
        for number in chosen
        for quantity, percent in _STEPS
    )
