"""Numbers of uploads without a gap in a race."""

from collections.abc import Callable

from django.db import IntegrityError, models, transaction

from leitai.kernel.refusal import N_, Refusal
from leitai.workbooks.queries import uploads

TRIES = 8


def with_number[M: models.Model](year: int, insert: Callable[[str], M]) -> M:
    """The row that `insert` puts under the next free number of the year. Raises: Refusal 503 after eight tries."""
    number = uploads.next_number(year)
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return insert(f"U{year % 100:02d}-{number:04d}")
        except IntegrityError:
            after = uploads.next_number(year)
            if after <= number:
                raise  # not the number: the same file came in at the same moment
            number = after
    raise Refusal("number.busy", N_("Not done: too many people at once. Nothing is lost. Try again."), status=503)
