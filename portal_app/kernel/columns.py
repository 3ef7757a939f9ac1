"""Column types that store the same value exactly on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, TypeDecorator, type_coerce
from sqlalchemy.sql import operators

from portal_app.kernel.money import exact

_SCALE = 1_000_000


class Amount(TypeDecorator):
    """A Decimal with up to 6 decimals as a whole number of millionths (SQLite's NUMERIC is a float).

    In statements amounts are added, subtracted and compared. They are multiplied and divided in Python, where rounding is a rule.
    """

    impl = BigInteger
    cache_ok = True

    class comparator_factory(BigInteger.Comparator):
        def operate(self, op: Any, *other: Any, **options: Any) -> Any:
            return _amount_of(op, super().operate, *other, **options)

        def reverse_operate(self, op: Any, other: Any, **options: Any) -> Any:
            return _amount_of(op, super().reverse_operate, other, **options)

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        return None if value is None else int(exact(value) * _SCALE)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / _SCALE


def _amount_of(op: Any, operate: Any, *other: Any, **options: Any) -> Any:
    """The outcome of an operation on amounts: an amount again for sums and differences, whatever it is for comparisons."""
    if op in (operators.mul, operators.truediv, operators.floordiv, operators.mod):
        raise ValueError("Amounts are multiplied and divided in Python, where rounding is a rule.")
    result = operate(op, *other, **options)
    return type_coerce(result, Amount()) if op in (operators.add, operators.sub) else result


class Instant(TypeDecorator):
    """An aware UTC datetime. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone.")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
