"""A county as a drawing: outline from GeoJSON and places as circles, in a view box. No Django, no tiles, no other host.

The projection is equirectangular with the east-west scale of the county's middle latitude; over one county the error is
far below a pixel. Outlines are simplified by Ramer, Douglas and Peucker (1972/73).
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leitai.web import charts

Point = tuple[float, float]
Project = Callable[[float, float], Point]


@dataclass(frozen=True, slots=True)
class Place:
    """One circle (or triangle, or diamond), where its words stand, and what opens."""

    shape: str
    css: str
    x: str
    y: str
    label: str
    label_y: str
    text: str
    text_y: str
    text_css: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Map:
    """The outline's path and the places, largest first so that small ones stay on top."""

    width: int
    height: int
    outline: str
    places: list[Place] = field(default_factory=list)


def draw(
    geojson: Mapping[str, Any], places: Sequence[Mapping[str, Any]], *, width: int = 520, height: int = 400
) -> Map:
    """The county's outline and its places.

    Args:    geojson: a geometry, feature or feature collection of polygons, WGS 84 or CGCS2000 degrees.
             places: {"name", "lon", "lat", "size": 0..1 (area of the circle), "tone": "" | "yellow" | "red" | "none",
             "text": inside the circle, "title", "href"}.
    """
    rings = list(polygons(geojson))
    project = projection([point for ring in rings for point in ring], width, height)
    path = "".join(outline(ring, project) for ring in rings)
    marks = [_mark(place, project) for place in places]
    nudged = apart(marks, width, height, [_half_name(str(place["name"])) for place in places])
    drawn = [_place(place, mark) for place, mark in zip(places, nudged, strict=True)]
    order = sorted(range(len(drawn)), key=lambda i: -nudged[i][2])
    return Map(width, height, path, [drawn[i] for i in order])


def polygons(geojson: Mapping[str, Any]) -> Iterator[list[Point]]:
    """Outer rings of all polygons, as (lon, lat). Raises: ValueError: it holds something else than polygons."""
    kind = geojson.get("type")
    if kind == "FeatureCollection":
        for feature in geojson["features"]:
            yield from polygons(feature)
    elif kind == "Feature":
        yield from polygons(geojson["geometry"])
    elif kind == "Polygon":
        yield [(float(p[0]), float(p[1])) for p in geojson["coordinates"][0]]
    elif kind == "MultiPolygon":
        for polygon in geojson["coordinates"]:
            yield [(float(p[0]), float(p[1])) for p in polygon[0]]
    else:
        raise ValueError(f"not an outline: {kind}")


def projection(points: Sequence[Point], width: float, height: float, margin: float = 14) -> Project:
    """The map from (lon, lat) to (x, y) that fits all points into the box, north up, centred."""
    if not points:
        return lambda lon, lat: (width / 2, height / 2)
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, tall = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / tall)
    left, top = (width - wide * scale) / 2, (height - tall * scale) / 2
    return lambda lon, lat: (left + (lon - west) * shrink * scale, top + (north - lat) * scale)


def outline(ring: Sequence[Point], project: Project, tolerance: float = 0.7) -> str:
    """A closed ring as an SVG path, simplified so that no point is further than `tolerance` units from the true line."""
    points = simplified([project(*point) for point in ring], tolerance)
    return "M" + " ".join(f"{charts.n(x)} {charts.n(y)}" for x, y in points[:-1]) + "Z"


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Fewer points of the same line; first and last stay. Without recursion: outlines have ten thousand points."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(
            ((_off(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def apart(
    marks: Sequence[tuple[float, float, float]], width: float, height: float, half_names: Sequence[float] = ()
) -> list[tuple[float, float, float]]:
    """Circles (x, y, radius) nudged until none covers another or its name; at most 60 small steps, all inside the box.

    half_names: half the width of each name, which stands below its circle.
    """
    spots = [[*mark, half_names[i] if i < len(half_names) else 22.0] for i, mark in enumerate(marks)]
    for _ in range(60):
        moved = False
        for i, one in enumerate(spots):
            for other in spots[i + 1 :]:
                moved = _push(one, other) or moved
        for spot in spots:
            spot[0] = min(max(spot[0], spot[2] + 2), width - spot[2] - 2)
            spot[1] = min(max(spot[1], spot[2] + 2), height - spot[2] - 18)
        if not moved:
            break
    return [(x, y, r) for x, y, r, _ in spots]


def _push(one: list[float], other: list[float]) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    need_x, need_y = max(one[2], one[3]) + max(other[2], other[3]) + 3, one[2] + other[2] + 16
    over_x, over_y = need_x - abs(dx), need_y - abs(dy)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    axis, over, sign = (0, over_x, 1 if dx >= 0 else -1) if over_x < over_y else (1, over_y, 1 if dy >= 0 else -1)
    one[axis] -= sign * over / 4
    other[axis] += sign * over / 4
    return True


def _off(point: Point, first: Point, last: Point) -> float:
    length = math.dist(first, last)
    if length == 0:
        return math.dist(point, first)
    cross = (last[0] - first[0]) * (first[1] - point[1]) - (first[0] - point[0]) * (last[1] - first[1])
    return abs(cross) / length


def _half_name(name: str) -> float:
    """Half the width of a name: Chinese characters are as wide as high, Latin letters half of that."""
    return max(sum(8 if ord(sign) > 0x2E7F else 3.6 for sign in name), 12)


def _mark(place: Mapping[str, Any], project: Project) -> tuple[float, float, float]:
    x, y = project(place["lon"], place["lat"])
    return x, y, 8 + 14 * math.sqrt(min(max(place.get("size") or 0, 0), 1))


def _place(place: Mapping[str, Any], mark: tuple[float, float, float]) -> Place:
    x, y, r = mark
    n = charts.n
    tone = place.get("tone") or ""
    shapes = {
        "yellow": f"M{n(x)} {n(y - r * 1.15)}l{n(r * 1.2)} {n(r * 2)}h{n(-r * 2.4)}z",
        "red": f"M{n(x)} {n(y - r * 1.2)}l{n(r * 1.2)} {n(r * 1.2)} {n(-r * 1.2)} {n(r * 1.2)} {n(-r * 1.2)} {n(-r * 1.2)}z",
    }
    circle = f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0z"
    css = {"yellow": "f-warn bub", "red": "f-late bub", "none": "hollow gone"}.get(tone, "f1 bub")
    text = str(place.get("text") or "") if r >= 12.5 else ""
    inside = {"yellow": "t-k", "none": "t3"}.get(tone, "t-w")
    deep = {"yellow": r * 0.85, "red": r * 1.2}.get(tone, r)
    return Place(
        shape=shapes.get(tone, circle), css=css, x=n(x), y=n(y), label=str(place["name"]), label_y=n(y + deep + 13),
        text=text, text_y=n(y + (8 if tone == "yellow" else 4)), text_css=inside,
        title=str(place.get("title") or place["name"]), href=str(place.get("href") or ""),
    )  # fmt: skip
