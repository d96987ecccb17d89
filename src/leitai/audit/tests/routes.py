"""Examples for the matrix test: a history of two entries here, of four in another county, a checkpoint here."""

from leitai.accounts.tests import make
from leitai.accounts.tests.routes import Example
from leitai.audit import actions
from leitai.kernel.actor import Actor, machine
from leitai.store.action import action


@action
def _entries(*, count: int, by: Actor, at: object) -> None:
    for number in range(count):
        actions.append("tale.told", about=f"tale:{number + 1}", by=by, at=make.AT)


def examples(by: Actor) -> dict[str, Example]:
    """One entry is reached by its position; positions of both counties begin at 1, so only the fourth is foreign."""
    make.county(make.QINGZHOU)
    _entries(count=2, by=machine(make.LINQU), at=make.AT)
    _entries(count=4, by=machine(make.QINGZHOU), at=make.AT)
    actions.sequence_entries()
    actions.sign_checkpoint(code=make.LINQU, at=make.AT)
    one = Example({"position": 1}, None, {"position": 4}, {"position": 987654321})
    return {"audit:entry": one, "audit:body": one, "audit:proof": one}
