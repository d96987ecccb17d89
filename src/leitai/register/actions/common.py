"""What several actions need: numbers without gaps in a race, versions, offices by code."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction

from leitai.accounts import queries as accounts
from leitai.kernel.refusal import N_, Refusal, Stale
from leitai.register.queries import numbers

TRIES = 8


def with_number[M: models.Model](letter: str, year: int, make: Callable[[str], M]) -> M:
    """The row that `make` builds for the next free number of the year, inserted; another asker's number is stepped over.

    Raises: Refusal (503) when the numbers are taken away eight times in a row.
    """
    number = numbers.next_number(letter, year)
    for _ in range(TRIES):
        row = make(numbers.written(letter, year, number))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return row
        except IntegrityError:
            after = numbers.next_number(letter, year)
            if after <= number:
                raise  # not the number: something else of the row stands there already
            number = after
    raise Refusal(
        "number.busy", N_("Not done: too many people at once. What you typed is kept. Try again."), status=503
    )


def same_version(row: Any, version: int | None, *, now: dict[str, Any] | None = None) -> None:
    """Refuses what was decided on an older state of the row. None: the caller read nothing before. Raises: Stale."""
    if version is not None and row.version != version:
        raise Stale(version=row.version, **(now or {}))


def office(code: str, *, field: str = "office") -> accounts.OfficeRow:
    """The office of the county in force. Raises: Refusal at `field`."""
    found = accounts.office(code)
    if found is None:
        raise Refusal(
            "office.unknown", N_("There is no such office in the county. Choose one from the list."), field=field
        )
    return found


def changed(row: models.Model, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the values that differ from the row's; the row then has them."""
    before, after = {}, {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            before[name], after[name] = old, value
            setattr(row, name, value)
    return before, after
