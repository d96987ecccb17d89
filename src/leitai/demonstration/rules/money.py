"""The made-up money: a curve of investment along a life, a plan for each year, and what was really spent each month."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leitai.demonstration.rules import chance
from leitai.demonstration.terms import Anchor, Month, Sown
from leitai.register.rules import checks, months
from leitai.register.terms import Figures, Milestone, Stage

WAN = 10_000
ROUND = 5 * WAN
ANCHOR_MONTH = "2024-03"
NEAR = 0.97
FASTEST = 3.0  # no project spends faster than so many times its curve
# Share of the total spent by a milestone; between two of them it grows evenly.
SPENT = {
    Milestone.SIGNED: 0.0,
    Milestone.STARTED: 0.06,
    Milestone.EQUIPMENT: 0.52,
    Milestone.TRIAL: 0.88,
    Milestone.FULL: 1.0,
}
# What of the year's plan a project manages: (least, most).
PACES = {
    "fast": (1.02, 1.14),
    "steady": (0.95, 1.08),
    "slow": (0.7, 0.88),
    "late": (0.84, 0.96),
    "stuck": (0.6, 0.8),
    "withdrawn": (0.4, 0.6),
}
NAMED_PACE = (1.0, 1.06)  # real names get no made-up bad news: they keep to their plans
WINTER = {1: 0.75, 2: 0.6, 12: 1.15}
REASONS = {
    "unchanged": "现场停工待料，正在协调，恢复后补报进度。",
    "high": "设备集中到货，一次支付进度款。",
    "over_total": "材料涨价，概算正在调整。",
    "unit": "本月金额已与付款凭证核对。",
    "adds_up": "上月少报一笔，本月一并计入。",
}
PROGRESS: dict[str, tuple[str, ...]] = {
    Stage.PREPARATION: ("办理前期手续，场地清表", "场地平整，临时设施搭建", "初步设计和勘察"),
    Stage.FOUNDATION: ("桩基施工", "基础开挖和浇筑", "地下管网和基础施工"),
    Stage.STRUCTURE: ("钢结构吊装", "主体施工", "屋面和围护结构施工"),
    Stage.EQUIPMENT: ("设备进场安装", "生产线安装和管线连接", "电气和自控系统安装"),
    Stage.TRIAL: ("单机调试", "试生产，产能爬坡", "部分生产线投产"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """Months as reported, and the year's plans as twelve cumulative amounts."""

    months: Sequence[Month]
    plans: Mapping[int, Sequence[int]]


def spent_share(on: date, life: Mapping[Milestone, date]) -> float:
    """Share of the total that is spent by the end of a day, 0 to 1, along `SPENT`."""
    marks = [(life[kind], part) for kind, part in SPENT.items()]
    if on <= marks[0][0]:
        return 0.0
    for (start, low), (end, high) in itertools.pairwise(marks):
        if on < end:
            return low + (high - low) * (on - start).days / max(1, (end - start).days)
    return 1.0


def told(sown: Sown, life: Mapping[Milestone, date], *, first: str, last: str, stopped: str = "", seed: int) -> Money:
    """The money of a project for the months `first` to `last`.

    Args:    life: the days its milestones are or will be done. stopped: the first month without any progress ("" = none).
    Returns: months whose three figures fit together, with a reason wherever the register would ask for one.
    """
    total = sown.total_yuan or 0
    rate = _rate_after_anchor(sown, life)
    plans = _plans(sown, life, months.year(first), months.year(last), rate, seed)
    before = _rounded(total * spent_share(months.last_day(months.shifted(first, -1)), life))
    spent = [_spent(sown, life, month, rate, stopped, seed) for month in months.run(first, last)]
    if sown.anchor:
        before, spent = _anchored(sown.anchor, first, before, spent)
        plans[2024] = _anchored_plan(sown, sown.anchor, life, first, spent, rate)
    return Money(_added(sown, life, first, before, spent, plans, seed), plans)


def _spent(sown: Sown, life: Mapping[Milestone, date], month: str, rate: float, stopped: str, seed: int) -> int:
    if stopped and month >= stopped:
        return 0
    planned = _planned_in(sown, month, life, rate)
    if sown.is_named:
        return _rounded(planned * chance.between(*NAMED_PACE, seed, sown.key, month, "noise"))
    pace = chance.between(*PACES[sown.pace], seed, sown.key, months.year(month), "pace")
    noise = chance.between(0.86, 1.14, seed, sown.key, month, "noise")
    if chance.share(seed, sown.key, month, "still") < 0.02:
        return 0
    return _rounded(planned * pace * noise)


def _rate_after_anchor(sown: Sown, life: Mapping[Milestone, date]) -> float:
    """How much faster than its curve a project must spend after March 2024 to come out at its total; 1 without an anchor."""
    if not sown.anchor or not sown.total_yuan:
        return 1.0
    on_curve = sown.total_yuan * (1 - spent_share(months.last_day(ANCHOR_MONTH), life))
    wanted = max(0, sown.total_yuan - sown.anchor.cum_yuan)
    return min(wanted / on_curve, FASTEST) if on_curve > 0 else 1.0


def _planned_in(sown: Sown, month: str, life: Mapping[Milestone, date], rate: float) -> float:
    """What the curve spends in a month; winters are slow and the summer makes up for it."""
    grown = spent_share(months.last_day(month), life) - spent_share(months.last_day(months.shifted(month, -1)), life)
    total = (sown.total_yuan or 0) * (rate if month > ANCHOR_MONTH else 1.0)
    return total * grown * WINTER.get(months.number(month), 1.045)


