"""A workbook from its arrival to the register: what is asked, what is entered, what is refused, what is remembered."""

import pytest

from leitai.accounts.tests import make as accounts
from leitai.kernel.refusal import Forbidden, Gone, Refusal, Refusals, Stale
from leitai.register import actions as register
from leitai.register.models import Milestone, OtherName, Project, Report, YearPlan
from leitai.workbooks import actions, jobs
from leitai.workbooks.models import Entered, Memory, Upload
from leitai.workbooks.tests import making

pytestmark = pytest.mark.usefixtures("county")
AT, WAN = making.AT, making.WAN
MAY = accounts.moment("2024-05-06 10:00")  # April is open


@pytest.fixture(autouse=True)
def _places(county):
    making.places()


@pytest.fixture
def reporter():
    return accounts.actor("reporter")


@pytest.fixture
def office():
    return accounts.actor("office")


def entered() -> dict[str, tuple[str, int | None, int | None, int | None]]:
    """Name of each project -> (office, month, since January, since the start) of its reports."""
    rows = Report.objects.select_related("project__office").order_by("project__no")
    return {r.project.name: (r.project.office.code, r.month_yuan, r.cum_year_yuan, r.cum_yuan) for r in rows}


def settle_sums(no, by, at=AT):
    for doubt in making.picture(no, by, at).whole.open:
        if {c.code for c in doubt.choices} >= {"rows"}:
            actions.settle_doubt(no=no, doubt=doubt.key, answer="rows", by=by, at=at)


