"""What keeps prices from outside from being taken: one problem for each wrong row, as a sentence."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from portal_app.kernel.i18n import message
from portal_app.kernel.money import PLACES, exact
from portal_app.pricing.rules.price_facts import AgreementFacts, AgreementKind, CustomerGroupFacts, DiscountFacts, PriceFacts, PriceListFacts, PriceProblem
from portal_app.pricing.rules.price_rules import EVERY_GROUP, PRICE_UNITS

UNKNOWN_PRODUCT = message("There is no product {product}.")
WRONG_PRICE = message("A price is 0 or more, with six decimals at most.")
WRONG_TIER = message("A tier begins at a quantity of 1 or more; what is measured may begin above 0.")
WRONG_PRICE_UNIT = message("Prices are for 1, 10, 100 or 1,000.")
WRONG_UNIT = message("A unit of measure is a code of two or three letters and digits.")
WRONG_DAYS = message("The last day is before the first one.")
WRONG_CURRENCY = message("This price is in {currency}, and the others here are in {expected}.")
NO_CURRENCY = message("A currency is a code of three letters, for example EUR.")
SAME_TIER = message("Another row says something for the same quantity and the same days.")
OTHER_PRICE_UNIT = message("The tiers of a product are prices for the same quantity: all for 100, or all for 1.")
WRONG_PERCENT = message("A discount is above 0 and 100 percent at most, with six decimals at most.")
UNKNOWN_GROUP = message("There is no product group {group}.")
UNKNOWN_CUSTOMER_GROUP = message("There is no customer group {group}.")
WRONG_NUMBER = message("A number or code has 1 to 40 characters.")
WRONG_NAME = message("One of the names is too long or has a sign that cannot be kept.")
TWICE = message("{name} stands twice in the rows.")
NO_PROJECT = message("A project price names its project, and nothing else does.")
ONLY_DISCOUNTS = message("An agreement on discounts has no prices of products.")
WRONG_COMMITMENT = message("What is committed is above 0, and what was called is 0 or more. Only a framework agreement has them.")

_COUNTED = ("C62", "PR")  # pieces and pairs; others are measured and may be less than one


def check_prices(rows: Sequence[PriceFacts], units: Mapping[str, str], currency: str) -> list[PriceProblem]:
    """`units`: the unit of measure of each known product by its article number. `currency`: that of the list or agreement."""
    problems = [_price_problem(place, facts, units, currency) for place, facts in enumerate(rows, start=1)]
    wrong = {place for place, problem in enumerate(problems, start=1) if problem}
    sound = [(place, facts) for place, facts in enumerate(rows, start=1) if place not in wrong]
    together = [*_same_tiers(sound, units), *_other_price_units(sound, units)]
    found = {problem.row: problem for problem in (*reversed(together), *filter(None, problems))}
    return [found[place] for place in sorted(found)]


def _price_problem(place: int, facts: PriceFacts, units: Mapping[str, str], currency: str) -> PriceProblem | None:
    checks = {
        UNKNOWN_PRODUCT: facts.product not in units,
        WRONG_PRICE: not _is_amount(facts.price) or facts.price < 0,
        WRONG_UNIT: bool(facts.unit) and not _is_unit(facts.unit),
        WRONG_TIER: not _is_tier(facts.from_quantity, facts.unit or units.get(facts.product, "")),
        WRONG_PRICE_UNIT: facts.price_unit not in PRICE_UNITS,
        WRONG_DAYS: _are_turned(facts.valid_from, facts.valid_to),
        WRONG_CURRENCY: facts.currency != currency,
    }
    reason = next((sentence for sentence, found in checks.items() if found), "")
    values = {"product": facts.product, "currency": facts.currency, "expected": currency}
    return PriceProblem(place, facts.product, reason, values) if reason else None


def _same_tiers(rows: Iterable[tuple[int, PriceFacts]], units: Mapping[str, str]) -> Iterator[PriceProblem]:
    """Later rows whose days meet those of an earlier one for the same quantity."""

    def key(row: tuple[int, PriceFacts]) -> tuple:
        facts = row[1]
        return facts.product, facts.unit or units[facts.product], facts.from_quantity

    for _, same in groupby(sorted(rows, key=key), key=key):
        last = None
        for place, facts in sorted(same, key=lambda row: (row[1].valid_from or date.min, row[0])):
            if last is not None and (facts.valid_from or date.min) <= last:
                yield PriceProblem(place, facts.product, SAME_TIER)
            last = max(last or date.min, facts.valid_to or date.max)


def _other_price_units(rows: Iterable[tuple[int, PriceFacts]], units: Mapping[str, str]) -> Iterator[PriceProblem]:
    first: dict[tuple, int] = {}
    for place, facts in rows:
        rule = (facts.product, facts.unit or units[facts.product], facts.valid_from, facts.valid_to)
        if first.setdefault(rule, facts.price_unit) != facts.price_unit:
            yield PriceProblem(place, facts.product, OTHER_PRICE_UNIT)


def check_discounts(rows: Sequence[DiscountFacts], groups: Collection[str]) -> list[PriceProblem]:
    """`groups`: the known product groups."""
    problems, tiers = [], set()
    for place, facts in enumerate(rows, start=1):
        checks = {
            UNKNOWN_GROUP: facts.product_group != EVERY_GROUP and facts.product_group not in groups,
            WRONG_PERCENT: not _is_amount(facts.percent) or not 0 < facts.percent <= 100,
            WRONG_TIER: not _is_tier(facts.from_quantity, ""),
            WRONG_DAYS: _are_turned(facts.valid_from, facts.valid_to),
            SAME_TIER: (tier := _discount_tier(facts)) in tiers,
        }
        tiers.add(tier)
        reason = next((sentence for sentence, found in checks.items() if found), "")
        if reason:
            problems.append(PriceProblem(place, facts.product_group, reason, {"group": facts.product_group}))
    return problems


def _discount_tier(facts: DiscountFacts) -> tuple:
    return facts.product_group, facts.cumulative, facts.from_quantity, facts.valid_from, facts.valid_to


def check_groups(rows: Sequence[CustomerGroupFacts]) -> list[PriceProblem]:
    return [*_wrong_names((facts.code, facts.name) for facts in rows)]


def check_lists(rows: Sequence[PriceListFacts], groups: Collection[str]) -> list[PriceProblem]:
    """`groups`: the codes of the known customer groups."""
    problems = [*_wrong_names((facts.number, facts.name) for facts in rows)]
    for place, facts in enumerate(rows, start=1):
        if not is_currency(facts.currency):
            problems.append(PriceProblem(place, facts.number, NO_CURRENCY))
        elif facts.group and facts.group not in groups:
            problems.append(PriceProblem(place, facts.number, UNKNOWN_CUSTOMER_GROUP, {"group": facts.group}))
    return sorted(problems, key=lambda problem: problem.row)


def check_agreements(every: Sequence[AgreementFacts], units: Mapping[str, str], groups: Collection[str]) -> list[PriceProblem]:
    """A problem of an agreement itself has row 0, others the row of the price or discount; both name the agreement where it is not the product's."""
    problems = [PriceProblem(0, one.name, one.reason, one.values) for one in _wrong_names((facts.number, facts.name) for facts in every)]
    for facts in every:
        if reason := _agreement_problem(facts):
            problems.append(PriceProblem(0, facts.number, reason))
        problems += check_prices(facts.prices, units, facts.currency)
        problems += check_discounts(facts.discounts, groups)
    return problems


