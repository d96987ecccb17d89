import itertools
import math
import re

import pytest

from leitai.web import maps

SQUARE = {"type": "Polygon", "coordinates": [[[118, 36], [119, 36], [119, 37], [118, 37], [118, 36]]]}


def test_projection_keeps_shapes_at_the_county_s_latitude():
    project = maps.projection([(118, 36), (119, 37)], 520, 400)
    (x0, y0), (x1, y1) = project(118, 36), project(119, 37)
    assert y1 < y0
    assert (x1 - x0) / (y0 - y1) == pytest.approx(math.cos(math.radians(36.5)))


def test_projection_fits_the_box_with_a_margin():
    project = maps.projection([(118, 36), (119, 37)], 520, 400, margin=14)
    points = [project(lon, lat) for lon in (118, 119) for lat in (36, 37)]
    assert min(y for _, y in points) == pytest.approx(14)
    assert max(y for _, y in points) == pytest.approx(386)
    assert all(14 <= x <= 506 for x, _ in points)


def test_outline_is_one_closed_path():
    drawing = maps.draw(SQUARE, [])
    assert re.fullmatch(r"M[\d. ]+Z", drawing.outline)


@pytest.mark.parametrize("wrap", ["Feature", "FeatureCollection", "MultiPolygon"])
def test_outline_is_found_in_every_wrapping(wrap):
    inside = {
        "Feature": {"type": "Feature", "geometry": SQUARE},
        "FeatureCollection": {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": SQUARE}]},
        "MultiPolygon": {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]},
    }[wrap]
    assert maps.draw(inside, []).outline == maps.draw(SQUARE, []).outline


def test_anything_but_polygons_is_refused():
    with pytest.raises(ValueError, match="Point"):
        list(maps.polygons({"type": "Point", "coordinates": [1, 2]}))


def test_simplifying_drops_points_on_the_line_and_keeps_corners():
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert maps.simplified(line, 0.5) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]


def test_simplified_line_never_leaves_the_true_one_by_more_than_allowed():
    true = [(i / 10, math.sin(i / 10) * 20) for i in range(2000)]
    kept = maps.simplified(true, 0.7)
    assert len(kept) < 700
    places = [true.index(point) for point in kept]
    for first, last in itertools.pairwise(places):
        assert all(maps._off(true[i], true[first], true[last]) <= 0.7 for i in range(first, last + 1))


def test_circles_that_cover_each_other_are_moved_apart():
    marks = [(200.0, 200.0, 20.0), (205.0, 200.0, 20.0), (200.0, 206.0, 12.0)]
    moved = maps.apart(marks, 520, 400)
    for one, other in itertools.combinations(moved, 2):
        assert math.dist(one[:2], other[:2]) >= (one[2] + other[2]) * 0.9


def test_circles_with_room_stay_where_they_are():
    marks = [(100.0, 100.0, 10.0), (300.0, 300.0, 10.0)]
    assert maps.apart(marks, 520, 400) == marks


def test_circles_stay_inside_the_box():
    (x, y, r) = maps.apart([(0.0, 399.0, 20.0)], 520, 400)[0]
    assert (x, y, r) == (22, 362, 20)


def test_area_of_the_circle_follows_the_size():
    small, large = (
        maps._mark({"lon": 0, "lat": 0, "size": size}, lambda lon, lat: (0, 0))[2] - 8 for size in (0.25, 1)
    )
    assert large == 2 * small


def test_large_places_are_drawn_first_and_tones_have_shapes():
    places = [
        {"name": "a", "lon": 118.2, "lat": 36.2, "size": 0.1, "tone": "none"},
        {"name": "b", "lon": 118.8, "lat": 36.8, "size": 1, "tone": "yellow", "text": "19"},
    ]
    drawn = maps.draw(SQUARE, places).places
    assert [one.label for one in drawn] == ["b", "a"]
    assert [one.css for one in drawn] == ["f-warn bub", "hollow gone"]
    assert [one.text for one in drawn] == ["19", ""]
