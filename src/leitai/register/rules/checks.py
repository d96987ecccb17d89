"""What a careful reader asks about a report when it is entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from leitai.kernel.refusal import N_
from leitai.register.rules import months
from leitai.register.terms import Figures, Finding, Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the questions begin. 120 % and two months are the county's rule; the rest is assumed."""

    over_total_percent: int = 120
    over_plan_percent: int = 120
    unchanged_months: int = 2
    high_factor: float = 3.0
    high_from_months: int = 3  # so many earlier months are needed to call one high
    high_over_months: int = 5
    unit_factor: int = 1_000  # further apart than this: probably 元 for 万元, or the other way round
    rounding_yuan: int = 10_000  # sums in 万元 may be off by this much
    most_yuan: int = 10**14


LIMITS = Limits()

ERROR, REASON, NOTE = Severity.ERROR, Severity.REASON, Severity.NOTE


def filled(now: Figures, before: Figures | None) -> tuple[Figures, tuple[str, ...]]:
    """The figures with what follows from the month before worked out, and the names of the fields that were.

    Only sums that are certain: the month before must be there (for the year's sum: or it is January). A figure that was
    reported is never changed.
    """
    done: list[str] = []
    last = before if before is not None and months.steps(before.month, now.month) == 1 else None
    year_base = 0 if months.number(now.month) == 1 else (last.cum_year_yuan if last else None)
    base = last.cum_yuan if last else None
    if now.month_yuan is None:
        for value, was in ((now.cum_yuan, base), (now.cum_year_yuan, year_base)):
            if value is not None and was is not None and value >= was and now.month_yuan is None:
                now, done = replace(now, month_yuan=value - was), [*done, "month_yuan"]
    if now.month_yuan is not None and now.cum_year_yuan is None and year_base is not None:
        now, done = replace(now, cum_year_yuan=year_base + now.month_yuan), [*done, "cum_year_yuan"]
    if now.month_yuan is not None and now.cum_yuan is None and base is not None:
        now, done = replace(now, cum_yuan=base + now.month_yuan), [*done, "cum_yuan"]
    return now, tuple(done)


def unchanged_months(now: Figures, before_count: int) -> int:
    """For how many months in a row nothing was invested, this one included; unknown counts as a change."""
    return before_count + 1 if now.month_yuan == 0 else 0


def findings(
    now: Figures,
    before: Sequence[Figures] = (),
    *,
    total_yuan: int | None = None,
    planned_yuan: int | None = None,
    unchanged: int = 0,
    limits: Limits = LIMITS,
) -> tuple[Finding, ...]:
    """All questions about a month's figures, gravest first.

    Args:    now: as `filled` gives them. before: earlier months that were handed in, oldest first.
             total_yuan, planned_yuan: of the project and of the year. unchanged: months in a row without investment.
    Returns: findings with code, severity and the field they belong to.
    """
    found = [
        *_shape(now, limits), *_units(now, before, total_yuan, limits), *_falls(now, before, limits),
        *_sums(now, before, limits), *_sizes(now, before, total_yuan, planned_yuan, limits), *_stillness(unchanged, limits),
    ]  # fmt: skip
    suspects = {f.field for f in found if f.code == "unit"}
    # A figure whose unit is in doubt needs no second question about its size.
    kept = [f for f in found if f.code == "unit" or f.field not in suspects or f.code in {"missing", "out_of_range"}]
    return tuple(sorted(kept, key=lambda f: -f.severity))


def is_open(found: Sequence[Finding], reason: str) -> bool:
    """Whether something is still to be put right: an error, or a question without a reason."""
    return any(f.severity is ERROR or (f.severity is REASON and not reason.strip()) for f in found)


def _shape(now: Figures, limits: Limits) -> Iterator[Finding]:
    if now.month_yuan is None and now.cum_year_yuan is None and now.cum_yuan is None:
        yield _finding("missing", N_("Write what was invested this month. Nothing at all is 0."), ERROR, "month_yuan")
    for name in ("month_yuan", "cum_year_yuan", "cum_yuan"):
        value = getattr(now, name)
        if value is not None and not 0 <= value <= limits.most_yuan:
            yield _finding("out_of_range", N_("This amount is not possible. Amounts are 0 or more."), ERROR, name)


