"""Actions: the state, the entry in the history, the refusal."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from leitai.accounts.tests import make as accounts
from leitai.audit import actions as audit_actions
from leitai.audit.models import Entry, Log, Mention, Text
from leitai.audit.queries import thorough
from leitai.documents import pictures
from leitai.kernel.refusal import Forbidden, Gone, Refusal, Refusals, Stale
from leitai.register import actions, jobs, terms
from leitai.register.models import Bottleneck, KeyList, Milestone, Project, Report, Superseded, YearPlan
from leitai.register.tests import make

pytestmark = pytest.mark.usefixtures("county")
WAN = make.WAN


@pytest.fixture
def office() -> Any:
    return accounts.actor("office")


@pytest.fixture
def reporter() -> Any:
    return accounts.actor("reporter")


@pytest.fixture
def approver() -> Any:
    return accounts.actor("approver")


def last() -> tuple[str, str]:
    entry = Entry.objects.latest("id")
    return entry.kind, entry.about


# projects


def test_a_new_project_gets_the_next_number_of_the_year(office: Any, at: Any) -> None:
    make.project(no="P24-0041")
    made = actions.create_project(office="dongcheng", facts=terms.ProjectFacts(name="华建铝业"), by=office, at=at)
    assert (made.no, made.initials, made.first_month) == ("P24-0042", "hjly", "2024-03")
    assert last() == ("project.created", "project:P24-0042")


def test_a_reporter_enters_projects_of_the_own_office_only(reporter: Any, at: Any) -> None:
    accounts.office("chengguan")
    assert (
        actions.create_project(office="dongcheng", facts=terms.ProjectFacts(name="一"), by=reporter, at=at).office.code
        == "dongcheng"
    )
    with pytest.raises(Forbidden):
        actions.create_project(office="chengguan", facts=terms.ProjectFacts(name="二"), by=reporter, at=at)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"total_yuan": -1}, "total_yuan"),
        ({"total_yuan": 2**63}, "total_yuan"),
        ({"industry": "C3"}, "industry"),
        ({"national_code": "2312-370724"}, "national_code"),
        ({"kind": "other"}, "kind"),
        ({"jobs": 10**9}, "jobs"),
    ],
)
def test_a_project_that_can_not_be(office: Any, at: Any, frozen: Any, facts: dict[str, Any], field: str) -> None:
    accounts.office()
    with frozen(), pytest.raises(Refusal) as refused:
        actions.create_project(
            office="dongcheng", facts=terms.ProjectFacts(**({"name": "甲"} | facts)), by=office, at=at
        )
    assert refused.value.field == field


def test_two_projects_never_share_a_national_code(office: Any, at: Any) -> None:
    make.project(national_code="2312-370724-04-01-000004")
    facts = terms.ProjectFacts(name="乙", national_code="2312-370724-04-01-000004")
    with pytest.raises(Refusal) as refused:
        actions.create_project(office="dongcheng", facts=facts, by=office, at=at)
    assert refused.value.code == "code.taken"


def test_a_code_of_another_county_is_free(office: Any, at: Any, other_county: Any) -> None:
    make.project(within=accounts.QINGZHOU, national_code="2312-370724-04-01-000004")
    accounts.office()
    facts = terms.ProjectFacts(name="乙", national_code="2312-370724-04-01-000004")
    assert (
        actions.create_project(office="dongcheng", facts=facts, by=office, at=at).national_code == facts.national_code
    )


def test_an_edit_tells_what_changed_and_refuses_an_older_version(office: Any, at: Any) -> None:
    project = make.project("甲")
    facts = terms.ProjectFacts(name="甲", total_yuan=5_000 * WAN)
    actions.edit_project(no=project.no, version=1, facts=facts, by=office, at=at)
    assert Project.objects.get().total_yuan == 5_000 * WAN
    with pytest.raises(Stale) as stale:
        actions.edit_project(no=project.no, version=1, facts=facts, by=office, at=at)
    assert stale.value.now["version"] == 2


def test_a_double_click_makes_one_project(office: Any, at: Any) -> None:
    accounts.office()
    words = {"office": "dongcheng", "facts": terms.ProjectFacts(name="甲"), "by": office, "at": at, "key": "k1"}
    assert actions.create_project(**words).pk == actions.create_project(**words).pk
    assert Project.objects.count() == 1
    with pytest.raises(Refusal):
        actions.create_project(**(words | {"facts": terms.ProjectFacts(name="乙")}))


def test_another_name_belongs_to_one_project(office: Any, at: Any) -> None:
    one, two = make.project("华建铝业项目"), make.project("别的")
    actions.add_other_name(no=one.no, name="华建 绿色低碳", by=office, at=at)
    with pytest.raises(Refusal) as refused:
        actions.add_other_name(no=two.no, name="华建绿色低碳", by=office, at=at)
    assert (refused.value.code, refused.value.data["no"]) == ("name.taken", one.no)


def test_an_ended_project_is_no_longer_reported(office: Any, at: Any) -> None:
    project = make.project()
    actions.end_project(
        no=project.no, version=1, standing="finished", last_month="2024-03", because="已达产", by=office, at=at
    )
    assert Project.objects.get().last_month == "2024-03"
    assert last()[0] == "project.ended"


def test_a_plan_is_set_and_its_profile_must_add_up(office: Any, at: Any) -> None:
    project = make.project()
    actions.set_year_plan(no=project.no, year=2024, planned_yuan=1_200 * WAN, by=office, at=at)
    assert YearPlan.objects.get().planned_yuan == 1_200 * WAN
    with pytest.raises(Refusal) as refused:
        actions.set_year_plan(
            no=project.no, year=2024, planned_yuan=1_200 * WAN, by_month_yuan=[1] * 12, by=office, at=at
        )
    assert refused.value.field == "by_month_yuan"


def test_a_milestone_can_not_be_done_in_the_future(reporter: Any, at: Any) -> None:
    project = make.project()
    actions.set_milestone(no=project.no, kind="started", done_on=date(2024, 4, 8), by=reporter, at=at)
    assert last()[0] == "milestone.done"
    with pytest.raises(Refusal) as refused:
        actions.set_milestone(no=project.no, kind="trial", done_on=date(2024, 4, 9), by=reporter, at=at)
    assert (refused.value.field, Milestone.objects.count()) == ("done_on", 1)


# reports


def test_a_report_is_handed_in_with_what_follows_from_before(reporter: Any, at: Any) -> None:
    project = make.project()
    make.report(project, "2024-02", 100, "verified")
    report = actions.submit_report(line=make.line(project, wan=50, progress="主体封顶"), by=reporter, at=at)
    assert (report.state, report.cum_year_yuan, report.cum_yuan) == ("submitted", 250 * WAN, 250 * WAN)
    assert (report.derived, report.submitted_by, report.version) == ("cum_year_yuan,cum_yuan", reporter.code, 1)
    assert last() == ("report.submitted", f"report:{project.no}/2024-03")
    about = set(Mention.objects.filter(entry=Entry.objects.latest("id")).values_list("about", flat=True))
    assert about == {f"report:{project.no}/2024-03", f"project:{project.no}", "office:dongcheng"}
    assert Text.objects.get(field="progress").value == "主体封顶"


def test_an_unusual_figure_asks_for_a_reason_and_keeps_nothing_half(reporter: Any, at: Any, frozen: Any) -> None:
    project = make.project()
    for month in ("2023-12", "2024-01", "2024-02"):
        make.report(project, month, 100, "verified")
    with frozen(), pytest.raises(Refusals) as refused:
        actions.submit_report(line=make.line(project, wan=400), by=reporter, at=at)
    assert [(part.code, part.field) for part in refused.value.parts] == [("finding.high", "month_yuan")]
    actions.submit_report(line=make.line(project, wan=400, reason="设备款集中支付"), by=reporter, at=at)
    assert Report.objects.get(month="2024-03").reason == "设备款集中支付"


@pytest.mark.parametrize(
    ("month", "code"), [("2024-04", "month.future"), ("2022-12", "month.before"), ("2024-3", "month.unknown")]
)
def test_a_month_that_can_not_be_reported(reporter: Any, at: Any, frozen: Any, month: str, code: str) -> None:
    project = make.project(first_month="2023-01")
    with frozen(), pytest.raises(Refusal) as refused:
        actions.submit_report(line=make.line(project, month), by=reporter, at=at)
    assert refused.value.code == code


def test_a_foreign_project_is_gone(reporter: Any, at: Any, frozen: Any) -> None:
    foreign, other = make.project(office="chengguan"), make.project(within=accounts.QINGZHOU)
    for project in (foreign, other):
        with frozen(), pytest.raises(Gone):
            actions.submit_report(line=make.line(project), by=reporter, at=at)


def test_only_a_reporter_hands_in_and_only_the_office_verifies(
    office: Any, reporter: Any, at: Any, frozen: Any
) -> None:
    project = make.project()
    make.report(project)
    with frozen(), pytest.raises(Forbidden):
        actions.verify_report(no=project.no, month="2024-03", version=1, by=reporter, at=at)
    with frozen(), pytest.raises(Forbidden):
        actions.submit_report(line=make.line(project, "2024-02"), by=office, at=at)


def test_a_report_goes_back_and_comes_again(office: Any, reporter: Any, at: Any) -> None:
    project = make.project()
    actions.submit_report(line=make.line(project, wan=480), by=reporter, at=at)
    returned = actions.return_report(no=project.no, month="2024-03", version=1, because="请说明", by=office, at=at)
    assert (returned.state, returned.returned_because) == ("returned", "请说明")
    assert Superseded.objects.values_list("version", "month_yuan").get() == (1, 480 * WAN)
    again = actions.submit_report(line=make.line(project, wan=48, version=2), by=reporter, at=at)
    assert (again.state, again.month_yuan, again.version) == ("submitted", 48 * WAN, 3)
    verified = actions.verify_report(no=project.no, month="2024-03", version=3, by=office, at=at)
    assert (verified.state, verified.verified_by) == ("verified", office.code)
    assert last() == ("report.verified", f"report:{project.no}/2024-03")


def test_two_people_verifying_at_once_the_second_is_told(office: Any, at: Any, frozen: Any) -> None:
    project = make.project()
    make.report(project)
    second = accounts.actor("office")
    actions.verify_report(no=project.no, month="2024-03", version=1, by=office, at=at)
    with frozen(), pytest.raises(Stale) as stale:
        actions.verify_report(no=project.no, month="2024-03", version=1, by=second, at=at)
    assert stale.value.now["state"] == "verified"


def test_a_report_can_be_taken_back_until_it_is_verified(reporter: Any, at: Any) -> None:
    project = make.project()
    make.report(project, "2024-03")
    make.report(project, "2024-02", state="verified")
    assert actions.withdraw_report(no=project.no, month="2024-03", version=1, by=reporter, at=at).state == "draft"
    with pytest.raises(Refusal) as refused:
        actions.withdraw_report(no=project.no, month="2024-02", version=1, by=reporter, at=at)
    assert refused.value.status == 409


def test_a_draft_keeps_anything_and_asks_nothing(reporter: Any, at: Any) -> None:
    project = make.project()
    draft = actions.save_report_draft(line=make.line(project, wan=None, progress="还在等"), by=reporter, at=at)
    assert (draft.state, draft.month_yuan, draft.version) == ("draft", None, 1)
    assert actions.save_report_draft(line=make.line(project, wan=7, version=1), by=reporter, at=at).version == 2
    with pytest.raises(Stale):
        actions.save_report_draft(line=make.line(project, wan=8, version=1), by=reporter, at=at)


def test_a_problem_becomes_one_bottleneck(reporter: Any, at: Any) -> None:
    project = make.project()
    actions.submit_report(line=make.line(project, "2024-02", problem="供电增容，等了 20 天"), by=reporter, at=at)
    actions.submit_report(line=make.line(project, problem="供电增容，等了 20 天"), by=reporter, at=at)
    assert Bottleneck.objects.values_list("no", "title").get() == ("B24-0001", "供电增容，等了 20 天")


def test_many_reports_make_one_entry_that_holds_every_row(reporter: Any, at: Any) -> None:
    projects = [make.project() for _ in range(3)]
    make.report(projects[0], state="returned", version=4)
    lines = [make.line(project, month) for project in projects for month in ("2024-02", "2024-03")]
    keys = actions.submit_reports(lines=lines, by=reporter, at=at, source="U24-0001")
    assert [Report.objects.get(pk=key).project.no for key in keys] == [line.no for line in lines]
    assert list(Report.objects.order_by("project", "month").values_list("state", "cum_year_yuan", "version"))[:2] == [
        ("submitted", None, 1), ("submitted", None, 5),
    ]  # fmt: skip
    entry = Entry.objects.get()
    assert (entry.kind, entry.about) == ("reports.submitted", "month:2024-03")
    assert bytes(entry.body).count(b"register.report:") == 6


def test_of_many_reports_none_is_taken_when_one_can_not_be(reporter: Any, at: Any, frozen: Any) -> None:
    good, foreign = make.project(), make.project(office="chengguan")
    lines = [make.line(good), make.line(foreign), make.line(good), make.line(good, "2024-04")]
    with frozen(), pytest.raises(Refusals) as refused:
        actions.submit_reports(lines=lines, by=reporter, at=at)
    assert [(part.code, part.field) for part in refused.value.parts] == [
        ("project.unknown", "lines.1.no"), ("line.twice", "lines.2.no"), ("month.future", "lines.3.month"),
    ]  # fmt: skip


def test_many_reports_are_verified_together_or_not_at_all(office: Any, at: Any, frozen: Any) -> None:
    projects = [make.project() for _ in range(3)]
    for project in projects:
        make.report(project)
    wanted = [(project.no, "2024-03", 1) for project in projects]
    Report.objects.filter(project=projects[1]).update(version=2)
    with frozen(), pytest.raises(Stale) as stale:
        actions.verify_reports(reports=wanted, by=office, at=at)
    assert list(stale.value.now) == [f"report:{projects[1].no}/2024-03"]
    wanted[1] = (projects[1].no, "2024-03", 2)
    assert actions.verify_reports(reports=wanted, by=office, at=at) == 3
    assert set(Report.objects.values_list("state", "verified_by")) == {("verified", office.code)}
    assert last() == ("reports.verified", "month:2024-03")


# photos


def photo(**more: Any) -> pictures.Picture:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), more.pop("colour", "red")).save(file, "JPEG", **more)
    return pictures.prepared(file)


def test_a_photo_begins_a_draft_and_the_same_photo_is_one(reporter: Any, at: Any) -> None:
    project = make.project()
    one = actions.add_photo(no=project.no, month="2024-03", picture=photo(), name="IMG_1.jpg", by=reporter, at=at)
    two = actions.add_photo(no=project.no, month="2024-03", picture=photo(), name="IMG_2.jpg", by=reporter, at=at)
    assert one.pk == two.pk
    assert (one.report.state, one.width_px) == ("draft", 64)


def test_a_verified_report_takes_no_more_photos(reporter: Any, at: Any) -> None:
    project = make.project()
    make.report(project, state="verified")
    with pytest.raises(Refusal) as refused:
        actions.add_photo(no=project.no, month="2024-03", picture=photo(), name="IMG_1.jpg", by=reporter, at=at)
    assert refused.value.code == "photo.verified"


# bottlenecks


def test_the_life_of_a_bottleneck(office: Any, reporter: Any, approver: Any, at: Any, frozen: Any) -> None:
    project = make.project()
    raised = actions.raise_bottleneck(project=project.no, title="勘测定界图未齐", by=reporter, at=at)
    assert (raised.no, raised.state) == ("B24-0001", "raised")
    assigned = actions.assign_bottleneck(no=raised.no, owner="natural-resources", by=office, at=at)
    assert (assigned.state, assigned.due_on) == ("assigned", date(2024, 4, 22))
    answered = actions.answer_bottleneck(no=raised.no, answer="图已补齐", version=2, by=approver, at=at)
    assert answered.state == "answered"
    with frozen(), pytest.raises(Forbidden):
        actions.close_bottleneck(no=raised.no, by=office, at=at)
    again = actions.reopen_bottleneck(no=raised.no, remark="还差一张", by=reporter, at=at)
    assert again.state == "assigned"
    assert actions.close_bottleneck(no=raised.no, remark="好了", by=reporter, at=at).state == "closed"
    assert last() == ("bottleneck.closed", raised.no.join(["bottleneck:", ""]))


def test_only_the_owner_answers(at: Any, frozen: Any) -> None:
    project = make.project()
    stuck = make.bottleneck(project, owner="natural-resources")
    stranger = accounts.actor("approver", accounts.office("water"))
    with frozen(), pytest.raises(Forbidden):
        actions.answer_bottleneck(no=stuck.no, answer="不归我们", by=stranger, at=at)


def test_an_overdue_bottleneck_is_carried_up_once_for_each_step(at: Any) -> None:
    machine = accounts.actor("machine")
    stuck = make.bottleneck(make.project(), owner="natural-resources", due_on=date(2024, 4, 1))
    assert jobs.escalate_bottlenecks(by=machine, at=at) == [(stuck.no, "head"), (stuck.no, "office")]
    assert jobs.escalate_bottlenecks(by=machine, at=at) == []
    assert jobs.escalate_bottlenecks(by=machine, at=at + timedelta(days=8)) == [(stuck.no, "leader")]
    assert Bottleneck.objects.get().escalated_to == "leader"


def test_a_due_day_can_not_lie_in_the_past(office: Any, at: Any) -> None:
    stuck = make.bottleneck(make.project())
    accounts.office("natural-resources")
    with pytest.raises(Refusal) as refused:
        actions.assign_bottleneck(no=stuck.no, owner="natural-resources", due_on=date(2024, 4, 7), by=office, at=at)
    assert refused.value.field == "due_on"


# lists


def test_a_list_is_published_once_and_corrected_by_editions(office: Any, at: Any) -> None:
    project = make.project("泰来")
    listed = [terms.Listed("泰来", no=project.no), terms.Listed("洋林")]
    words = {"level": "province", "year": 2024, "name_zh": "2024年省重点", "by": office, "at": at}
    actions.publish_key_list(entries=listed, county_count=15, city_rank=1, **words)
    with pytest.raises(Refusal) as refused:
        actions.publish_key_list(entries=listed, **words)
    assert refused.value.code == "list.exists"
    out = [terms.Listed("洋林", change="withdrawn")]
    second = actions.correct_key_list(level="province", year=2024, entries=out, edition=1, by=office, at=at)
    assert (second.edition, second.county_count, KeyList.objects.count()) == (2, 15, 2)
    with pytest.raises(Refusal) as refused:
        actions.correct_key_list(level="province", year=2024, entries=out, edition=1, by=office, at=at)
    assert refused.value.code == "list.edition"


# the history holds every row as it stands


def test_every_row_of_the_register_stands_as_the_history_last_recorded_it(office: Any, at: Any) -> None:
    machine, reporter = accounts.actor("machine"), accounts.actor("reporter")
    accounts.office("natural-resources")
    facts = terms.ProjectFacts(name="华建铝业", total_yuan=10_000 * WAN, land_mu=Decimal("260.5"), chemical=False)
    no = actions.create_project(office="dongcheng", facts=facts, first_month="2024-01", by=office, at=at).no
    other = actions.create_project(
        office="dongcheng", facts=terms.ProjectFacts(name="乙"), first_month="2024-01", by=office, at=at
    ).no
    actions.add_other_name(no=no, name="绿色低碳", by=office, at=at)
    actions.set_year_plan(
        no=no, year=2024, planned_yuan=12 * WAN, by_month_yuan=[WAN * n for n in range(1, 13)], by=office, at=at
    )
    actions.set_milestone(no=no, kind="signed", done_on=date(2024, 1, 2), evidence="合同", by=reporter, at=at)
    lines = [
        terms.Line(no=n, month=m, month_yuan=WAN, stage=terms.Stage.TRIAL, progress="好")
        for n in (no, other)
        for m in ("2024-01", "2024-02")
    ]
    actions.submit_reports(lines=lines, by=machine, at=at)
    actions.verify_reports(reports=[(no, "2024-01", 1), (other, "2024-01", 1)], by=office, at=at)
    actions.return_report(no=no, month="2024-02", version=1, because="再看", by=office, at=at)
    actions.submit_reports(
        lines=[terms.Line(no=no, month="2024-02", month_yuan=2 * WAN, problem="缺电")], by=reporter, at=at
    )
    actions.save_report_draft(line=terms.Line(no=other, month="2024-03", progress="写着"), by=reporter, at=at)
    actions.add_photo(no=no, month="2024-03", picture=photo(), name="IMG.jpg", by=reporter, at=at)
    stuck = actions.raise_bottleneck(
        project=no, title="图未齐", owner="natural-resources", due_on=date(2024, 4, 8), by=office, at=at
    ).no
    jobs.escalate_bottlenecks(by=machine, at=at + timedelta(days=6))
    actions.close_bottleneck(no=stuck, by=office, at=at + timedelta(days=7))
    actions.publish_key_list(
        level="city", year=2024, name_zh="名单", entries=[terms.Listed("甲", no=no)], by=office, at=at
    )
    audit_actions.sequence_entries()
    rows = thorough.Rows()
    log = Log.objects.get()
    assert thorough.open_entries(log, rows) == []
    found, counts = thorough.compare_rows(rows)
    # Offices and people of the tests are made without history; everything of the register and its files has one.
    assert [finding for finding in found if "accounts." not in str(finding)] == []
    assert counts["rows"] > 15
