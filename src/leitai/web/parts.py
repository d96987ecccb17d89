"""Components: a folder each under `components/`, called from templates by name with plain values.

A component sees the values it was given and nothing else of the page, except language, CSRF token and request. Values it
does not know are refused, so that a misspelt name shows at the first rendering and not as an empty place.
"""

import functools
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template
from django.template.base import Origin
from django.utils.safestring import SafeString

from leitai.web import shaping

HERE = Path(__file__).parent / "components"
OF_THE_PAGE = ("LANGUAGE_CODE", "csrf_token", "request")

# what a component's plain values become before its template sees them
SHAPED: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "table": shaping.table, "field": shaping.field, "error_summary": shaping.error_summary,
    "line_chart": shaping.line_chart, "bar_chart": shaping.bar_chart, "dot_chart": shaping.dot_chart,
    "milestones": shaping.milestones, "map": shaping.county_map, "sheet_reader": shaping.sheet_reader,
    "pager": shaping.pager,
}  # fmt: skip


def names() -> list[str]:
    """The names of all components, in alphabetical order."""
    return sorted(folder.parent.name for folder in HERE.glob("*/template.html"))


def examples(name: str) -> dict[str, Any]:
    """What `examples.toml` says: about, values (name -> meaning), example (list of {name, values, body})."""
    with (HERE / name / "examples.toml").open("rb") as file:
        return tomllib.load(file)


def render(name: str, values: Mapping[str, Any], page: Context | None = None) -> SafeString:
    """The markup of a component. Raises: LookupError for an unknown component, TypeError for a value it doesn't know."""
    known = _known(name)
    strange = set(values) - known
    if strange:
        raise TypeError(
            f"component {name} has no value {', '.join(sorted(strange))}; it has {', '.join(sorted(known))}"
        )
    shaped = SHAPED.get(name, dict)({**dict.fromkeys(known), **values})
    around = {key: page.get(key) for key in OF_THE_PAGE} if page is not None else {}
    # nothing is drawn where a value is missing; the word None never is
    drawn = {key: "" if value is None else value for key, value in shaped.items()}
    return template(name).render(Context({**around, **drawn}))


def template(name: str) -> Template:
    """The compiled template of a component; read once, or each time while developing."""
    return _template.__wrapped__(name) if settings.DEBUG else _template(name)


@functools.cache
def _template(name: str) -> Template:
    path = HERE / name / "template.html"
    if not path.is_file():
        raise LookupError(f"there is no component {name}")
    called = f"components/{name}"
    engine = Engine.get_default()
    return Template(
        path.read_text("utf-8"), origin=Origin(name=str(path), template_name=called), name=called, engine=engine
    )


@functools.cache
def _known(name: str) -> frozenset[str]:
    template(name)
    return frozenset(examples(name)["values"])
