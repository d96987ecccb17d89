"""What the base page knows on every page: who sits here, the menu, whether it is a demonstration."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from leitai.accounts import menu, queries


def page(request: HttpRequest) -> dict[str, Any]:
    """Template context of `web/base.html` and `web/plain.html`. What costs a statement is asked only when shown."""
    sitting: queries.Sitting | None = getattr(request, "sitting", None)
    common = {"search_text": request.GET.get("q", "")}
    return common | (_for_somebody(sitting, request.path) if sitting else _for_a_stranger())


def _for_somebody(sitting: queries.Sitting, path: str) -> dict[str, Any]:
    english = _english()
    return {
        "actor": sitting.actor,
        "actor_name": sitting.actor.name,
        "office_name": sitting.office_en if english else sitting.office_zh,
        "role": sitting.actor.role,
        "menu": SimpleLazyObject(lambda: menu.words(sitting.actor, path)),
        "demonstration": sitting.demonstration,
        "county_name": sitting.county_en if english else sitting.county_zh,
        "history_size": SimpleLazyObject(_history_size),
    }


def _for_a_stranger() -> dict[str, Any]:
    home = SimpleLazyObject(queries.home)
    return {
        "actor": None,
        "actor_name": "",
        "office_name": "",
        "role": "",
        "menu": (),
        "demonstration": SimpleLazyObject(lambda: bool(home) and home.demonstration),
        "county_name": SimpleLazyObject(lambda: _named(home)),
        "history_size": None,
    }


def _named(home: Any) -> str:
    if not home:
        return ""
    return home.name_en if _english() else home.name_zh


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _history_size() -> int | None:
    try:
        from leitai.audit import queries as audit  # noqa: PLC0415
    except ImportError:
        return None
    return audit.size()
