"""The digest of a domain row: the same from an instance in memory and from the row read back.

A model may say `audit_ignores = {"field", …}` for fields that change without an action (a moment last seen, a count of views).
"""

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
    ignored: Collection[str] = getattr(row, "audit_ignores", ())
    fields = {f.attname: _value(f, getattr(row, f.attname)) for f in row._meta.concrete_fields if f.name not in ignored}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hash_(salt + key(row).encode() + b"\0" + text.encode("utf-8", "surrogatepass")).hex()


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