def _agreement_problem(facts: AgreementFacts) -> str:
    checks = {
        NO_CURRENCY: not is_currency(facts.currency),
        NO_PROJECT: bool(facts.project.strip()) != (facts.kind is AgreementKind.PROJECT),
        WRONG_NAME: not _is_plain(facts.project, 80),
        WRONG_DAYS: _are_turned(facts.valid_from, facts.valid_to),
        ONLY_DISCOUNTS: facts.kind is AgreementKind.DISCOUNT and bool(facts.prices),
        WRONG_COMMITMENT: not _is_commitment(facts),
    }
    return next((sentence for sentence, found in checks.items() if found), "")


def _is_commitment(facts: AgreementFacts) -> bool:
    if facts.committed is None:
        return facts.called == 0
    amounts = _is_amount(facts.committed) and _is_amount(facts.called)
    return facts.kind is AgreementKind.FRAMEWORK and amounts and facts.committed > 0 and facts.called >= 0


def _wrong_names(rows: Iterable[tuple[str, str]]) -> Iterator[PriceProblem]:
    known: set[str] = set()
    for place, (number, name) in enumerate(rows, start=1):
        if not number.strip() or not _is_plain(number, 40):
            yield PriceProblem(place, number, WRONG_NUMBER)
        elif not _is_plain(name, 120):
            yield PriceProblem(place, number, WRONG_NAME)
        elif number in known:
            yield PriceProblem(place, number, TWICE, {"name": number})
        known.add(number)


def is_currency(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()


def _is_unit(text: str) -> bool:
    return 2 <= len(text) <= 3 and text.isascii() and text.isalnum()


def _is_plain(text: str, longest: int) -> bool:
    return len(text) <= longest and text.isprintable()


def _is_amount(value: Decimal) -> bool:
    try:
        exact(value)
    except ValueError:
        return False
    return True


def _is_tier(value: Decimal, unit: str) -> bool:
    return _is_amount(value) and value >= (PLACES if unit and unit not in _COUNTED else 1)


def _are_turned(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first
