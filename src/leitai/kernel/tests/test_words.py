"""Names for search."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.kernel import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("华建 铝业\n绿色", "华建铝业绿色"),
        ("２０万吨（一期）", "20万吨(一期)"),
        ("ＡＢＣ Center", "abccenter"),
        ("零\u200b宽\ufeff\u3000空", "零宽空"),
        ("", ""),
    ],
)
def test_one_spelling_for_all_widths_and_spaces(text, expected):
    assert words.normalised(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临朐县", "lqx"),
        ("重庆", "cq"),
        ("华建铝业（一期）", "hjlyyq"),
        ("300MW光伏", "300mwgf"),
        ("ＬＥＤ 灯", "ledd"),
        ("", ""),
    ],
)
def test_initials_as_people_type_them(text, expected):
    assert words.initials(text) == expected


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text):
    once = words.normalised(text)
    assert words.normalised(once) == once


@given(st.text("临朐华建铝业abc12 （）", max_size=20))
def test_initials_do_not_depend_on_width_or_spaces(text):
    assert words.initials(" ".join(text)) == words.initials(text)


def test_importing_words_loads_no_dictionary():
    script = "import sys; from leitai.kernel import words; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - our own interpreter
