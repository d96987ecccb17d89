import itertools
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.web import charts

finite = st.floats(-1e9, 1e9, allow_nan=False)


@pytest.mark.parametrize(
    ("low", "high", "about", "expected"),
    [
        (0, 100, 5, [0, 25, 50, 75, 100]),
        (0, 10500, 4, [0, 5000, 10000, 15000]),
        (0, 1, 5, [0, 0.25, 0.5, 0.75, 1]),
        (-3, 7, 5, [-5, -2.5, 0, 2.5, 5, 7.5]),
        (0, 0, 5, [0, 0.25, 0.5, 0.75, 1]),
        (0, 0.03, 4, [0, 0.01, 0.02, 0.03]),
        (0, 5e-324, 5, [0, 0.25, 0.5, 0.75, 1]),
        (5e-324, 5e-324, 5, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_ticks_are_round_numbers_that_cover_the_values(low, high, about, expected):
    assert charts.ticks(low, high, about) == pytest.approx(expected)


@given(finite, finite)
def test_ticks_cover_both_bounds_evenly(a, b):
    found = charts.ticks(a, b)
    low, high = min(a, b), max(a, b)
    slack = (found[-1] - found[0]) * 1e-6 + 1e-9
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert len(found) <= 8
    steps = {round((y - x) / (found[1] - found[0]), 4) for x, y in itertools.pairwise(found)}
    assert steps == {1.0}


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_ticks_refuse_bounds_without_end(bad):
    with pytest.raises(ValueError, match="finite"):
        charts.ticks(0, bad)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (1234.5, "", "1,234.5"),
        (24, "%", "24%"),
        (-0.004, "", "0"),
        (-3, "", "−3"),
        (2_000_000, "", "2,000,000"),
    ],
)
def test_figure_is_grouped_without_idle_decimals(value, unit, text):
    assert charts.figure(value, unit) == text


@pytest.mark.parametrize(("value", "text"), [(1.25, "1.2"), (10.0, "10"), (-0.01, "0"), (3.96, "4")])
def test_coordinates_have_one_decimal_at_most(value, text):
    assert charts.n(value) == text


def test_bar_is_cut_at_its_box_and_ticks_at_the_plan():
    assert charts.bar(0.5, 0.2) == charts.Bar("M0 3h56v8H0z", "M22.7 0v14")
    assert charts.bar(1.8).done == "M0 3h112v8H0z"
    assert charts.bar(-1).done == "M0 3h0v8H0z"
    assert charts.bar(None).done == "M0 0"


def test_spark_runs_from_edge_to_edge_and_skips_gaps():
    assert charts.spark([1, None, 3]) == charts.Spark("M4 25 144 5", "144", "5")
    assert charts.spark([2, 2]).line == "M4 15 144 15"
    assert charts.spark([1, None]).line == ""
    assert charts.spark([]).line == ""


def line(values, **more):
    return charts.line(["1", "2", "3", "4"], [{"name": "a", "values": values, "text": "x"}], **more)


def test_line_breaks_where_a_value_is_missing():
    path = line([1, 2, None, 4]).lines[-1].path
    assert path.count("M") == 2
    assert path.count("L") == 1


def test_cumulative_line_starts_at_zero_on_the_axis():
    drawing = line([50, 100], from_zero=True)
    assert drawing.lines[-1].path.startswith("M46 350L")
    assert line([50, 100]).lines[-1].path.startswith("M46 192M") is False


def test_line_ends_in_a_dot_with_its_text_beside_it():
    drawing = line([1, 2])
    curve, text = drawing.lines[-1], drawing.marks[-1]
    assert text.text == "x"
    assert float(text.x) > float(curve.x)


def test_text_of_the_last_label_stays_inside_the_drawing():
    drawing = line([1, 2, 3, 4])
    text = drawing.marks[-1]
    assert "end" in text.css
    assert float(text.x) < drawing.width


def test_plan_is_dashed_and_its_figure_stands_at_the_last_month_reported():
    drawing = line([1, 2], plan=[1, 2, 3, 4], plan_text="plan")
    assert [one.css for one in drawing.lines] == ["l-plan", "l1 l-1"]
    plan = next(mark for mark in drawing.marks if mark.text == "plan")
    assert float(plan.x) < float(drawing.lines[-1].x)


def test_band_needs_both_bounds():
    drawing = line([1, 2], band={"low": [None, 2, 2, 3], "high": [None, 2, 4, 5]})
    assert re.findall(r"\d+(?:\.\d+)? ", drawing.bands[0].path)
    assert drawing.bands[0].path.count(" ") == 11
    assert line([1], band={"low": [None], "high": [None]}).bands[0].path == ""


def test_chart_without_any_value_still_draws_its_axes():
    drawing = line([None, None])
    assert drawing.grid
    assert drawing.lines[-1].path == ""


@given(st.lists(st.one_of(st.none(), finite), min_size=1, max_size=14))
def test_no_curve_leaves_its_drawing(values):
    drawing = charts.line([str(i) for i in range(len(values))], [{"name": "a", "values": values}])
    numbers = [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?", drawing.lines[-1].path)]
    assert all(-0.1 <= x <= drawing.width for x in numbers[::2])
    assert all(-0.1 <= y <= drawing.height for y in numbers[1::2])


def bars(values, **more):
    return charts.bars(["a", "b"], [{"name": "n", "values": values}], **more)


def test_bars_stand_on_zero_and_miss_what_is_missing():
    drawing = bars([100, None])
    assert len(drawing.boxes) == 1
    base = drawing.grid[0].path.split()[1].split("H")[0]
    assert f"V{base}h" in drawing.boxes[0].path


def test_bars_below_zero_hang_from_zero():
    drawing = bars([100, -50])
    zero = next(mark for mark in drawing.marks if mark.text == "0")
    tops = [float(box.path.split()[1].split("h")[0]) for box in drawing.boxes]
    assert tops[0] < float(zero.y) < tops[1] + 4


def test_plan_stands_behind_the_bars():
    drawing = bars([100, 50], plan=[120, None])
    assert [box.css for box in drawing.back] == ["f-sunk"]


def test_bars_without_scale_have_only_the_base_line():
    drawing = bars([1, 2], scale=False)
    assert len(drawing.grid) == 1
    assert [mark.text for mark in drawing.marks] == ["a", "b", "1", "2"]


def test_two_series_stand_side_by_side():
    drawing = charts.bars(["a"], [{"name": "x", "values": [1]}, {"name": "y", "values": [2]}])
    first, second = (float(box.path[1:].split()[0]) for box in drawing.boxes)
    assert first < second
    assert [box.css for box in drawing.boxes] == ["f1", "f2"]


def test_dots_lie_on_their_values_and_the_median_stands():
    drawing = charts.dots([0, 50, 100], before=80, unit="天")
    assert [dot.x for dot in drawing.dots] == ["8", "150", "292"]
    assert [one.path for one in drawing.lines] == ["M150 8V50", "M235.2 8V50"]
    assert drawing.marks[-1].text == "100天"


def test_dots_are_the_same_every_time_and_inside():
    values = list(range(60))
    first, second = charts.dots(values), charts.dots(values)
    assert first == second
    assert all(14 <= float(dot.y) <= 40 for dot in first.dots)


def test_dots_of_nothing_draw_an_empty_axis():
    assert charts.dots([]).lines == []


def test_milestones_draw_done_planned_and_late_apart():
    steps = [
        {"name": "a", "date": "2024-01-01", "state": "done"},
        {"name": "b", "date": "2024-02-01", "state": "late", "late": "5"},
        {"name": "c", "date": None, "state": "planned"},
    ]
    drawing = charts.milestones(steps, [{"first": 0, "last": 2, "text": "speed", "tone": "late"}])
    assert [box.css for box in drawing.boxes] == ["f-ok", "l-w", "f-late", "hollow"]
    assert [line.css for line in drawing.lines] == ["l-plan", "axis"]
    assert [mark.text for mark in drawing.marks] == ["a", "2024-01-01", "b", "2024-02-01", "5", "c", "—", "speed"]


def test_one_milestone_needs_no_line():
    assert charts.milestones([{"name": "a", "state": "planned"}], []).lines == []
