"""What the history keeps of coming and going: sign-ins, refusals by lockout, sign-outs; codes of persons, never names."""

from datetime import datetime

from leitai.accounts import access
from leitai.audit import actions as audit
from leitai.kernel.actor import Actor
from leitai.store.action import action


@action
def record_sign_in(*, way: str, by: Actor, at: datetime) -> None:
    """Somebody came in. `way`: password, click (demonstration), code (a password just chosen)."""
    access.require(by, "accounts.sign_out")
    audit.append("session.opened", about=f"person:{by.code}", by=by, at=at, after={"way": way, "role": by.role})


@action
def take_other_seat(*, by: Actor, at: datetime) -> None:
    """Somebody with several seats now acts from this one (`by` is the actor of the new seat)."""
    access.require(by, "accounts.seat_choose")
    audit.append(
        "session.reseated", about=f"person:{by.code}", by=by, at=at, after={"role": by.role, "office": by.office}
    )


@action
def end_session(*, by: Actor, at: datetime) -> None:
    """Somebody signed out."""
    access.require(by, "accounts.sign_out")
    audit.append("session.closed", about=f"person:{by.code}", by=by, at=at)


@action
def note_lockout(*, person: str, network: str, by: Actor, at: datetime) -> None:
    """A name was closed after too many wrong passwords. `person`: its code, or `unknown` where nobody has that name.

    The network is personal data, so it stands beside the chain and can be erased.
    """
    access.require(by, "accounts.lockout")
    audit.append("person.locked_out", about=f"person:{person}", by=by, at=at, texts={"network": network})
