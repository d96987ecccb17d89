"""Why an action was not done: one exception with a code, a sentence to translate and the field it belongs to.

A refusal is an answer, not an accident: whoever raises it has changed nothing. `web` turns it into words on the page, the
API into problem+json, the command line into one line. The sentence says what happened, what is kept, what to do.
"""

from collections.abc import Iterable
from typing import Any


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a sentence that is translated later
    """Marks a sentence for translation; translating happens where it is shown."""
    return text


class Refusal(Exception):
    """Something asked for was not done. `data` fills the placeholders (`%(name)s`) of `text`."""

    status = 422

    def __init__(
        self, code: str, text: str, *, field: str | None = None, status: int | None = None, **data: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.field = field
        self.data = data
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        """The sentence in the source language, for logs and the command line."""
        return self.text % self.data if self.data else self.text


class Gone(Refusal):
    """There is no such thing, or the asker may not know of it: both answer alike."""

    status = 404

    def __init__(self) -> None:
        super().__init__("gone", N_("There is no such page, or you may not see it."))


class Forbidden(Refusal):
    """The asker sees the object but this seat may not do that to it."""

    status = 403

    def __init__(
        self, code: str = "forbidden", text: str = N_("Your seat does not allow this. Nothing was changed.")
    ) -> None:
        super().__init__(code, text)


class Stale(Refusal):
    """Somebody changed the row since it was read; `now` tells what stands there."""

    status = 409

    def __init__(self, **now: Any) -> None:
        text = N_(
            "Not done: somebody changed this a moment ago. What you typed is kept. Look at the new figures and try again."
        )
        super().__init__("stale", text)
        self.now = now


class Refusals(Refusal):
    """Several refusals at once, one for each field: everything wrong is told in one go."""

    def __init__(self, parts: Iterable[Refusal]) -> None:
        self.parts = list(parts)
        super().__init__("several", N_("Not saved: some fields need another look. What you typed is kept."))
