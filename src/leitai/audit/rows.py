"""The digest of a domain row: the same from an instance in memory and from the row read back.

A model may say `audit_ignores = {"field", …}` for fields that change without an action (a moment last seen, a count of views).
"""

import functools
import json
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from leitai.audit import rules


def key(row: models.Model) -> str:
    """How an entry names a row: `register.report:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def digest(hash_: rules.Hash, salt: bytes, row: models.Model) -> str:
    """Hex of H(salt ‖ name ‖ 00 ‖ values of all concrete fields). Raises: TypeError for a value that isn't yet the stored one."""
    values = row.__dict__
    fields = {}
    for name, kind, field in _fields(type(row)):
        value = values[name] if name in values else getattr(row, name)
        # Most values are already what the database gives back; only the others go the long way.
        fields[name] = value if value is None or type(value) is kind else _value(field, value)
    text = _written(fields)
    return hash_(salt + key(row).encode() + b"\0" + text.encode("utf-8", "surrogatepass")).hex()


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@functools.cache
def _fields(model: type[models.Model]) -> tuple[tuple[str, type | None, models.Field[Any, Any]], ...]:
    """Name, the type whose values need no work, and field, of every column that is recorded."""
    ignored: Collection[str] = getattr(model, "audit_ignores", ())
    kept = [f for f in model._meta.concrete_fields if f.name not in ignored]
    return tuple((f.attname, _plain_type(f), f) for f in kept)


def _plain_type(field: models.Field[Any, Any]) -> type | None:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.BooleanField):
        return bool
    if isinstance(target, models.IntegerField):
        return int
    is_text = isinstance(target, models.CharField | models.TextField) and not isinstance(target, models.FileField)
    return str if is_text else None


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field}: refresh the row before it is recorded")
    if value is None:
        return None
    if isinstance(field, models.FileField):
        return str(value)
    if isinstance(field, models.JSONField):
        # Through text and back, as the database does: tuples become lists, keys text.
        return json.loads(json.dumps(value, sort_keys=True, cls=field.encoder), cls=field.decoder)
    if isinstance(field, models.BinaryField):
        return bytes(value).hex()
    return _scalar(field, field.to_python(value))


def _scalar(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(value, datetime):
        return rules.moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        places = getattr(field, "decimal_places", None)
        return format(value if places is None else round(value, places), "f")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bool | int):
        return value
    return str(value)


_complete: set[str] = set()


def complete(*labels: str) -> None:
    """Says that every row of these tables (`register.report`) is recorded when it is made, so that one nobody recorded is found.

    A slice calls it in its `AppConfig.ready`.
    """
    _complete.update(label.lower() for label in labels)


def complete_tables() -> frozenset[str]:
    """Tables of which every row must be known to the history."""
    return frozenset(_complete)