def test_dongchengs_march_is_settled_and_entered_to_the_yuan(reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    assert making.codes(no, reporter) == [
        ("DUP_NAME_VARIANT", "B12"), ("SUBTOTAL_MISMATCH", "D8"), ("SUM_MISMATCH", "D13"), ("TOTAL_DOUBLE_COUNT", "D13:E13"),
    ]  # fmt: skip
    making.settle(no, reporter, "DUP_NAME_VARIANT", "first")
    settle_sums(no, reporter)
    assert actions.match_rows(no=no, to="new", by=reporter, at=AT) == 5
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    assert entered() == {
        "华建铝业绿色低碳铝基新材料智能制造项目": ("dongcheng", 5200 * WAN, None, 17800 * WAN),
        "辰泰年产40万吨重型钢结构项目": ("dongcheng", 1500 * WAN, None, 39500 * WAN),
        "东铝高端铝合金精深加工出口项目": ("dongcheng", 0, None, 9300 * WAN),
        "恒彩数码年产2亿平方米TAC光学膜项目": ("dongcheng", 2100 * WAN, None, 2100 * WAN),
        "中欧节能门窗产业园": ("dongcheng", 900 * WAN, None, 36200 * WAN),
    }
    assert making.again(no).state == "submitted"
    report = Report.objects.get(project__name__startswith="辰泰")
    assert (report.source, report.progress, report.state) == (f"{no}/3月份!F6", "设备安装", "submitted")
    project = Project.objects.get(name__startswith="恒彩")
    assert (project.national_code, project.total_yuan) == ("2312-370724-04-01-000004", 98000 * WAN)


def test_the_other_of_two_doubles_is_entered_where_it_was_chosen(reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    making.settle(no, reporter, "DUP_NAME_VARIANT", "second")
    settle_sums(no, reporter)
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    project = Project.objects.get(name__contains="铝基")
    assert (project.name, project.total_yuan) == ("华建绿色低碳铝基新材料智能制造项目", 210000 * WAN)


def test_two_projects_after_all_are_both_entered(reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    making.settle(no, reporter, "DUP_NAME_VARIANT", "different")
    assert ("TOTAL_DOUBLE_COUNT", "D13:E13") not in making.codes(no, reporter)
    settle_sums(no, reporter)
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    for doubt in making.picture(no, reporter).whole.open:
        actions.settle_doubt(no=no, doubt=doubt.key, answer="new", by=reporter, at=AT)
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    assert Report.objects.filter(project__name__contains="铝基").count() == 2


def test_chengguans_wrong_unit_and_falling_sum_are_ruled(office):
    no = making.hand_in(making.FILES["02"], office, office="chengguan").no
    assert making.codes(no, office) == [("DATE_INVALID", "H8"), ("UNIT_SUSPECT", "E5"), ("CUM_DECREASED", "G5")]
    making.settle(no, office, "DATE_INVALID", "missing")
    making.settle(no, office, "UNIT_SUSPECT", "take-0")
    making.settle(no, office, "CUM_DECREASED", "typed", {"yuan": 1500 * WAN + 1})
    actions.match_rows(no=no, to="new", by=office, at=AT)
    # Nothing at all is reported of 天科重工: that row alone waits, though the project would be new.
    assert making.codes(no, office) == [("REG_MISSING", "G8")]
    making.settle(no, office, "REG_MISSING", "out")
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert entered()["华特未来智能工厂项目"] == ("chengguan", None, 2150 * WAN, None)
    assert entered()["秦池酱酒庄园"][2] == 1500 * WAN + 1
    assert Project.objects.get(name="秦池酱酒庄园").total_yuan == 32000 * WAN
    assert "天科重工" not in entered()


def test_a_row_without_any_figure_waits_while_the_good_ones_are_entered_if_asked(office):
    making.project("天科重工", office="chengguan")
    no = making.hand_in(making.FILES["02"], office, office="chengguan").no
    making.settle(no, office, "DATE_INVALID", "missing")
    making.settle(no, office, "UNIT_SUSPECT", "take-0")
    making.settle(no, office, "CUM_DECREASED", "as_read")
    actions.match_rows(no=no, to="new", by=office, at=AT)
    assert making.codes(no, office) == [("REG_MISSING", "G8")]
    with pytest.raises(Refusal) as refused:
        actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert (refused.value.code, refused.value.data["open"], Report.objects.count()) == ("workbook.open", 1, 0)
    actions.submit_workbook(no=no, version=None, only_good=True, by=office, at=AT)
    upload = making.again(no)
    assert (upload.state, upload.entered_count, upload.doubts_open, Report.objects.count()) == ("partly", 5, 1, 5)
    making.settle(no, office, "REG_MISSING", "typed", {"yuan": 260 * WAN})
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert (making.again(no).state, entered()["天科重工"]) == ("submitted", ("chengguan", 260 * WAN, None, None))


def test_longshans_workbook_across_gets_its_year_and_waits_for_its_month(office):
    no = making.hand_in(making.FILES["03"], office, at=MAY).no
    making.settle(no, office, "PERIOD_NO_YEAR", "year-2024", at=MAY)
    making.settle(no, office, "DUP_NAME_VARIANT", "first", at=MAY)
    actions.match_rows(no=no, to="new", by=office, at=MAY)
    actions.submit_workbook(no=no, version=None, by=office, at=MAY)
    assert entered() == {
        "年产10万吨高压电缆屏蔽料用纳米碳材料项目": ("longshan-hightech", None, 6120 * WAN, None),
        "三义塑料助剂": ("longshan-hightech", None, 1830 * WAN, None),
        "高性能再生铝项目": ("longshan-hightech", None, 2050 * WAN, None),
    }
    first, ranged = Project.objects.order_by("no")[:2]
    assert (first.total_yuan, first.total_approx, first.chemical) == (68000 * WAN, True, True)
    assert (ranged.total_yuan, ranged.land_mu) == (None, 75)
    assert {r.month for r in Report.objects.all()} == {"2024-04"}


def test_a_joint_workbook_is_spread_over_its_offices(office):
    no = making.hand_in(making.FILES["04"], office, at=MAY).no
    making.settle(no, office, "DUP_NAME_VARIANT", "first", at=MAY)
    settle_sums(no, office, MAY)
    actions.match_rows(no=no, to="new", by=office, at=MAY)
    actions.submit_workbook(no=no, version=None, by=office, at=MAY)
    assert {name: row[:2] for name, row in entered().items()} == {
        "潍坊抽水蓄能电站": ("songshan", 9000 * WAN),
        "中广核改造提升": ("songshan", 500 * WAN),
        "嵩山旅游环线提升": ("songshan", 300 * WAN),
        "隐士小镇一期": ("wujing", 300 * WAN),
        "隐士小镇二期": ("wujing", 100 * WAN),
    }
    # A plan and a start come along with a project that the project office enters.
    assert YearPlan.objects.get(project__name="隐士小镇二期").planned_yuan == 3000 * WAN
    assert str(Milestone.objects.get(project__name="隐士小镇二期").done_on) == "2024-04-01"


def test_april_cannot_be_reported_before_it_is_open(office):
    no = making.hand_in(making.FILES["04"], office, at=AT).no
    assert ("PERIOD_FUTURE", None) in making.codes(no, office)
    with pytest.raises(Refusal) as refused:
        making.settle(no, office, "PERIOD_FUTURE", "month", "2024-04")
    assert refused.value.field == "value"
    making.settle(no, office, "PERIOD_FUTURE", "month", "2024-03")
    assert making.picture(no, office).whole.month == "2024-03"


def test_the_collection_of_all_towns_gets_year_and_unknown_town(office):
    no = making.hand_in(making.FILES["05"], office).no
    making.settle(no, office, "PERIOD_NO_YEAR", "year-2024")
    making.settle(no, office, "TOWN_UNKNOWN", "office", "jiangyu")
    making.settle(no, office, "CUM_DECREASED", "as_read")
    actions.match_rows(no=no, to="new", by=office, at=AT)
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert {name: (row[0], row[3]) for name, row in entered().items()} == {
        "弥美生物多糖及系列制品联产项目": ("shanwang", 15600 * WAN),
        "中新振荣现代农业产业园": ("shanwang", 26000 * WAN),
        "中欧涂装新材料项目": ("xinzhai", 10200 * WAN),
        "蓝帆医疗健康防护用品智能化项目": ("xinzhai", 4000 * WAN),
        "春冠鹅肥肝出口基地": ("jiangyu", 1700 * WAN),
        "香椿深加工": ("sitou", 560 * WAN),
        "薰衣草小镇暨文旅综合体项目": ("liushan", 45200 * WAN),
    }
    # The next collection doesn't ask about that town again.
    again = making.hand_in(making.FILES["05"].read_bytes() + b"\0", office, name="各镇街园区4月汇总.xlsx", at=MAY).no
    assert "TOWN_UNKNOWN" not in dict(making.codes(again, office, MAY))


def test_investment_promotion_is_read_and_kept_but_not_entered(office):
    no = making.hand_in(making.FILES["06"], office).no
    upload = making.again(no)
    assert (upload.kind, upload.rows_count) == ("investment_promotion", 9)
    making.settle(no, office, "COUNT_MISMATCH", "rows")
    with pytest.raises(Refusal) as refused:
        actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert (refused.value.code, Project.objects.count()) == ("workbook.kind", 0)


def test_technical_renovation_names_an_office_for_each_new_project(office):
    no = making.hand_in(making.FILES["07"], office).no
    making.settle(no, office, "PERIOD_NO_YEAR", "year-2024")
    making.settle(no, office, "LETTER_O_FOR_ZERO", "as_read")
    settle_sums(no, office)
    with pytest.raises(Refusal):  # nobody said whose they are
        actions.match_rows(no=no, to="new", by=office, at=AT)
    for row, place in zip(
        (3, 4, 5, 6, 7), ("dongcheng", "dongcheng", "longshan-hightech", "xinzhai", "chengguan"), strict=True
    ):
        actions.match_row(no=no, sheet="Sheet1 (3)", row=str(row), to="new", office=place, by=office, at=AT)
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert entered()["挤压生产线智能化改造"] == ("dongcheng", 500 * WAN, 1000 * WAN, None)
    assert set(Project.objects.values_list("kind", flat=True)) == {"renovation"}
    assert Project.objects.get(name="导电炭黑产线升级").total_yuan is None


def test_a_ledger_of_other_counties_projects_is_left_out_row_by_row(office):
    mine = making.project("碳酸酯", national_code="2201-370481-04-01-000101", total_yuan=56000 * WAN)
    no = making.hand_in(making.FILES["08"], office).no
    actions.match_rows(no=no, to="out", by=office, at=AT)
    # What only concerns rows that are left out needs nobody; the first row is known by its code.
    assert making.codes(no, office) == [("DUP_NAME_VARIANT", "C11"), ("TOTAL_DOUBLE_COUNT", "E13:J13")]
    making.settle(no, office, "DUP_NAME_VARIANT", "first")
    settle_sums(no, office)
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert list(entered()) == [mine.name]
    assert making.again(no).state == "submitted"


def test_a_project_is_recognised_by_code_and_names_and_a_similar_one_is_asked_about(office):
    named = making.project("中欧节能门窗产业园", total_yuan=35000 * WAN)
    coded = making.project("恒彩光学膜", national_code="2312-370724-04-01-000004", total_yuan=98000 * WAN)
    near = making.project("华建铝业绿色低碳铝基新材料制造项目", total_yuan=150000 * WAN)
    no = making.hand_in(making.FILES["01"], office).no
    making.settle(no, office, "DUP_NAME_VARIANT", "first")
    rows = {r.row: (r.project, r.how) for r in making.picture(no, office).whole.rows.values()}
    assert (rows["10"], rows["11"], rows["5"]) == ((coded.no, "code"), (named.no, "name"), ("", ""))
    asked = next(d for d in making.picture(no, office).whole.open if d.code == "PROJECT" and d.cell == "B5")
    assert [c.code for c in asked.choices][:2] == [f"same-{near.no}", "new"]
    assert asked.choices[0].words.data["reasons"] == ("name", "total")
    actions.match_row(no=no, sheet="3月份", row="5", to=near.no, by=office, at=AT)
    settle_sums(no, office)
    actions.match_rows(no=no, to="new", by=office, at=AT)
    actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert OtherName.objects.get().name == "华建铝业绿色低碳铝基新材料智能制造项目"
    assert Report.objects.get(project=near).month_yuan == 5200 * WAN


def test_the_second_month_asks_less_for_a_town_that_can_not_name_projects(reporter):
    near = making.project("华建铝业绿色低碳铝基新材料制造项目", total_yuan=150000 * WAN)
    no = making.hand_in(making.FILES["01"], reporter).no
    making.settle(no, reporter, "DUP_NAME_VARIANT", "first")
    settle_sums(no, reporter)
    actions.match_row(no=no, sheet="3月份", row="5", to=near.no, by=reporter, at=AT)
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    assert not OtherName.objects.exists()  # that is the project office's to say
    assert Memory.objects.filter(kind="same").count() == 1
    again = making.hand_in(making.FILES["01"].read_bytes() + b"\0", reporter, name="又一份.xlsx").no
    assert making.codes(again, reporter)[0][0] != "DUP_NAME_VARIANT"
    rows = {r.row: (r.project, r.how, r.standing) for r in making.picture(again, reporter).whole.rows.values()}
    assert rows["5"][:2] == (near.no, "remembered")
    assert rows["12"][2] == "duplicate"


def test_what_stands_in_the_register_is_never_overwritten_unasked(reporter):
    project = making.project("中欧节能门窗产业园", total_yuan=35000 * WAN)
    making.report(project, "2024-03", 900, state="verified")
    other = making.project("东铝高端铝合金精深加工出口项目", total_yuan=26000 * WAN)
    making.report(other, "2024-03", 5)
    no = making.hand_in(making.FILES["01"], reporter).no
    making.settle(no, reporter, "DUP_NAME_VARIANT", "first")
    settle_sums(no, reporter)
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    asked = {d.cell: [c.code for c in d.choices] for d in making.picture(no, reporter).whole.open}
    assert asked == {"B11": ["out"], "B7": ["out", "replace"]}
    making.settle(no, reporter, "REG_STANDS", "out", cell="B11")
    making.settle(no, reporter, "REG_STANDS", "replace", cell="B7")
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    assert (Report.objects.get(project=project).state, Report.objects.get(project=other).month_yuan) == ("verified", 0)


def test_a_sum_below_the_registers_is_asked_about_at_its_cell(reporter):
    project = making.project("中欧节能门窗产业园", total_yuan=35000 * WAN)
    making.report(project, "2024-02", 900, cum_yuan=36300 * WAN)
    no = making.hand_in(making.FILES["01"], reporter).no
    asked = next(d for d in making.picture(no, reporter).whole.open if d.code.startswith("REG_"))
    assert (asked.code, asked.cell, asked.rows) == ("REG_FALLS", "G11", (("3月份", "11"),))


def test_a_part_of_a_yuan_is_a_doubt_and_nobody_rounds_it_silently(reporter):
    text = "东城街道2024年3月重点项目进展\n单位：万元\n序号,项目名称,总投资,本月完成,累计完成投资\n1,甲乙丙项目,1000,12.34567,500\n"
    no = making.hand_in(text.encode(), reporter, name="东城街道2024年3月.csv").no
    assert making.codes(no, reporter) == [("YUAN_FRACTION", "D4")]
    making.settle(no, reporter, "YUAN_FRACTION", "round")
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    assert entered() == {"甲乙丙项目": ("dongcheng", 123457, None, 500 * WAN)}


def test_a_csv_of_old_machines_is_read_too(reporter):
    text = "东城街道2024年3月重点项目进展\n单位：万元\n序号,项目名称,总投资,本月完成,累计完成投资\n1,甲乙丙项目,1000,12,500\n"
    upload = making.hand_in(text.encode("gb18030"), reporter, name="东城街道2024年3月.csv")
    assert (upload.state, upload.unit, upload.rows_count) == ("read", "东城街道", 1)


def test_another_towns_table_is_asked_about_and_its_rows_stay_out(reporter):
    no = making.hand_in(making.FILES["02"], reporter).no
    assert ("OFFICE_OTHER", None) in making.codes(no, reporter)
    joint = making.hand_in(making.FILES["04"], reporter, at=MAY).no
    assert {c for c, _ in making.codes(joint, reporter, MAY)} >= {"OFFICE_OTHER", "ROW_OTHER_OFFICE"}


def test_a_reporter_hands_in_for_no_other_office(reporter):
    with pytest.raises(Forbidden):
        making.hand_in(making.FILES["01"], reporter, office="chengguan")


def test_the_same_file_twice_says_where_it_is(reporter):
    first = making.hand_in(making.FILES["01"], reporter)
    with pytest.raises(Refusal) as refused:
        making.hand_in(making.FILES["01"], reporter)
    assert (refused.value.status, refused.value.data["no"], Upload.objects.count()) == (409, first.no, 1)
    actions.withdraw_workbook(no=first.no, version=None, by=reporter, at=AT)
    assert making.hand_in(making.FILES["01"], reporter).no != first.no


def test_submitting_twice_enters_once(reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    making.settle(no, reporter, "DUP_NAME_VARIANT", "first")
    settle_sums(no, reporter)
    actions.match_rows(no=no, to="new", by=reporter, at=AT)
    for _ in range(2):
        actions.submit_workbook(no=no, version=None, key="click", by=reporter, at=AT)
    with pytest.raises(Refusal) as refused:
        actions.submit_workbook(no=no, version=None, key="other", by=reporter, at=AT)
    assert (refused.value.status, Report.objects.count(), Entered.objects.count()) == (409, 5, 5)


def test_two_who_settle_the_same_doubt_do_not_overwrite_each_other(reporter):
    colleague = accounts.actor("office")
    no = making.hand_in(making.FILES["01"], reporter).no
    doubt = next(d.key for d in making.picture(no, reporter).whole.open)
    actions.settle_doubt(no=no, doubt=doubt, answer="first", seen=0, by=reporter, at=AT)
    with pytest.raises(Stale):
        actions.settle_doubt(no=no, doubt=doubt, answer="different", seen=0, by=colleague, at=AT)
    actions.settle_doubt(no=no, doubt=doubt, answer="different", seen=1, by=colleague, at=AT)
    actions.unsettle_doubt(no=no, doubt=doubt, by=reporter, at=AT)
    assert ("DUP_NAME_VARIANT", "B12") in making.codes(no, reporter)


def test_a_reading_that_was_killed_is_begun_again_and_kept_once(reporter):
    no = making.hand_in(making.FILES["01"], reporter, read=False).no
    machine = accounts.actor("machine")
    actions.begin_reading(no=no, by=machine, at=AT)  # … and the process is gone
    assert making.again(no).state == "reading"
    assert jobs.read_now(reporter.county, no, at=AT)
    assert not jobs.read_now(reporter.county, no, at=AT)
    assert (making.again(no).state, making.again(no).tries) == ("read", 2)


def test_the_job_waits_in_the_transaction_and_a_dead_workers_job_runs_again(reporter):
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from leitai.config import waiting
    from leitai.documents import files as stored

    with stored.received([making.FILES["01"].read_bytes()]) as received:
        upload = actions.hand_in_workbook(received=received, name="一.xlsx", by=reporter, at=AT)
    job = DBTaskResult.objects.get()
    job.claim("another-host:1:1")
    DBTaskResult.objects.update(worker_ids=[f"{waiting.name().split(':')[0]}:999999:1"], started_at=timezone.now())
    assert waiting.requeue_abandoned(tries=5) == 1
    assert waiting.run_one()
    assert making.again(upload.no).state == "read"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "a.xls", {"not-a-workbook", "encrypted", "malformed"}),
        (b"hello, this is text", "a.txt", {"not-a-workbook", None}),
    ],
)
def test_what_cannot_be_read_says_why_and_is_kept(reporter, content, name, code):
    upload = making.hand_in(content, reporter, name=name)
    if upload.state == "unreadable":
        assert upload.refusal in code
        assert upload.refusal_zh
    with pytest.raises(Refusal):
        actions.submit_workbook(no=upload.no, version=None, by=reporter, at=AT)


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 no zip at all"])
def test_what_is_no_workbook_by_its_content_is_not_taken(reporter, content):
    with pytest.raises(Refusal) as refused:
        making.hand_in(content, reporter, name="表.xlsx")
    assert (refused.value.status, Upload.objects.count()) == (415, 0)


def test_one_row_that_the_register_refuses_keeps_all_out_and_is_named(office):
    making.project("甲项目", first_month="2024-04")
    text = "东城街道2024年3月重点项目进展\n单位：万元\n序号,项目名称,总投资,本月完成\n1,甲项目,10000,12\n2,乙丙丁戊,1000,12\n"
    no = making.hand_in(text.encode(), office, name="东城街道2024年3月.csv").no
    actions.match_rows(no=no, to="new", by=office, at=AT)
    with pytest.raises(Refusals) as refused:
        actions.submit_workbook(no=no, version=None, by=office, at=AT)
    assert [part.field for part in refused.value.parts] == ["rows.!4"]
    assert (Report.objects.count(), Project.objects.count(), making.again(no).state) == (0, 1, "read")


def test_a_returned_workbook_says_why_and_settles_nothing_more(office, reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    with pytest.raises(Forbidden):
        actions.return_workbook(no=no, because="合计不对", version=None, by=reporter, at=AT)
    actions.return_workbook(no=no, because="合计不对", version=None, by=office, at=AT)
    assert (making.again(no).state, making.again(no).because) == ("returned", "合计不对")
    with pytest.raises(Refusal):
        actions.settle_all_confirmations(no=no, by=reporter, at=AT)


def test_all_confirmations_at_once(reporter):
    no = making.hand_in(making.FILES["01"], reporter).no
    assert actions.settle_all_confirmations(no=no, by=reporter, at=AT) == 3
    assert all(d.settled for d in making.picture(no, reporter).whole.to_confirm)


def test_another_towns_upload_is_gone(reporter):
    no = making.hand_in(making.FILES["02"], accounts.actor("office"), office="chengguan").no
    for act in (actions.settle_all_confirmations, actions.unsettle_doubt):
        words = {"doubt": "x"} if act is actions.unsettle_doubt else {}
        with pytest.raises(Gone):
            act(no=no, by=reporter, at=AT, **words)


def test_a_report_entered_from_a_workbook_can_be_verified(office, reporter):
    project = making.project("中欧节能门窗产业园", total_yuan=35000 * WAN)
    text = "东城街道2024年3月重点项目进展\n单位：万元\n序号,项目名称,总投资,本月完成\n1,中欧节能门窗产业园,35000,12\n"
    no = making.hand_in(text.encode(), reporter, name="东城街道2024年3月.csv").no
    actions.submit_workbook(no=no, version=None, by=reporter, at=AT)
    register.verify_report(no=project.no, month="2024-03", version=None, by=office, at=AT)
    assert Report.objects.get().state == "verified"
