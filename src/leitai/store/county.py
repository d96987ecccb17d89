"""The wall between counties, in one place: a query on a county's table sees the county in force, or fails.

The county in force is set by whoever lets a person in (the web's middleware, an action, a command). Without one, a query
raises `NoCounty` instead of answering for everybody. `everywhere` is for the few places that work across counties by
intention (the sequencer of the history, checks, backups); `tests/house` lists them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self

from django.db import models

_in_force: ContextVar[str | None] = ContextVar("county", default=None)


class NoCounty(RuntimeError):
    """A county's table was read or written with no county in force: a fault of the program, never of its user."""


def in_force() -> str:
    """The code of the county in force. Raises: NoCounty."""
    code = _in_force.get()
    if code is None:
        raise NoCounty
    return code


@contextmanager
def within(code: str) -> Iterator[None]:
    """Puts a county (GB/T 2260 code) in force for a block."""
    token = _in_force.set(code)
    try:
        yield
    finally:
        _in_force.reset(token)


class CountyManager(models.Manager[Any]):
    """Rows of the county in force only; new rows get it."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(county=in_force())


class CountyRow(models.Model):
    """A row that belongs to a county."""

    county = models.CharField(max_length=6, default=in_force, editable=False)

    # `everywhere` first: it is Django's default manager, which migrations and related look-ups use by key.
    everywhere: ClassVar[models.Manager[Self]] = models.Manager()
    objects: ClassVar[CountyManager] = CountyManager()

    class Meta:
        abstract = True
        default_manager_name = "everywhere"
        base_manager_name = "everywhere"
