"""Capacities in names, in base units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import quantities


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("泰来20万吨重钢智能制造中心", [("200000", "吨", False)]),
        ("年产10万吨高压电缆屏蔽料用纳米碳材料项目", [("100000", "吨", True)]),
        ("年加工200万平方米铝单板项目", [("2000000", "平方米", True)]),
        ("年产１５万台套铝合金车体及零部件项目", [("150000", "台套", True)]),
        ("300MW光伏项目", [("300000", "千瓦", False)]),
        ("30万千瓦光伏项目", [("300000", "千瓦", False)]),
        ("100MW/200MWh储能电站", [("100000", "千瓦", False), ("200000", "千瓦时", False)]),
        ("1.5万吨/年溶剂项目", [("15000", "吨", True)]),
        ("2.5吨锅炉", [("2.5", "吨", False)]),
        ("年产 3,000 套模具", [("3000", "套", True)]),
        ("500公斤/年原料药", [("0.5", "吨", True)]),
        ("8.53平方公里化工园区", [("8530000", "平方米", False)]),
        ("三百亩果园", []),
        ("300亩果园", [("300", "亩", False)]),
        ("G233国道改建", []),
        ("2024年度二期工程", []),
        ("5千米管网", [("5000", "米", False)]),
        ("5千套门窗", [("5000", "套", False)]),
        ("2亿片口罩", [("200000000", "片", False)]),
        ("", []),
    ],
)
def test_capacities_are_read_in_base_units(name, expected):
    found = quantities.find(name)
    assert [(one.amount, one.unit, one.is_per_year) for one in found] == [(Decimal(a), u, y) for a, u, y in expected]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("泰来20万吨重钢智能制造中心", "辰泰年产40万吨重型钢结构项目", True),
        ("300MW光伏", "660MW光伏", True),
        ("30万千瓦光伏", "300MW光伏", False),
        ("年产10万吨纳米碳材料", "纳米碳材料", False),
        ("100MW/200MWh储能", "200MWh储能", False),
        ("20万吨钢构", "300亩产业园", False),
    ],
)
def test_amounts_tell_projects_apart_only_within_a_unit(one, other, differ):
    assert quantities.do_differ(one, other) is differ
    assert quantities.do_differ(other, one) is differ


@given(st.integers(1, 9999), st.sampled_from(["吨", "平方米", "套", "千瓦"]))
def test_ten_thousands_and_plain_figures_are_the_same_amount(number, unit):
    one, other = quantities.find(f"年产{number}万{unit}"), quantities.find(f"{number * 10_000}{unit}/年")
    assert [(q.amount, q.unit, q.is_per_year) for q in one] == [(q.amount, q.unit, q.is_per_year) for q in other]


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text):
    assert all(one.amount >= 0 for one in quantities.find(text))
