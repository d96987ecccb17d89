"""Numbers without a gap in a race: the next free one of the year, or the one after where somebody was quicker."""

from collections.abc import Callable

from django.db import IntegrityError, models, transaction

from leitai.kernel.refusal import N_, Refusal
from leitai.register.queries import numbers

TRIES = 8


def with_number[M: models.Model](letter: str, year: int, insert: Callable[[str], M]) -> M:
    """The row that `insert` puts under the next free number of the year; another asker's number is stepped over.

    Raises: Refusal (503) when the numbers are taken away eight times in a row.
    """
    number = numbers.next_number(letter, year)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return insert(numbers.written(letter, year, number))
        except IntegrityError:
            after = numbers.next_number(letter, year)
            if after <= number:
                raise  # not the number: something else of the row stands there already
            number = after
    raise Refusal(
        "number.busy", N_("Not done: too many people at once. What you typed is kept. Try again."), status=503
    )
