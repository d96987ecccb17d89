"""Watches SQL: a statement that reaches into a county's table without saying which county is a hole in the wall."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from leitai.store.county import CountyRow

# Where a statement takes rows from: FROM "table", UPDATE "table"; with its alias in a query within a query.
_SOURCE = re.compile(r'(?:FROM|UPDATE) "(\w+)"(?: "?([A-Z]\d+)"?)?')
# Statements that may do without a county. Each begins at a row that was found within one, or before any is in force.
_ALLOWED = tuple(
    re.compile(text)
    for text in (
        # the row a foreign key leads to: Django's own step from a row that was found within the county
        r'^SELECT .* FROM "(\w+)"(?: INNER JOIN .*)? WHERE "\1"\."id" = %s(?: LIMIT 21)?$',
        # the row itself, read again or saved, by its own key
        r'^UPDATE "(\w+)" SET .* WHERE "\1"\."id" = %s$',
        r'^DELETE FROM "(\w+)" WHERE "\1"\."id" IN \([%s, ]+\)$',
        # which seats a person has: from them the county comes
        r'FROM "accounts_seat" .*WHERE .*"accounts_seat"\."person_id" = ',
        r'FROM "accounts_seat" .*WHERE .*"accounts_person"\."(?:code|username)" = ',
    )
)


class Hole(AssertionError):
    """A statement that would answer for every county."""


@cache
def tables() -> frozenset[str]:
    """The tables whose rows belong to a county."""
    return frozenset(m._meta.db_table for m in apps.get_models() if issubclass(m, CountyRow))


def is_open(sql: str) -> bool:
    """Whether a statement takes rows from a county's table without a condition on its county."""
    for table, alias in _SOURCE.findall(sql):
        if table in tables() and not re.search(rf'"?\b(?:{table}|{alias or "-"})"?\."county" (?:=|IN) ', sql):
            return not any(allowed.search(sql) for allowed in _ALLOWED)
    return False


@contextmanager
def watched() -> Iterator[None]:
    """A block in which a statement that is open raises `Hole`."""

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if is_open(sql):
            raise Hole(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield
