from leitai.web import parts
from leitai.web.tests import inspect


def test_a_row_of_the_desk_says_when_what_why_and_has_one_button():
    values = {
        "light": "red",
        "when": "超 2 天",
        "until": "4月3日到期",
        "title": "催<柳山镇>",
        "href": "/a",
        "why": "9 个项目未报",
        "action": "发督办单",
    }
    page = inspect.part(parts.render("todo", values))
    assert page.links() == {"催<柳山镇>": "/a", "发督办单": "/a"}
    assert page.root.text == "超 2 天4月3日到期 催<柳山镇>9 个项目未报发督办单"
