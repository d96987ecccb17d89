"""A plan: what applies, what waits for what, when each procedure can end, and how much of that can slip.

Everything here is numbers; `wording` makes the answer of it. Days are ranks of `days.Days`.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from leitai.catalogue.rules import truth
from leitai.kernel import refusal, workdays
from leitai.kernel.refusal import N_
from leitai.permits import terms
from leitai.permits.rules import days, prepared

HARD, LATER = 1, 2
_Waits = list[prepared.Walked]


@dataclass(slots=True)
class Plan:
    """Lists are indexed by the procedure's number in the catalogue; entries of procedures that are not sure mean nothing."""

    request: terms.Request
    codes: tuple[int, ...]
    """Of every condition: TRUE, UNKNOWN or FALSE."""
    applies: Sequence[int]
    """As the rules say; `truth` is the same with FALSE for what is done."""
    truth: bytearray
    sure: list[int]
    perhaps: list[int]
    done: list[int]
    order: list[int]
    """The sure procedures so that each stands behind all that it waits for."""
    stated: prepared.Mask
    begin: days.Rank
    needs: list[prepared.Mask]
    clocks: list[prepared.Clock]
    waits: list[_Waits]
    gate: list[int]
    start: list[days.Rank]
    own_finish: list[days.Rank]
    finish: list[days.Rank]
    lawful_finish: list[days.Rank]
    latest: list[days.Rank]
    """The latest own finish that leaves the project's finish where it is."""
    works_end: days.Rank = 0
    """Of the promised plan; 0 where no procedure waits for it and nothing must precede it."""
    lawful_works_end: days.Rank = 0
    start_of_works: days.Rank = 0
    """0 without a procedure that must precede it."""
    end: days.Rank = 0
    lawful_end: days.Rank = 0


def plan_for(ready: prepared.Prepared, request: terms.Request) -> Plan:
    """The plan of one project.

    Raises: Refusal: answers that contradict each other; a start so late that working days are not known to the end.
    """
    codes = ready.evaluate(request.values)
    _refuse_contradictions(ready, codes)
    plan = _scope(ready, request, codes)
    _forward(ready, plan)
    _ends(ready, plan)
    _backward(ready, plan)
    return plan


def _refuse_contradictions(ready: prepared.Prepared, codes: tuple[int, ...]) -> None:
    for number, row in ready.contradictions:
        if codes[number] == truth.TRUE and row.severity == "refuse":
            raise refusal.Refusal(
                "facts.contradiction", N_("These answers cannot be true together: %(en)s / %(zh)s (%(id)s)."),
                en=row.en, zh=row.zh, id=row.id,
            )  # fmt: skip


def _begin(ready: prepared.Prepared, request: terms.Request) -> days.Rank:
    try:
        day = ready.days.day(request.start_on)
        ready.days.rank[day + request.works_days + ready.span_days]
    except (workdays.OutOfRange, IndexError):
        raise refusal.Refusal(
            "start.out_of_range", N_("No plan can start on %(start)s: working days are known from %(first)s to %(last)s."),
            field="start", start=request.start_on, first=workdays.FIRST_DAY, last=workdays.LAST_DAY,
        ) from None  # fmt: skip
    return ready.days.rolled(day)


_ONLY_TRUE = bytes(1 if code == truth.TRUE else 0 for code in range(256))
_ONLY_UNKNOWN = bytes(1 if code == truth.UNKNOWN else 0 for code in range(256))


