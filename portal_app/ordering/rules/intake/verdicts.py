"""One verdict for each line of the source, with the reason. Nothing is swapped, merged or left out here: what is not certain is asked."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from portal_app.kernel.i18n import message
from portal_app.kernel.ids import Id
from portal_app.ordering.rules.intake.free_lines import Reading
from portal_app.ordering.rules.intake.lines import NO_FACTS, LineKind, SourceFacts, SourceLine
from portal_app.ordering.rules.intake.quantities import NOBODY_SAYS, NOT_SAID, QuantityReading
from portal_app.ordering.rules.intake.units import PACK, unit_of

NO_NUMBER = message("There is no article number in this line.")
NOT_KNOWN = message("This is none of our numbers and none of your own.")
SHORTENED = message("A spreadsheet shortened this number and its last digits are lost. Please format the column as text and enter the number again.")
SEVERAL = message("This fits several products. Please choose one.")
ALIKE = message("These products have such names. Please choose one.")
FORMER = message("{wanted} is a former number of this product.")
SUCCESSOR = message("This product is no longer sold. Its successor is offered.")
NO_SUCCESSOR = message("This product is no longer sold and has no successor.")
READ_AS = message("“{said}” was read as {quantity}.")
EITHER = message("“{said}” may be {first} or {second}. Please choose.")
NO_QUANTITY = message("There is no quantity in this line. Please enter one.")
LEAST = message("No quantity was given: {quantity} is the least that is sold.")
BLANK = message("Without a quantity, so it is not ordered.")
UNKNOWN_UNIT = message("We do not know the unit “{unit}”. Please check the quantity.")
OTHER_UNIT = message("The unit is “{unit}”, but this product is sold by another one. Please check the quantity.")
IN_PACKS = message("{packs} packs of {pack} are {quantity}.")
NO_DATE = message("“{said}” cannot be taken as the requested date. It was left out.")
_SHORTENED = re.compile(r"[0-9][.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)


class Verdict(StrEnum):
    """The last three are what somebody decided, or what became of the line."""

    OK = "ok"
    CORRECTED = "corrected"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    NOT_ALLOWED = "not-allowed"
    SHORT = "short"
    DUPLICATE = "duplicate"
    HEADING = "heading"
    EMPTY = "empty"
    LEFT_OUT = "left-out"
    MERGED = "merged"
    IN_CART = "in-cart"


GOOD = frozenset({Verdict.OK, Verdict.CORRECTED})
OPEN = frozenset({Verdict.CHOOSE, Verdict.UNKNOWN, Verdict.NOT_ALLOWED, Verdict.SHORT, Verdict.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Remark:
    """Why a line has its verdict, as a sentence. `values` fill its {names}; decimals are quantities and dates are days, in the reader's form."""

    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """`line` is its number in the source. `quantity` is what would be ordered, None where somebody must say it; `choices` are what it may be.

    `candidates` are products to choose from, the likeliest first. `same_as` is the line that a duplicate repeats, or 0. `said` is how the
    quantity was read, `unit` the word for its unit. `more` is what lines that were merged into this one add to its quantity.
    """

    line: int
    source: str
    verdict: Verdict
    wanted: str = ""
    wanted_quantity: str = ""
    product_id: Id = ""
    quantity: Decimal | None = None
    remarks: tuple[Remark, ...] = ()
    candidates: tuple[Id, ...] = ()
    choices: tuple[Decimal, ...] = ()
    same_as: int = 0
    facts: SourceFacts = NO_FACTS
    said: QuantityReading = NOT_SAID
    unit: str = ""
    more: Decimal = Decimal(0)


class NumberFind(NamedTuple):
    """Products with a number. `is_former`: they had it once."""

    products: tuple[Id, ...]
    is_former: bool = False


class IntakeProduct(NamedTuple):
    """What must be known of a product to judge a line. `successors` counts for one that is no longer sold."""

    unit: str
    pack: Decimal
    is_sold: bool = True
    successors: tuple[Id, ...] = ()


# The quantity that can be ordered, or why none can; with a remark where it is another one than was wanted.
Fit = Callable[[Id, Decimal], tuple[Decimal | None, Remark | None]]


@dataclass(frozen=True)
class IntakeKnowledge:
    """What the catalogue says about the lines: finds by what was wanted, products by their ids."""

    finds: Mapping[str, NumberFind]
    products: Mapping[Id, IntakeProduct]
    fit: Fit


def wanted_texts(lines: Iterable[SourceLine]) -> dict[str, None]:
    """Everything that may be a number, each once, in the order of the source."""
    return {reading.wanted: None for line in lines if line.kind is LineKind.ORDER for reading in line.readings if reading.wanted}


def judge_lines(lines: Sequence[SourceLine], knowledge: IntakeKnowledge) -> list[IntakeLine]:
    """Each by itself: as many as there are lines, in their order."""
    return [_judge(line, knowledge) for line in lines]


def with_candidates(line: IntakeLine, products: Sequence[Id], *, by_words: bool) -> IntakeLine:
    """An unknown line with what may be meant. Words that fit leave a choice; a number that is only near stays unknown."""
    if not products:
        return line
    if by_words:
        return replace(line, verdict=Verdict.CHOOSE, candidates=tuple(products), remarks=(*line.remarks[1:], Remark(ALIKE)))
    return replace(line, candidates=tuple(products))


