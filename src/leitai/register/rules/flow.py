"""Which step leads from which state to which."""

from leitai.kernel.refusal import N_, Refusal
from leitai.register.terms import BottleneckState as Stuck
from leitai.register.terms import ReportState as State

REPORT: dict[str, dict[State | None, State]] = {
    "draft": {None: State.DRAFT, State.DRAFT: State.DRAFT, State.RETURNED: State.RETURNED},
    "submit": {None: State.SUBMITTED, State.DRAFT: State.SUBMITTED, State.RETURNED: State.SUBMITTED},
    "withdraw": {State.SUBMITTED: State.DRAFT},
    "verify": {State.SUBMITTED: State.VERIFIED},
    "return": {State.SUBMITTED: State.RETURNED, State.VERIFIED: State.RETURNED},
}

BOTTLENECK: dict[str, dict[Stuck | None, Stuck]] = {
    "raise": {None: Stuck.RAISED},
    "assign": {Stuck.RAISED: Stuck.ASSIGNED, Stuck.ASSIGNED: Stuck.ASSIGNED, Stuck.ANSWERED: Stuck.ASSIGNED},
    "answer": {Stuck.ASSIGNED: Stuck.ANSWERED, Stuck.ANSWERED: Stuck.ANSWERED},
    "close": {Stuck.RAISED: Stuck.CLOSED, Stuck.ASSIGNED: Stuck.CLOSED, Stuck.ANSWERED: Stuck.CLOSED},
    "reopen": {Stuck.ANSWERED: Stuck.ASSIGNED, Stuck.CLOSED: Stuck.ASSIGNED},
}


def next_state(state: str | None, step: str) -> State:
    """The state of a report after a step (draft, submit, withdraw, verify, return); None: there is no report yet.

    Raises: Refusal (409): the step is not possible from there. KeyError: there is no such step.
    """
    try:
        return REPORT[step][State(state) if state else None]
    except KeyError:
        if step not in REPORT:
            raise
        raise _impossible("report", state, step) from None


def next_bottleneck_state(state: str | None, step: str) -> Stuck:
    """The state of a bottleneck after a step (raise, assign, answer, close, reopen). Raises: as `next_state`."""
    try:
        return BOTTLENECK[step][Stuck(state) if state else None]
    except KeyError:
        if step not in BOTTLENECK:
            raise
        raise _impossible("bottleneck", state, step) from None


def can(state: str | None, step: str) -> bool:
    """Whether a report's step is possible from a state."""
    return (State(state) if state else None) in REPORT[step]


def can_bottleneck(state: str | None, step: str) -> bool:
    """Whether a bottleneck's step is possible from a state."""
    return (Stuck(state) if state else None) in BOTTLENECK[step]


WHY = {
    ("report", "submitted"): N_(
        "Not done: this report was handed in and is waiting to be verified. Nothing was changed."
    ),
    ("report", "verified"): N_("Not done: this report was verified. It can only be corrected after it is returned."),
    ("report", "returned"): N_("Not done: this report was returned to the town. Nothing was changed."),
    ("report", "draft"): N_("Not done: this report has not been handed in yet. Nothing was changed."),
    ("report", ""): N_("Not done: nothing was reported for this month yet."),
    ("bottleneck", "raised"): N_("Not done: this bottleneck has no owner yet. Nothing was changed."),
    ("bottleneck", "assigned"): N_("Not done: this bottleneck waits for its owner's answer. Nothing was changed."),
    ("bottleneck", "answered"): N_("Not done: this bottleneck was answered. Nothing was changed."),
    ("bottleneck", "closed"): N_("Not done: this bottleneck is closed. It can be opened again by whoever raised it."),
}


def _impossible(what: str, state: str | None, step: str) -> Refusal:
    text = WHY.get((what, state or ""), N_("Not done: this step does not fit here. Nothing was changed."))
    return Refusal(f"{what}.{step}", text, status=409)