def _scope(ready: prepared.Prepared, request: terms.Request, codes: tuple[int, ...]) -> Plan:
    applies: Sequence[int] = ready.rules_of(codes)
    stated = sum(1 << ready.slot_number[name] for name in request.held)
    done: list[int] = []
    decided = bytearray(applies)
    if stated:
        done = [one.number for one in ready.ready if applies[one.number] and _is_done(one, codes, stated)]
        for number in done:
            decided[number] = truth.FALSE
    # Codes as bytes: picking the sure ones is a translation and a compression, both of the interpreter's own speed.
    is_sure, is_open = decided.translate(_ONLY_TRUE), decided.translate(_ONLY_UNKNOWN)
    count = len(applies)
    return Plan(
        request=request, codes=codes, applies=applies, truth=decided, done=done, stated=stated,
        sure=list(compress(range(count), is_sure)),
        perhaps=list(compress(range(count), is_open)),
        order=list(compress(ready.order, ready.in_order(is_sure))),
        begin=_begin(ready, request), needs=[0] * count, clocks=list(ready.clocks),  # type: ignore[arg-type] # filled below
        waits=[[]] * count, gate=[0] * count, start=[0] * count, own_finish=[0] * count, finish=[0] * count,
        lawful_finish=[0] * count, latest=[0] * count,
    )  # fmt: skip


def _is_done(one: prepared.Ready, codes: tuple[int, ...], stated: prepared.Mask) -> bool:
    """All outputs that are not ruled out are stated. Where all are ruled out nothing is stated, so nothing is done."""
    outputs = one.gives
    for when, bit in one.gives_if:
        if codes[when]:
            outputs |= bit
    return outputs != 0 and outputs & ~stated == 0


def _forward(ready: prepared.Prepared, plan: Plan) -> None:
    """Earliest dates, promised and lawful, in one walk along the order.

    It is walked for every plan, so its names are local and its tests stand in the order of what they cost.
    """
    codes, decided, finish, lawful_finish = plan.codes, plan.truth, plan.finish, plan.lawful_finish
    rows, clocks, all_needs, all_waits, starts, own_finish = (
        ready.ready, plan.clocks, plan.needs, plan.waits, plan.start, plan.own_finish,
    )  # fmt: skip
    gated_mask, begin, stated = ready.gated_mask, plan.begin, plan.stated
    for number in plan.order:
        row = rows[number]
        needs = row.asks
        for when, bit in row.asks_if:
            if codes[when] == 3:
                needs |= bit
        all_needs[number] = needs
        start = lawful_start = begin
        follows = 0
        if row.links:
            all_waits[number] = waits = []
            for walked in row.links:
                bit, giver, may_follow, output_when, link = walked
                if decided[giver] != 3 or (bit and not needs & bit) or codes[output_when] != 3 or stated & link.bit:
                    continue
                waits.append(walked)
                day = finish[giver]
                if may_follow:
                    if day > follows:
                        follows = day
                elif day > start:
                    start = day
                day = lawful_finish[giver]
                if day > lawful_start:
                    lawful_start = day
        gated = needs & gated_mask & ~stated
        if gated:
            start, lawful_start, follows = _wait_for_works(ready, plan, row, gated, (start, lawful_start, follows))
        clock = clocks[number] or _clock(ready, plan, row)
        starts[number] = start
        own_finish[number] = day = clock.promised[start]
        finish[number] = day if day > follows else follows
        lawful_finish[number] = clock.lawful[lawful_start]


_Times = tuple[days.Rank, days.Rank, days.Rank]


def _wait_for_works(
    ready: prepared.Prepared, plan: Plan, row: prepared.Ready, gated: prepared.Mask, times: _Times
) -> _Times:
    """(start, lawful start, latest paper that may follow) of a procedure that needs papers from after the works."""
    start, lawful_start, follows = times
    if not plan.works_end:
        plan.works_end, plan.lawful_works_end = _works_ends(ready, plan)
    lawful_start = max(lawful_start, plan.lawful_works_end)
    if gated & ~row.follows:
        plan.gate[row.number] = HARD
        return max(start, plan.works_end), lawful_start, follows
    plan.gate[row.number] = LATER
    return start, lawful_start, max(follows, plan.works_end)


def _clock(ready: prepared.Prepared, plan: Plan, row: prepared.Ready) -> prepared.Clock:
    in_force = tuple(plan.codes[when] != truth.FALSE for when in row.step_whens)
    plan.clocks[row.number] = clock = ready.clock(row.number, in_force)
    return clock


