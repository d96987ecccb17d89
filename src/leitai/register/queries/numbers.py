"""The next free number of a kind in a county and year: `P24-0001`, `B24-0001`."""

from typing import Any

from django.db.models.functions import Length

from leitai.register.models import Bottleneck, Project

MODELS: dict[str, Any] = {"P": Project, "B": Bottleneck}


def next_number(letter: str, year: int) -> int:
    """One more than the highest number of the year in the county in force; two askers may get the same one."""
    head = f"{letter}{year % 100:02d}-"
    # By length first: P24-10000 comes after P24-9999.
    rows = MODELS[letter].objects.filter(no__startswith=head).order_by(Length("no").desc(), "-no")
    last: str | None = rows.values_list("no", flat=True).first()
    return int(last[len(head) :]) + 1 if last else 1


def written(letter: str, year: int, number: int) -> str:
    """`P24-0001`."""
    return f"{letter}{year % 100:02d}-{number:04d}"
