import pytest
from django.utils.safestring import SafeString

from leitai.web import bits


@pytest.mark.parametrize(
    ("bit", "html"),
    [
        (None, "—"),
        ("", "—"),
        (0, "0"),
        (15000, "15,000"),
        ("<b>&", "&lt;b&gt;&amp;"),
        (SafeString("<b>x</b>"), "<b>x</b>"),
        (["a", None], "a &nbsp;—"),
        ({"text": "x"}, "x"),
        ({"text": "x", "strong": True, "late": True}, '<span class="strong late">x</span>'),
        ({"text": "x", "href": '/?a="'}, '<a href="/?a=&quot;">x</a>'),
        ({"text": "x", "sub": "y<"}, 'x<span class="sub">y&lt;</span>'),
        ({"light": "red", "text": "晚"}, '<span class="light red">晚</span>'),
        ({"tag": "", "text": "新"}, '<span class="tag">新</span>'),
        ({"tag": "made", "text": "<"}, '<span class="tag made">&lt;</span>'),
        ({"code": "2402-370724"}, '<span class="code">2402-370724</span>'),
    ],
)
def test_a_bit_is_drawn_and_escaped(bit, html):
    assert bits.render(bit) == html


def test_a_bar_that_says_nothing_is_hidden_from_readers_of_text():
    assert 'aria-hidden="true"' in bits.bar(0.5)
    assert 'role="img" aria-label="50%"' in bits.bar(0.5, label="50%")


def test_a_spark_of_one_value_is_nothing():
    assert bits.spark([3]) == ""
