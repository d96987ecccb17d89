from leitai.web import parts
from leitai.web.tests import inspect


def test_state_is_kept_in_a_form_that_gets_and_in_chips_that_remove_it():
    values = {
        "fields": [
            {"label": "查找", "name": "q", "value": '"x'},
            {
                "label": "单位",
                "name": "office",
                "options": [{"value": "a", "label": "甲", "selected": True}, {"value": "b", "label": "乙"}],
            },
            {"name": "sort", "kind": "hidden", "value": "name"},
        ],
        "chips": [{"label": "甲", "href": "?q=x"}],
        "clear": "?",
    }
    page = inspect.part(parts.render("filters", values))
    form = next(page.root.all("form"))
    assert form.attrs["method"] == "get"
    assert [one.attrs["value"] for one in form.all("input")] == ['"x', "name"]
    assert [one.text for one in form.all("option") if "selected" in one.attrs] == ["甲"]
    assert page.links() == {"甲 ×去掉": "?q=x", "全部去掉": "?"}