def _works_ends(ready: prepared.Prepared, plan: Plan) -> tuple[days.Rank, days.Rank]:
    """When works end in the promised and in the lawful plan. The order has all that precedes them behind it.

    A procedure that is not sure has finish 0, so the maximum leaves it out.
    """
    promised = max((plan.finish[number] for number in ready.gates), default=0) or plan.begin
    lawful = max((plan.lawful_finish[number] for number in ready.gates), default=0) or plan.begin
    works_days = plan.request.works_days
    return ready.days.works_end(promised, works_days), ready.days.works_end(lawful, works_days)


def _ends(ready: prepared.Prepared, plan: Plan) -> None:
    """The project's ends and its milestone."""
    plan.end = max(plan.finish, default=0) or plan.begin
    plan.lawful_end = max(plan.lawful_finish, default=0) or plan.begin
    plan.start_of_works = max([plan.finish[number] for number in ready.gates], default=0)
    if plan.start_of_works and not plan.works_end:
        plan.works_end = ready.days.works_end(plan.start_of_works, plan.request.works_days)


def _backward(ready: prepared.Prepared, plan: Plan) -> None:
    """How late each own finish may be: the forward walk's monotone steps, each undone.

    Exact because a delay travels only forward along waits, and each step undone is the largest day that the step still
    takes to the limit behind it.
    """
    latest, clocks, rows, all_waits, gate = plan.latest, plan.clocks, ready.ready, plan.waits, plan.gate
    latest[:] = [plan.end] * len(latest)
    works_limit = 0
    for number in reversed(plan.order):
        limit = latest[number]
        if works_limit and rows[number].is_gate:
            latest[number] = limit = min(limit, _latest_milestone(ready, plan, works_limit))
        waits, gated = all_waits[number], gate[number]
        if not waits and not gated:
            continue
        start_limit = clocks[number].latest[limit]
        for _, giver, may_follow, _, _ in waits:
            allowed = limit if may_follow else start_limit
            if allowed < latest[giver]:
                latest[giver] = allowed
        if gated:
            allowed = start_limit if gated == HARD else limit
            works_limit = min(works_limit or allowed, allowed)


def _latest_milestone(ready: prepared.Prepared, plan: Plan, works_limit: days.Rank) -> days.Rank:
    return ready.days.rank[ready.days.day_of[works_limit] - plan.request.works_days]


def serial_order(ready: prepared.Prepared, plan: Plan) -> list[int]:
    """The sure procedures one after another: always the first in the catalogue that waits for nothing any more."""
    missing = dict.fromkeys(plan.sure, 0)
    followers: dict[int, list[int]] = {}
    gates = {number for number in plan.sure if ready.ready[number].is_gate}
    for number in plan.sure:
        missing[number] = len(plan.waits[number])
        for _, giver, _, _, _ in plan.waits[number]:
            followers.setdefault(giver, []).append(number)
    gated = [number for number in plan.sure if plan.gate[number]] if gates else []
    for number in gated:
        missing[number] += 1
    free = [number for number in plan.sure if not missing[number]]
    result: list[int] = []
    while free:
        number = heapq.heappop(free)
        result.append(number)
        released = followers.get(number, [])
        if number in gates:
            gates.discard(number)
            released = released if gates else released + gated
        for other in released:
            missing[other] -= 1
            if not missing[other]:
                heapq.heappush(free, other)
    return result


def serial_workdays(ready: prepared.Prepared, plan: Plan, order: list[int], *, is_promised: bool) -> int:
    """Working days from the project's start to the last finish, one counter after another."""
    day = plan.begin
    milestone = plan.begin
    for number in order:
        clock = plan.clocks[number]
        start = max(day, ready.days.works_end(milestone, plan.request.works_days)) if plan.gate[number] else day
        day = clock.promised[start] if is_promised else clock.lawful[start]
        if ready.ready[number].is_gate:
            milestone = day
    return day - plan.begin