def _plans(
    sown: Sown, life: Mapping[Milestone, date], first_year: int, last_year: int, rate: float, seed: int
) -> dict[int, Sequence[int]]:
    plans: dict[int, Sequence[int]] = {}
    for year in range(first_year, last_year + 1):
        sums, so_far = [], 0
        for number in range(1, 13):
            so_far += _rounded(_planned_in(sown, f"{year:04d}-{number:02d}", life, rate))
            sums.append(so_far)
        if so_far >= 100 * WAN:
            is_whole = sums[0] > 0 and sums[-2] < so_far  # something in January and in December: an even plan is fair
            even = is_whole and chance.share(seed, sown.key, year, "profile") < 0.3
            plans[year] = _even(so_far) if even else sums
    return plans


def _even(planned: int) -> list[int]:
    return [planned * number // 12 for number in range(1, 13)]


def _anchored(anchor: Anchor, first: str, before: int, spent: list[int]) -> tuple[int, list[int]]:
    """The first months so that March 2024 is what the workbook says."""
    place = months.steps(first, ANCHOR_MONTH)
    if not 0 <= place < len(spent):
        return before, spent
    year_before = max(0, anchor.cum_year_yuan - anchor.month_yuan)
    earlier = [year_before // max(1, place)] * place
    if earlier:
        earlier[-1] += year_before - sum(earlier)
    return anchor.cum_yuan - anchor.cum_year_yuan, [*earlier, anchor.month_yuan, *spent[place + 1 :]]


def _anchored_plan(
    sown: Sown, anchor: Anchor, life: Mapping[Milestone, date], first: str, spent: Sequence[int], rate: float
) -> list[int]:
    """The plan of 2024: the workbook's where the year comes near it, else what is spent and then what the curve expects."""
    parts = [0] * 12
    for number in range(1, 13):
        month, place = f"2024-{number:02d}", months.steps(first, f"2024-{number:02d}")
        is_known = month <= ANCHOR_MONTH and 0 <= place < len(spent)
        parts[number - 1] = spent[place] if is_known else _rounded(_planned_in(sown, month, life, rate))
    if sum(parts) >= NEAR * anchor.plan_yuan:
        return _even(anchor.plan_yuan)
    return list(itertools.accumulate(parts))


def _added(
    sown: Sown, life: Mapping[Milestone, date], first: str, before: int, spent: Sequence[int], plans: Mapping[int, Sequence[int]],
    seed: int,
) -> list[Month]:  # fmt: skip
    """Months with their sums. Nothing goes beyond 1.12 times the total; what is left over is not spent."""
    most = max(int((sown.total_yuan or 0) * 1.12), sown.anchor.cum_yuan if sown.anchor else 0)
    told_months: list[Month] = []
    past: list[Figures] = []
    total, year_total, still = before, before if _began_in(first, life) else 0, 0
    for place, wanted in enumerate(spent):
        month = months.shifted(first, place)
        year_total = 0 if months.number(month) == 1 else year_total
        amount = max(0, min(wanted, most - total))
        total, year_total = total + amount, year_total + amount
        still = still + 1 if amount == 0 else 0
        now = Figures(month, amount, year_total, total)
        row = Month(month, amount, year_total, total, stage(month, life), _progress(sown, life, month, seed))
        told_months.append(replace(row, reason=_reason(sown, now, past, plans, still)))
        if not is_forgotten(sown.key, month, seed):
            past.append(now)
    return told_months


def is_forgotten(key: str, month: str, seed: int) -> bool:
    """Whether a month of a project was never sent."""
    return month != ANCHOR_MONTH and chance.share(seed, key, month, "forgotten") < 0.012


def _began_in(first: str, life: Mapping[Milestone, date]) -> bool:
    """Whether what was spent before the first month belongs to the same year."""
    return life[Milestone.SIGNED].year == months.year(first) and months.number(first) > 1


def _reason(sown: Sown, now: Figures, past: Sequence[Figures], plans: Mapping[int, Sequence[int]], still: int) -> str:
    plan = plans.get(months.year(now.month))
    found = checks.findings(
        now, past[-6:], total_yuan=sown.total_yuan, planned_yuan=plan[-1] if plan else None, unchanged=still
    )
    asked = [finding.code for finding in found if finding.severity > 1]
    if asked == ["unchanged"] and sown.total_yuan and (now.cum_yuan or 0) >= sown.total_yuan * 0.9:
        return "投资基本完成，等待达产。"
    return REASONS.get(asked[0], REASONS["unit"]) if asked else ""


def stage(month: str, life: Mapping[Milestone, date]) -> Stage:
    """The picture of progress at the end of a month."""
    on = months.last_day(month)
    if on >= life[Milestone.TRIAL]:
        return Stage.TRIAL
    if on >= life[Milestone.EQUIPMENT]:
        return Stage.EQUIPMENT
    if on < life[Milestone.STARTED]:
        return Stage.PREPARATION
    half = life[Milestone.STARTED].toordinal() * 0.62 + life[Milestone.EQUIPMENT].toordinal() * 0.38
    return Stage.FOUNDATION if on.toordinal() < half else Stage.STRUCTURE


def _progress(sown: Sown, life: Mapping[Milestone, date], month: str, seed: int) -> str:
    at = stage(month, life)
    words = chance.pick(PROGRESS[at], seed, sown.key, at, months.number(month) // 3)
    share = round(100 * spent_share(months.last_day(month), life))
    return f"{words}，总工程量约 {share}%。" if at != Stage.PREPARATION else f"{words}。"


def _rounded(yuan: float) -> int:
    return round(yuan / ROUND) * ROUND
