"""What is drawn: the year's course, the map, the speeds, the pipeline. Values for the components, no coordinates."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitai.cockpit import outline, rules, wording
from leitai.cockpit.figures import FIGURES
from leitai.cockpit.queries.county import County, Speed
from leitai.cockpit.views.telling import Page
from leitai.kernel.refusal import N_
from leitai.register import labels
from leitai.register.queries.figures import Group
from leitai.web import bits, parts, phrases, words

YI = wording.YI
MOST_DOTS = 120  # more say nothing more
TONES = {"": "", "y": "yellow", "r": "red"}
STEPS = {
    "signed": N_("signed"), "filed": N_("filed"), "land": N_("land"), "started": N_("started"), "equipment": N_("equipped"),
    "trial": N_("trial"), "producing": N_("producing"), "full": N_("full"),
}  # fmt: skip


def course(found: County) -> dict[str, Any]:
    """Plan and investment month by month, and where the year may end if at least three years tell."""
    done, planned, outlook = found.done(), found.planned(), found.outlook()
    now, due = found.total.invested_year_yuan, planned[found.number - 1]
    values: dict[str, Any] = {
        "label": _("Investment since January, planned and done"),
        "labels": [wording.month_short(n) for n in range(1, 13)],
        "series": [{"name": _("Done"), "values": [_yi(v) for v in done], "text": wording.yi(now)}],
        "plan": [_yi(v) for v in planned] if any(planned) else None,
        "from_zero": True,
        "plan_text": _("Plan %(yi)s") % {"yi": wording.yi(due)} if any(planned) else "",
    }
    said = ""
    if outlook is not None:
        before = wording.years_before(outlook.years)
        values["band"] = {
            "low": [_yi(v) for v in outlook.low],
            "high": [_yi(v) for v in outlook.high],
            "middle": [_yi(v) for v in outlook.middle],
            "name": _("As the %(years)s went on") % {"years": before},
        }
        said = _("The year would end at %(low)s to %(high)s if it went on like one of the %(years)s.") % {
            "low": words.money(outlook.low[11]),
            "high": words.money(outlook.high[11]),
            "years": before,
        }
    return {"chart": values, "said": said, "unit": wording.unit_yi()}


def _yi(yuan: int | None) -> float | None:
    return None if yuan is None else round(yuan / YI, 2)


def county_map(found: County, page: Page, *, is_wall: bool = False) -> dict[str, Any] | None:
    """Circles by office on the county's outline; None where there is no outline for it, or no office has a place."""
    land = outline.outline(page.by.county)
    spots = {row.office: (row.office_lon, row.office_lat, row.office_short_zh) for row in found.shot.rows}
    most = max((group.planned_yuan for group in found.offices), default=0)
    places = [
        _place(group, spots[group.code], most, page, is_wall=is_wall)
        for group in found.offices
        if spots[group.code][0] is not None
    ]
    if land is None or not places:
        return None
    legend = [
        {"light": "none", "text": str(phrases.NOT_REPORTED)},
        SafeString("<span><i></i>{}</span>".format(_("≥ 90% of the plan by now"))),
        {"light": "yellow", "text": _("70–90%")},
        {"light": "red", "text": _("below 70%")},
    ]
    size = {"width": 420, "height": 440} if is_wall else {}
    return {
        "label": _("Share of the plan done by town and park; the table has the same figures"),
        "outline": land,
        "places": places,
        "legend": legend,
        **size,
    }


def _place(
    group: Group, spot: tuple[float | None, float | None, str], most: int, page: Page, *, is_wall: bool
) -> dict[str, Any]:
    share = group.done_share
    is_silent = bool(group.completeness.expected) and not group.completeness.reported
    name = wording.named(group.name_zh, group.name_en)
    tone = (
        "none"
        if is_silent or not group.completeness.expected
        else TONES[rules.places.tone(share, group.expected_share)]
    )
    said = str(phrases.NOT_REPORTED) if is_silent else words.percent(share)
    return {
        "name": _short(group, spot[2]),
        "lon": spot[0],
        "lat": spot[1],
        "size": group.planned_yuan / most if most else 0,
        "tone": tone,
        "text": "" if share is None or tone == "none" else f"{share * 100:.0f}",
        "title": f"{name} {said}",
        "href": "" if is_wall or not page.sees(group.code) else page.projects(unit=group.code),
    }


