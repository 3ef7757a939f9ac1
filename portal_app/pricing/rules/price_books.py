"""Price books: the rules of one company, loaded once, with the tier tables made out of them so far."""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Hashable, Iterable
from datetime import date

from portal_app.kernel.ids import Id
from portal_app.pricing.rules.fitting import unchanged_between
from portal_app.pricing.rules.price_rules import EVERY_GROUP, Discount, PriceRule, PriceSource, Rule
from portal_app.pricing.rules.questions import PriceQuestion
from portal_app.pricing.rules.tier_tables import TierTable


class ListPrices:
    """The prices of one list that many companies share: of the products that were asked for so far."""

    def __init__(self, source: PriceSource | None = None) -> None:
        """`source` is the list itself, where more of it is loaded later."""
        self.source = source
        self._known: dict[Id, tuple[PriceRule, ...]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def missing(self, product_ids: Iterable[Id]) -> set[Id]:
        return set(product_ids).difference(self._known)

    def learn(self, product_ids: Iterable[Id], rules: Iterable[PriceRule]) -> None:
        """Take in all rules of these products. A product without a rule is known not to have one."""
        found = _by_product(rules)
        self._known.update({product_id: found.get(product_id, ()) for product_id in product_ids})

    def of(self, product_id: Id) -> tuple[PriceRule, ...]:
        """Raises KeyError for a product that was not learnt: no answer may come out of rules that nobody loaded."""
        return self._known[product_id]


class PriceBook:
    """The company's own rules and discounts, and the lists it shares with others. A new version of the rules is a new book.

    Lists are for every project: only the company's own rules may be for one.
    """

    def __init__(self, prices: Iterable[PriceRule], discounts: Iterable[Discount], lists: Iterable[ListPrices] = ()) -> None:
        self._own = _by_product(prices)
        self._discounts: dict[str, list[Discount]] = defaultdict(list)
        for discount in discounts:
            self._discounts[discount.product_group].append(discount)
        self.lists = tuple(lists)
        self._projects = frozenset(rule.source.project for rules in (*self._own.values(), *self._discounts.values()) for rule in rules)
        self._tables: dict[tuple, TierTable] = {}
        self._counted = 0

    def __len__(self) -> int:
        """How much it holds: rules and tier tables."""
        return len(self._own) + len(self._tables)

    def has_grown(self) -> bool:
        """Whether it holds more than when this was asked last."""
        before, self._counted = self._counted, len(self)
        return self._counted > before

    def prices_of(self, product_id: Id) -> list[PriceRule]:
        return [*self._own.get(product_id, ()), *(rule for one in self.lists for rule in one.of(product_id))]

    def discounts_of(self, product_group: str) -> list[Discount]:
        groups = {EVERY_GROUP, product_group}
        return [discount for group in groups for discount in self._discounts.get(group, ())]

    def tier_table(self, asked: PriceQuestion) -> TierTable:
        """Made once, and again when its days are over: what begins or ends by time needs nobody to tell."""
        key = (asked.product_id, asked.product_group, asked.unit, asked.currency, asked.project if asked.project in self._projects else "")
        table = self._tables.get(key)
        if table is None or not table.first_day <= asked.day <= table.last_day:
            table = TierTable(self.prices_of(asked.product_id), self.discounts_of(asked.product_group), asked)
            if not table.is_empty:  # else whoever asks in odd units and currencies would fill the book
                self._tables[key] = table
        return table

    def next_change(self, day: date) -> date | None:
        """The last day on which the company's own rules are valid as they are on `day`. None: nothing known begins or ends after it."""
        own: list[Rule] = [rule for rules in self._own.values() for rule in rules]
        own += [rule for rules in self._discounts.values() for rule in rules]
        last = unchanged_between(own, day)[1]
        return None if last == date.max else last


def _by_product(rules: Iterable[PriceRule]) -> dict[Id, tuple[PriceRule, ...]]:
    found: dict[Id, list[PriceRule]] = defaultdict(list)
    for rule in rules:
        found[rule.product_id].append(rule)
    return {product_id: tuple(rules) for product_id, rules in found.items()}


class PriceBooks:
    """The books in use, in this process. One of another version is never handed out; the longest unused go when there are too many."""

    def __init__(self, *, most: int, holding: int) -> None:
        """At most so many books, which hold so many rules and tier tables together (the newest book stays, however large)."""
        self._most, self._holding = most, holding
        self._books: OrderedDict[Id, tuple[Hashable, PriceBook]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._books)

    def find(self, company_id: Id, version: Hashable) -> PriceBook | None:
        with self._lock:
            known, book = self._books.get(company_id, (None, None))
            if book is None or known != version:
                return None
            self._books.move_to_end(company_id)
            return book

    def put(self, company_id: Id, version: Hashable, book: PriceBook) -> None:
        with self._lock:
            self._books[company_id] = (version, book)
            self._books.move_to_end(company_id)
            held = sum(len(one) for _, one in self._books.values())
            while len(self._books) > 1 and (len(self._books) > self._most or held > self._holding):
                held -= len(self._books.popitem(last=False)[1][1])

    def clear(self) -> None:
        with self._lock:
            self._books.clear()
