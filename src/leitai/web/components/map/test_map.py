from leitai.web import gallery, parts
from leitai.web.tests import inspect

PLACES = [
    {"name": "东城街道", "lon": 118.5, "lat": 36.5, "size": 1, "text": "24", "href": "/t/1", "title": "东城街道 24.4%"}
]


def drawn(places, **values):
    return inspect.part(parts.render("map", {"label": "图", "outline": gallery.GEOJSON, "places": places, **values}))


def test_every_place_opens_and_is_named():
    page = drawn(PLACES)
    assert next(page.root.all("svg")).attrs["role"] == "group"
    assert page.links() == {"东城街道 24.4%24东城街道": "/t/1"}


def test_a_map_without_links_is_a_picture():
    page = drawn([{**PLACES[0], "href": ""}])
    assert next(page.root.all("svg")).attrs["role"] == "img"


def test_says_that_it_is_no_approved_map_until_it_is():
    assert "非审定地图" in drawn(PLACES).root.text
    assert "非审定地图" not in drawn(PLACES, approved=True).root.text


def test_without_an_outline_s_points_nothing_breaks():
    page = inspect.part(
        parts.render("map", {"label": "图", "outline": {"type": "FeatureCollection", "features": []}, "places": []})
    )
    assert next(page.root.all("path")).attrs["d"] == ""