_SHORTER = (
    ("Linqu ", ""), (" Chemical Park", " Chemical"), (" Industrial Park", ""), (" Economic Development Zone", "Development Zone"),
    ("Economic Development Zone", "Development"), (" Eco-Tourism Zone", ""), (" Scenic Area", ""), (" Street", ""), (" Town", ""),
)  # fmt: skip


def _short(group: Group, short_zh: str) -> str:
    """A name that fits under a circle."""
    if not words.english():
        return short_zh or group.name_zh
    name = group.name_en
    for long, short in _SHORTER:
        name = name.replace(long, short)
    return name or group.name_en


def speeds(found: County, page: Page) -> list[dict[str, Any]]:
    """The four speeds, each with the dots of this year and both medians."""
    reported = wording.complete(*found.complete)
    return [_speed(speed, reported, found.total.projects) for speed in found.speeds()]


def _speed(speed: Speed, reported: str, projects: int) -> dict[str, Any]:
    figure, median = FIGURES[speed.code], speed.median
    label = _("%(speed)s: %(n)s projects, median %(median)s days") % {
        "speed": wording.name(figure.code),
        "n": len(speed.now),
        "median": _days(median),
    }
    drawn = (
        parts.render(
            "dot_chart",
            {
                "label": label,
                "values": rules.places.thinned(speed.now, MOST_DOTS),
                "before": speed.median_before,
                "unit": f" {phrases.DAYS}" if words.english() else str(phrases.DAYS),
            },
        )
        if speed.now
        else ""
    )
    return {
        "label": wording.name(figure.code),
        "about": wording.about(figure.code),
        "value": None if median is None else _days(median),
        "unit": _("days, median"),
        "note": _against(speed),
        "definition": wording.definition(speed.code, reported, projects),
        "drawing": drawn,
    }


def _days(value: float | None) -> str:
    return words.MISSING if value is None else f"{value:.0f}"


def _against(speed: Speed) -> Any:
    """Last year's median, and how many days quicker or slower; how many projects."""
    count = _("%(n)s projects") % {"n": len(speed.now)}
    if speed.median_before is None:
        return [count]
    last = _("last year %(days)s") % {"days": _days(speed.median_before)}
    return [last, *([change] if (change := _change(speed)) else []), {"text": count, "muted": True}]


def _change(speed: Speed) -> dict[str, Any] | None:
    if speed.median is None or speed.median_before is None:
        return None
    days = round(speed.median) - round(speed.median_before)
    if not days:
        return {"text": _("the same"), "muted": True}
    arrow = "▼" if days < 0 else "▲"
    return {
        "text": _("%(arrow)s %(days)s days") % {"arrow": arrow, "days": abs(days)},
        "ok" if days < 0 else "late": True,
        "nowrap": True,
    }


def speeds_wall(found: County) -> list[dict[str, Any]]:
    """The four speeds for the wall: name, between what, median, change."""
    rows = []
    for speed in found.speeds():
        change, figure = _change(speed), FIGURES[speed.code]
        said = _("%(n)s days") % {"n": _days(speed.median)} if speed.median is not None else words.MISSING
        rows.append(
            {
                "name": wording.name(figure.code),
                "about": wording.about(figure.code),
                "said": said,
                "change": bits.render(change) if change else "",
            }
        )
    return rows


def pipeline(found: County) -> dict[str, Any]:
    """Projects by the last milestone done."""
    counts = found.pipeline()
    return {
        "label": wording.name("pipeline"),
        "labels": [labels.word(STEPS, kind) for kind in counts],
        "series": [{"name": str(phrases.PROJECTS), "values": list(counts.values())}],
        "scale": False,
        "width": 460,
        "height": 150,
    }


def months_link(found: County) -> str:
    """Where the month stands, office by office."""
    return reverse("register:months_of", args=[found.month])
