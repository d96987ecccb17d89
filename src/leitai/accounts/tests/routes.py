"""Example objects for the matrix test: what stands in the place of a route's parameters, by its relation to who asks.

Each slice with routes that take parameters, or whose POST needs data, has a module `tests/routes.py` with

    def examples(by: Actor) -> dict[str, Example]:

It makes what it needs (the county of `by` is in force) and answers by url name. `tests/house/test_matrix.py` finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leitai.accounts.tests import make
from leitai.kernel.actor import Actor

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """Parameters of one route.

    own: an object that `by` reaches wherever the door opens at all. other: one of another office of the same county, None
    where offices make no difference. foreign: one of another county. missing: one that never was. `post` and `query`: what
    is sent along; a POST with it may do something or be refused politely, but is never gone.
    """

    own: Words = field(default_factory=dict)
    other: Words | None = None
    foreign: Words | None = None
    missing: Words | None = None
    post: Words = field(default_factory=dict)
    query: Words = field(default_factory=dict)


def examples(by: Actor) -> dict[str, Example]:
    """Examples for the routes of accounts."""
    somebody, stranger = (
        make.person("reporter"),
        make.person("reporter", make.office("wangfu", "street", within=make.QINGZHOU)),
    )
    seat, far = somebody.seats.get().pk, stranger.seats.get().pk
    people = Example({"code": somebody.code}, None, {"code": stranger.code}, {"code": "0123456789abcdef"})
    take = Example(
        {"code": somebody.code, "seat": seat},
        None,
        {"code": stranger.code, "seat": far},
        {"code": "0123456789abcdef", "seat": 987654321},
    )
    make.office("wujing")
    mine = make.Seat.everywhere.filter(person__code=by.code).values_list("pk", flat=True).first()
    return {
        "accounts:seat": Example(post={"seat": mine}),
        "accounts:person": people,
        "accounts:seat_give": people,
        "accounts:seat_take": take,
        "accounts:person_switch": people,
        "accounts:person_invite": people,
        "accounts:office": Example({"code": "wujing"}, None, {"code": "wangfu"}, {"code": "nowhere-street"}),
    }
