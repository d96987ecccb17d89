from leitai.web import parts
from leitai.web.tests import inspect


def test_place_title_state_and_actions_in_this_order():
    values = {
        "crumbs": [{"label": "项目", "href": "/p"}, {"label": "东城街道"}], "title": "甲<厂>", "code": "2402-370724",
        "meta": ["演示企业", {"tag": "accent", "text": "县级重点"}], "actions": [{"label": "核实", "href": "/v", "tone": "go"}],
    }  # fmt: skip
    page = inspect.part(parts.render("page_header", values))
    assert page.root.text == "项目东城街道 甲<厂> 2402-370724演示企业县级重点 核实"
    assert page.links() == {"项目": "/p", "核实": "/v"}
    assert next(page.root.all("h1")).text == "甲<厂>"
