"""The sentence on top, in both languages."""

import re

import pytest
from django.utils import translation

from leitai.cockpit import wording
from leitai.cockpit.terms import Course, Growth, Told

YI = 100_000_000
BASE = Told(Course.BEHIND, "2024-03", 4_610_000_000, 0.219, 2.1, 11, 5, 0, 14)


def plain(code, text, is_late):
    return f"[{text}]" if is_late else text


def said(told, language):
    with translation.override(language):
        return str(wording.sentence(told, plain))


def changed(**values):
    return Told(**({name: getattr(BASE, name) for name in BASE.__dataclass_fields__} | values))


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        (
            BASE,
            "一季度完成投资 46.1 亿元，占年度计划的 21.9%，比计划进度慢 [2.1 个百分点]；11 个项目亮红灯，5 个堵点超期。",
            "¥4.61 bn invested in the first quarter, 21.9% of the year’s plan and [2.1 points] behind it; 11 projects are red, "
            "and 5 bottlenecks overdue.",
        ),
        (
            changed(course=Course.AHEAD, points=1.0, red=1, overdue=0, month="2024-05"),
            "1–5月完成投资 46.1 亿元，占年度计划的 21.9%，比计划进度快 1.0 个百分点；1 个项目亮红灯。",
            "¥4.61 bn invested from January to May, 21.9% of the year’s plan and 1.0 point ahead of it; 1 project is red.",
        ),
        (
            changed(course=Course.LEVEL, red=0, overdue=0, month="2024-12", missing=1),
            "全年完成投资 46.1 亿元，占年度计划的 21.9%，与计划进度持平；没有项目亮红灯，没有堵点超期；"
            "还有 1 个单位的12月月报没有报齐。",
            "¥4.61 bn invested in the whole year, 21.9% of the year’s plan, just as planned; no project is red and nothing is "
            "overdue; 1 unit has not reported all of December.",
        ),
        (
            changed(course=Course.NO_PLAN, share=None, red=0, overdue=1, month="2024-01"),
            "1月完成投资 46.1 亿元，今年没有计划可比；没有项目亮红灯，1 个堵点超期。",
            "¥4.61 bn invested in January; there is no plan to compare with; no project is red; 1 bottleneck overdue.",
        ),
        (
            changed(course=Course.NO_DATA, red=0, overdue=0, missing=3),
            "2024年还没有核实过的月报；没有项目亮红灯，没有堵点超期；还有 3 个单位的3月月报没有报齐。",
            "Nothing is verified for 2024 yet; no project is red and nothing is overdue; 3 units have not reported all of March.",
        ),
    ],
)
def test_the_sentence_is_what_a_person_would_say(told, zh, en):
    assert said(told, "zh-hans") == zh
    assert said(told, "en") == en


def test_what_a_link_draws_is_escaped_unless_it_is_markup():
    with translation.override("en"):
        found = str(wording.sentence(BASE, lambda code, text, is_late: f"<b>{text}"))
    assert "<b>" not in found
    assert found.count("&lt;b&gt;") == 5


def test_the_wall_says_less():
    with translation.override("zh-hans"):
        found = str(wording.sentence_for_the_wall(changed(missing=4), plain))
    assert found == "一季度完成投资 46.1 亿元，比计划进度慢 [2.1 个百分点]；11 个项目亮红灯，5 个堵点超期。"


@pytest.mark.parametrize(
    ("yuan", "digits", "text"),
    [(4_610_000_000, 1, "46.1"), (5_000_000, 1, "0.1"), (4_999_999, 1, "0.0"), (-150_000_000, 1, "−1.5"), (None, 1, "—"),
     (123_456_789_000, 2, "1,234.57")],
)  # fmt: skip
def test_amounts_are_rounded_half_up_and_missing_is_a_dash(yuan, digits, text):
    assert wording.yi(yuan, digits) == text


def test_growth_names_an_earlier_month():
    with translation.override("en"):
        assert wording.growth(Growth("2024-02", 1, 1, 0.083), "2024-02") == [
            "on the year",
            {"text": "▲ 8.3%", "ok": True},
        ]
        assert wording.growth(Growth("2024-02", 1, 1, -0.083), "2024-03")[0] == "on the year, to February"
        assert wording.growth(Growth("2024-02", 1, 0, None), "2024-02") is None


def test_every_figure_is_named_in_both_languages():
    for code in wording.FIGURES:
        with translation.override("zh-hans"):
            zh = [wording.name(code), *wording.definition(code, "", 1).values()]
        assert not any(re.search("[a-z]{4}", text) for text in zh)
