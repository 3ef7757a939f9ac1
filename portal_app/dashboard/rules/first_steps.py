"""What a new company's administrator does first, and what of it is done."""

from dataclasses import dataclass
from enum import StrEnum


class FirstStep(StrEnum):
    """In the order in which they help most."""

    PEOPLE = "people"
    COST_CENTRES = "cost-centres"
    PLACES = "places"
    SECOND_STEP = "second-step"


@dataclass(frozen=True)
class CompanySoFar:
    """What there is of a company: `people` with the invited ones, the administrator included; open cost centres and places."""

    people: int
    cost_centres: int
    places: int
    has_second_step: bool  # the one who asks


def steps_done(company: CompanySoFar) -> dict[FirstStep, bool]:
    return {
        FirstStep.PEOPLE: company.people > 1,
        FirstStep.COST_CENTRES: company.cost_centres > 0,
        FirstStep.PLACES: company.places > 0,
        FirstStep.SECOND_STEP: company.has_second_step,
    }
