from datetime import UTC, datetime

from leitai.web import parts
from leitai.web.tests import inspect


def test_entries_tell_when_what_changed_and_who():
    entry = {
        "at": datetime(2024, 4, 2, 8, 40, tzinfo=UTC),
        "when": "4月2日 16:40",
        "text": "更正 3 月进度",
        "who": "东城街道　第 48,102 条",
        "changes": [
            {"label": "本月完成", "before": 5200, "after": 5150},
            {"label": "照片", "before": None, "after": 2},
        ],
        "tone": "warn",
    }
    page = inspect.part(parts.render("history", {"entries": [entry]}))
    assert next(page.root.all("time")).attrs["datetime"] == "2024-04-02T08:40:00+00:00"
    assert [one.text for one in page.root.all("del")] == ["5,200"]
    assert [one.text for one in page.root.all("ins")] == ["5,150", "2"]
    assert next(page.root.all("li")).attrs["class"] == "warn"
