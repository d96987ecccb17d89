"""The one way in which a change is made: a county in force, one transaction, one entry in the history, once per key."""

import functools
import hashlib
import inspect
import json
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import OperationalError, models, transaction

from leitai.kernel.refusal import N_, Refusal
from leitai.store import county
from leitai.store.models import Done

_entries: ContextVar[int | None] = ContextVar("entries", default=None)
RETRIES = 3
KEY = re.compile(r"[!-~]{1,64}")  # what a page makes, or a client of its own: printable and no longer than the column
USED = N_("This form was already used for something else. Open the page again.")
# PostgreSQL: serialization failure, deadlock. Both roll the whole transaction back, so doing it again is safe.
PASSING = {"40001", "40P01"}


class NoHistory(RuntimeError):
    """An action changed something and wrote no history: a fault of the program; the transaction is undone."""


def recorded() -> None:
    """Called by the history for each entry that it takes."""
    count = _entries.get()
    if count is not None:
        _entries.set(count + 1)


def action[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Makes a function an action: keyword-only, with `by` (Actor) and `at` (aware datetime), optionally `key`.

    Runs it in the actor's county, in one transaction that also holds the history entries it must append (none appended and
    the change is undone: NoHistory). With a `key`, the second call with the same content answers with the first one's row
    and does nothing; the same key with other content is refused. A function that has no `key` parameter of its own still
    accepts one.
    """
    name = f"{function.__module__}.{function.__name__}".replace("leitai.", "").replace(".actions", "")
    takes_key = "key" in inspect.signature(function).parameters

    @functools.wraps(function)
    def run(*args: P.args, **words: P.kwargs) -> R:
        key: Any = words.get("key") if takes_key else words.pop("key", None)
        by: Any = words["by"]
        for attempt in range(RETRIES):
            try:
                with county.within(by.county), transaction.atomic():
                    result: R = _once(name, function, key, words)
                    return result
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state not in PASSING or transaction.get_connection().in_atomic_block or attempt == RETRIES - 1:
                    raise
                time.sleep(0.05 * (attempt + 1))
        raise AssertionError  # the loop returns or raises

    run.is_action = True  # type: ignore[attr-defined]  # a mark for the house tests
    return run


def is_done(by: Any, key: str) -> bool:
    """Whether the actor did something under this key already: a form sent twice needs no further question."""
    return Done.objects.filter(actor=by.code, key=key).exists() if KEY.fullmatch(key) else False


def _once(name: str, function: Callable[..., Any], key: str | None, words: dict[str, Any]) -> Any:
    if key is None:
        return _with_history(name, function, words)
    by, asked = words["by"], _digest(words)
    if not KEY.fullmatch(key):
        raise Refusal("key.unreadable", USED, status=422)
    # The row is inserted first: a second call waits here on the unique index until the first has committed or gone.
    done, new = Done.objects.get_or_create(
        county=by.county, actor=by.code, action=name, key=key, defaults={"asked": asked, "at": words["at"]}
    )
    if not new:
        if done.asked != asked:
            raise Refusal("key.reused", USED, status=422)
        return _answer(done.answer)
    result = _with_history(name, function, words)
    done.answer = _remembered(result)
    done.save(update_fields=["answer"])
    return result


def _with_history(name: str, function: Callable[..., Any], words: dict[str, Any]) -> Any:
    outer = _entries.get()
    token = _entries.set(0)
    try:
        result = function(**words)
        written = _entries.get() or 0
    finally:
        _entries.reset(token)
    if not written:
        raise NoHistory(name)
    if outer is not None:
        _entries.set(outer + written)
    return result


def _digest(words: dict[str, Any]) -> str:
    asked = {k: v for k, v in words.items() if k not in {"by", "at", "key"}}
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def _remembered(result: Any) -> Any:
    if isinstance(result, models.Model):
        return {"model": result._meta.label, "pk": result.pk}
    return {"value": result}


def _answer(stored: Any) -> Any:
    if stored and "model" in stored:
        return apps.get_model(stored["model"])._base_manager.get(pk=stored["pk"])
    return stored["value"] if stored else None