def counts_of(lines: Iterable[IntakeLine]) -> dict[Verdict, int]:
    """Of every verdict; together as many as there are lines."""
    counts = dict.fromkeys(Verdict, 0)
    for line in lines:
        counts[line.verdict] += 1
    return counts


def is_number(wanted: str) -> bool:
    """Whether it looks like a number and not like words."""
    return any(sign.isdigit() for sign in wanted) and wanted.count(" ") < 2 and not re.search(r"[^\W\d_]{6}", wanted)


def _judge(line: SourceLine, knowledge: IntakeKnowledge) -> IntakeLine:
    if line.kind is LineKind.EMPTY:
        return IntakeLine(line.line, line.source, Verdict.EMPTY)
    if line.kind is LineKind.HEADING:
        return IntakeLine(line.line, line.source, Verdict.HEADING)
    if line.kind is LineKind.BLANK:
        return IntakeLine(line.line, line.source, Verdict.EMPTY, line.readings[0].wanted, remarks=(Remark(BLANK),), facts=line.facts)
    found = [reading for reading in line.readings if reading.wanted in knowledge.finds]
    products = tuple(dict.fromkeys(product for reading in found for product in knowledge.finds[reading.wanted].products))
    reading = found[0] if found else line.readings[0]
    said, unit = reading.quantity, reading.quantity.word or line.unit
    start = IntakeLine(line.line, line.source, Verdict.OK, reading.wanted, said.text, facts=line.facts, said=said, unit=unit)
    if not products:
        return _unknown(start, reading)
    if len(products) > 1:
        return replace(start, verdict=Verdict.CHOOSE, candidates=products, choices=reading.quantity.quantities, remarks=(Remark(SEVERAL),))
    return _known(start, line, reading, knowledge, products[0])


def _unknown(start: IntakeLine, reading: Reading) -> IntakeLine:
    reason = NO_NUMBER if not reading.wanted else SHORTENED if _SHORTENED.fullmatch(reading.wanted) else NOT_KNOWN
    return replace(start, verdict=Verdict.UNKNOWN, choices=reading.quantity.quantities, remarks=(Remark(reason),))


def _known(start: IntakeLine, line: SourceLine, reading: Reading, knowledge: IntakeKnowledge, product_id: Id) -> IntakeLine:
    product, remarks = knowledge.products[product_id], []
    if knowledge.finds[reading.wanted].is_former:
        remarks.append(Remark(FORMER, {"wanted": reading.wanted}))
    if line.facts.unread_date:
        remarks.append(Remark(NO_DATE, {"said": line.facts.unread_date}))
    start = replace(start, product_id=product_id, remarks=tuple(remarks))
    if not product.is_sold:
        said = Remark(SUCCESSOR if product.successors else NO_SUCCESSOR)
        verdict = Verdict.CHOOSE if product.successors else Verdict.NOT_ALLOWED
        return replace(start, verdict=verdict, candidates=product.successors, choices=reading.quantity.quantities, remarks=(*start.remarks, said))
    return _with_quantity(start, reading.quantity, start.unit, product, knowledge.fit)


def _with_quantity(start: IntakeLine, said: QuantityReading, unit: str, product: IntakeProduct, fit: Fit) -> IntakeLine:
    if said == NOBODY_SAYS:
        quantity, _ = fit(start.product_id, Decimal(1))
        return replace(start, verdict=Verdict.CORRECTED, quantity=quantity, remarks=(*start.remarks, Remark(LEAST, {"quantity": quantity})))
    if problem := _open_question(said, unit, product):
        return replace(start, verdict=Verdict.CHOOSE, choices=said.quantities, remarks=(*start.remarks, problem))
    remarks, wanted = list(start.remarks), said.quantities[0]
    if said.doubtful:
        remarks.append(Remark(READ_AS, {"said": said.text, "quantity": wanted}))
    if unit_of(unit) == PACK and product.pack != 1:
        remarks.append(Remark(IN_PACKS, {"packs": wanted, "pack": product.pack, "quantity": wanted * product.pack}))
        wanted *= product.pack
    quantity, remark = fit(start.product_id, wanted)
    remarks += [remark] if remark else []
    verdict = Verdict.NOT_ALLOWED if quantity is None else Verdict.CORRECTED if remarks else Verdict.OK
    return replace(start, verdict=verdict, quantity=quantity, remarks=tuple(remarks))


def _open_question(said: QuantityReading, unit: str, product: IntakeProduct) -> Remark | None:
    """What somebody must answer before a quantity is known."""
    if not said.quantities:
        return Remark(said.reason, {"said": said.text}) if said.reason else Remark(NO_QUANTITY)
    if len(said.quantities) > 1:
        return Remark(EITHER, {"said": said.text, "first": said.quantities[0], "second": said.quantities[1]})
    if unit and not unit_of(unit):
        return Remark(UNKNOWN_UNIT, {"unit": unit})
    if unit and unit_of(unit) not in (PACK, product.unit):
        return Remark(OTHER_UNIT, {"unit": unit})
    return None
