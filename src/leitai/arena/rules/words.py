"""The sentences that go with a result, in both languages: they stand in result.json, outside any installation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leitai.arena import terms

REASONS: Mapping[str, tuple[str, str]] = {
    "no_ballots": ("没有有效选票，不排名", "no ballot that counts: not ranked"),
    "too_few_ballots": ("有效选票不足，不排名", "too few ballots: not ranked"),
    "empty_group": ("有评委组没有评分，不排名", "a group of judges gave no mark: not ranked"),
    "islands": ("与其他参赛者没有共同评委，无法比较，不排名", "no chain of judges joins it to the others: not ranked"),
}
METHODS: Mapping[str, tuple[str, str]] = {
    "mean": ("平均分", "mean"),
    "trimmed": ("去掉最高最低后的平均分", "trimmed mean"),
    "median": ("中位数", "median"),
    "grouped": ("分组加权", "group-weighted"),
    "severity": ("宽严校正", "severity-corrected"),
    "pairs": ("两两比较", "paired comparison"),
    "indicators": ("硬指标", "indicators alone"),
}


def place_range(score: terms.EntryScore) -> tuple[str, str]:
    """One sentence on one entry's place, Chinese and English."""
    if score.place is None:
        return REASONS[score.reason]
    if score.low is None or score.high is None:
        return f"第{score.place}名", f"place {score.place}"
    if score.low == score.high:
        return f"第{score.place}名，数据足以确定", f"place {score.place}, which the marks settle"
    return (
        f"第{score.place}名；按现有评分，第{score.low}至第{score.high}名之间分不出高下",
        f"place {score.place}; the marks can't tell places {score.low} to {score.high} apart",
    )


def overall(result: terms.MethodResult, level_percent: int) -> tuple[str, str]:
    """One sentence on how far the whole ranking can be trusted, Chinese and English."""
    if result.islands:
        several = len(result.islands)
        return (
            f"评委与参赛者分成互不相连的{several}部分，各部分之间不能比较。",
            f"Judges and entries fall into {several} unconnected parts, which can't be compared with one another.",
        )
    placed = [s for s in result.scores if s.place is not None]
    known = [s for s in placed if s.low is not None]
    if not known:
        return ("本名次不依赖评分抽样，不给名次区间。", "These places rest on no sample of marks; no ranges are given.")
    firsts: Sequence[terms.EntryScore] = [s for s in known if s.low == 1]
    if len(firsts) == 1:
        return (
            f"在{level_percent}%的把握下，第一名可以确定。",
            f"At {level_percent} % confidence the first place is settled.",
        )
    return (
        f"在{level_percent}%的把握下，{len(placed)}个参赛者中有{len(firsts)}个都可能是第一名，评分分不出高下。",
        f"At {level_percent} % confidence {len(firsts)} of {len(placed)} entries may be first; the marks can't tell them apart.",
    )
