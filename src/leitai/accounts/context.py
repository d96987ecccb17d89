"""What the base page knows on every page: who sits here, the menu, whether it is a demonstration."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from leitai.accounts import menu, queries
from leitai.audit import queries as audit


def page(request: HttpRequest) -> dict[str, Any]:
    """Template context of the base pages. What costs a statement is a function, which the template calls once, when it shows it."""
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
        "menu": cache(lambda: menu.words(sitting.actor, path)),
        "demonstration": sitting.demonstration,
        "county_name": sitting.county_en if english else sitting.county_zh,
        "history_size": cache(audit.size),
    }


def _for_a_stranger() -> dict[str, Any]:
    home = cache(queries.home)
    return {
        "actor": None,
        "actor_name": "",
        "office_name": "",
        "role": "",
        "menu": (),
        "demonstration": cache(lambda: _is_demonstration(home())),
        "county_name": cache(lambda: _named(home())),
        "history_size": None,
    }


def _named(home: Any) -> str:
    if home is None:
        return ""
    return str(home.name_en if _english() else home.name_zh)


def _is_demonstration(home: Any) -> bool:
    return home is not None and home.demonstration


def _english() -> bool:
    return (get_language() or "").startswith("en")