def _units(now: Figures, before: Sequence[Figures], total: int | None, limits: Limits) -> Iterator[Finding]:
    usual = _usual(before)
    for name, usually in (("month_yuan", usual), ("cum_year_yuan", None), ("cum_yuan", _last(before, "cum_yuan"))):
        value = getattr(now, name)
        if not value or value < 0:
            continue
        if total and value >= total * 100:
            yield _unit(name, value, value // 10_000, ERROR)
        elif usually and value * limits.unit_factor <= usually:
            yield _unit(name, value, value * 10_000, ERROR if name == "cum_yuan" else REASON)
        elif usually and value >= usually * limits.unit_factor:
            yield _unit(name, value, value // 10_000, REASON)


def _unit(name: str, value: int, better: int, severity: Severity) -> Finding:
    text = N_("%(value)s looks 10,000 times off. Was %(better)s meant?")
    return _finding("unit", text, severity, name, value=value, better=better)


def _falls(now: Figures, before: Sequence[Figures], limits: Limits) -> Iterator[Finding]:
    text = N_("The sum falls: it was %(before)s in %(month)s. If the earlier one was wrong, ask for it to be returned.")
    this_year = [b for b in before if months.year(b.month) == months.year(now.month)]
    for name, earlier in (("cum_year_yuan", this_year), ("cum_yuan", before)):
        value, last = getattr(now, name), next((b for b in reversed(earlier) if getattr(b, name) is not None), None)
        if value is not None and last is not None and value < getattr(last, name):
            yield _finding("falls", text, ERROR, name, before=getattr(last, name), month=last.month)


def _sums(now: Figures, before: Sequence[Figures], limits: Limits) -> Iterator[Finding]:
    last = before[-1] if before and months.steps(before[-1].month, now.month) == 1 else None
    january = months.number(now.month) == 1
    year_base = 0 if january else (last.cum_year_yuan if last else None)
    text = N_("This does not add up: %(base)s before and %(part)s this month make %(sum)s, not %(value)s.")
    for name, base in (("cum_year_yuan", year_base), ("cum_yuan", last.cum_yuan if last else None)):
        value = getattr(now, name)
        if value is None or base is None or now.month_yuan is None or value < base:
            continue
        if abs(base + now.month_yuan - value) > limits.rounding_yuan:
            made = base + now.month_yuan
            yield _finding("adds_up", text, REASON, name, base=base, part=now.month_yuan, sum=made, value=value)
    yield from _order(now, limits)


def _order(now: Figures, limits: Limits) -> Iterator[Finding]:
    pairs = (("month_yuan", "cum_year_yuan"), ("cum_year_yuan", "cum_yuan"), ("month_yuan", "cum_yuan"))
    for part, whole in pairs:
        small, large = getattr(now, part), getattr(now, whole)
        if small is not None and large is not None and small > large + limits.rounding_yuan:
            text = N_("%(large)s in total is less than its part, %(small)s.")
            yield _finding("part_over_whole", text, ERROR, whole, small=small, large=large)
            return


def _sizes(
    now: Figures, before: Sequence[Figures], total: int | None, planned: int | None, limits: Limits
) -> Iterator[Finding]:
    if total and now.cum_yuan is not None and now.cum_yuan * 100 > total * limits.over_total_percent:
        text = N_("%(percent)s %% of the planned total investment. Over %(limit)s %% needs a reason.")
        data = {"percent": round(100 * now.cum_yuan / total), "limit": limits.over_total_percent}
        yield _finding("over_total", text, REASON, "cum_yuan", **data)
    elif total and now.cum_yuan is not None and now.cum_yuan > total:
        text = N_("More than the planned total investment, %(total)s.")
        yield _finding("past_total", text, NOTE, "cum_yuan", total=total)
    if planned and now.cum_year_yuan is not None and now.cum_year_yuan * 100 > planned * limits.over_plan_percent:
        text = N_("%(percent)s %% of the year's plan.")
        yield _finding("over_plan", text, NOTE, "cum_year_yuan", percent=round(100 * now.cum_year_yuan / planned))
    yield from _high(now, before, limits)


def _high(now: Figures, before: Sequence[Figures], limits: Limits) -> Iterator[Finding]:
    earlier = [b.month_yuan for b in before[-limits.high_over_months :] if b.month_yuan is not None]
    if now.month_yuan is None or len(earlier) < limits.high_from_months or not sum(earlier):
        return
    times = now.month_yuan * len(earlier) / sum(earlier)
    if times >= limits.high_factor:
        text = N_("%(times)s times the average of the %(count)s months before. Write the reason.")
        yield _finding("high", text, REASON, "month_yuan", times=round(times, 1), count=len(earlier))


def _stillness(unchanged: int, limits: Limits) -> Iterator[Finding]:
    if unchanged >= limits.unchanged_months:
        text = N_("No change for %(months)s months. Write one sentence why.")
        yield _finding("unchanged", text, REASON, "month_yuan", months=unchanged)


def _usual(before: Sequence[Figures]) -> int | None:
    """The middle of the earlier months that had any investment; None for fewer than three."""
    some = [b.month_yuan for b in before if b.month_yuan]
    return int(median(some)) if len(some) >= 3 else None


def _last(before: Sequence[Figures], name: str) -> int | None:
    return next((value for b in reversed(before) if (value := getattr(b, name))), None)


def _finding(code: str, text: str, severity: Severity, field: str, **data: int | float | str) -> Finding:
    return Finding(code, text, dict(data), severity, field)
