"""A workbook from its arrival to the register: what is asked, what is entered, what is refused, what is remembered."""

import pytest

from leitai.accounts.tests import make as accounts
from leitai.register.models import OtherName, Project, Report
from leitai.workbooks import actions
from leitai.workbooks.tests import making

pytestmark = pytest.mark.usefixtures("county")
AT, WAN = making.AT, making.WAN


@pytest.fixture(autouse=True)
def _places(county):
    making.places()


@pytest.fixture
def reporter():
    return accounts.actor("reporter")


@pytest.fixture
def office():
    return accounts.actor("office")


def test_dongchengs_march_is_settled_and_entered_to_the_yuan(reporter):
    upload = making.hand_in(making.FILES["01"], reporter)
    assert (upload.state, upload.month, upload.rows_count) == ("read", "2024-03", 6)
    assert making.codes(upload.no, reporter) == [
        ("DUP_NAME_VARIANT", "B12"), ("SUBTOTAL_MISMATCH", "D8"), ("SUM_MISMATCH", "D13"), ("TOTAL_DOUBLE_COUNT", "D13:E13"),
    ]  # fmt: skip
    making.settle(upload.no, reporter, "DUP_NAME_VARIANT", "first")
    for code in ("SUBTOTAL_MISMATCH", "SUM_MISMATCH", "TOTAL_DOUBLE_COUNT"):
        making.settle(upload.no, reporter, code, "rows")
    assert actions.match_rows(no=upload.no, to="new", by=reporter, at=AT) == 5
    for doubt in making.picture(upload.no, reporter).whole.open:
        print(doubt)
    actions.submit_workbook(no=upload.no, version=None, by=reporter, at=AT)
    got = {r.project.name: (r.month_yuan, r.cum_yuan) for r in Report.objects.select_related("project")}
    assert got == {}
