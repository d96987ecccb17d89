"""The county's outline for the map: replaceable data, credited; positions on it are sketched until an approved map is loaded."""

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from leitai.cockpit.terms import OUTLINE_OF


def outline(county: str) -> Mapping[str, Any] | None:
    """GeoJSON of a county's outline; None where this installation has none for it."""
    return _read() if county == OUTLINE_OF else None


@functools.cache
def _read() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(
        (resources.files("leitai.cockpit") / "data" / "linqu.geojson").read_text("utf-8")
    )
    return found
