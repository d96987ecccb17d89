"""The loaded county: everything went through the actions, is marked, and can be checked."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase
from django.utils import timezone

from leitai.accounts import queries as accounts
from leitai.accounts.models import County, Office, Person
from leitai.accounts.terms import Role
from leitai.audit import actions as audit_actions
from leitai.audit import queries as audit
from leitai.demonstration import build, queries, reading, terms, workbooks
from leitai.documents import files
from leitai.kernel.workdays import Calendar
from leitai.register import queries as register
from leitai.register.models import (
    Bottleneck,
    KeyList,
    ListEntry,
    Milestone,
    OtherName,
    Photo,
    Project,
    Report,
    YearPlan,
)
from leitai.store import county

NOW = datetime(2024, 6, 20, 11, tzinfo=ZoneInfo("Asia/Shanghai"))


class TestLoaded(TestCase):
    """One small demonstration for all of them, told from January to June 2024."""

    @classmethod
    def setUpTestData(cls) -> None:
        build.load(now=NOW, say=lambda _line: None)
        audit_actions.sequence_entries(wait=True)

    def setUp(self) -> None:
        self.enterContext(county.within(terms.COUNTY))

    def test_the_county_is_a_demonstration(self):
        county = County.objects.get(code="370724")
        assert (county.name_zh, county.name_en, county.demonstration) == ("临朐县", "Linqu County", True)

    def test_offices_stand_as_in_the_data(self):
        data = reading.table("offices")
        assert Office.objects.count() == sum(len(data[kind]) for kind in data)
        park = Office.objects.get(code="longshan-chemical")
        assert (park.name_zh, park.other_names) == ("临朐龙山化工园", ["临朐化工产业园"])  # PRK01
        assert Office.objects.get(code="dongcheng").division_code == "370724002"

    def test_the_two_service_centres_are_two_bodies(self):
        names = set(Office.objects.filter(kind="county").values_list("name_zh", flat=True))
        assert {"县重大项目服务中心", "县企业服务中心"} <= names  # KEY04, SVC01

    def test_the_sign_in_page_finds_one_account_for_each_errand(self):
        found = accounts.demonstration_accounts(timezone.localdate(NOW))
        assert [(a.role, a.office_zh) for a in found] == [
            (Role.OFFICE, "县重大项目服务中心"), (Role.REPORTER, "东城街道"), (Role.REPORTER, "临朐龙山化工园"),
            (Role.APPROVER, "县自然资源和规划局"), (Role.LEADER, "县委县政府"), (Role.AUDITOR, "县审计局"),
            (Role.ADMINISTRATOR, "县大数据局"),
        ]  # fmt: skip

    def test_nobody_of_the_demonstration_has_a_password(self):
        assert not any(person.has_usable_password() for person in Person.objects.all())
        assert Person.objects.filter(demonstration=True).count() == 7

    def test_every_figure_that_is_made_up_is_marked(self):
        assert not Project.objects.filter(made_up=False).exists()
        assert not Report.objects.filter(made_up=False).exists()
        assert not Bottleneck.objects.filter(made_up=False).exists()
        assert not Photo.objects.filter(is_drawing=False).exists()
        assert not Milestone.objects.exclude(done_on=None).exclude(evidence__regex="^(演示编写|公开报道：)").exists()
        assert not KeyList.objects.filter(level="county").exclude(name_zh__endswith="（演示）").exists()

    def test_no_project_has_a_name_that_is_neither_published_nor_called_a_demonstration(self):
        known = {row["name"] for row in reading.table("projects")["named"]}
        strange = [
            name
            for name in Project.objects.values_list("name", flat=True)
            if name not in known and not name.startswith("演示")
        ]
        assert strange == []

    def test_the_three_named_projects_of_the_first_contest_are_on_the_register(self):
        names = ["泰来20万吨重钢智能制造中心", "洋林年加工200万平方米铝单板", "祺月重钢产业园"]
        assert sorted(Project.objects.filter(name__in=names).values_list("name", flat=True)) == sorted(
            names
        )  # EVT06 to EVT08

    def test_published_amounts_stand_with_their_source(self):
        station = Project.objects.get(name="潍坊抽水蓄能电站项目")
        assert (station.total_yuan, station.total_at_least) == (8_000_000_000, True)
        assert "总投资" in station.source
        assert {row.name for row in OtherName.objects.filter(project=station)} == {
            "山东潍坊抽水蓄能电站项目", "抽水蓄能电站项目", "潍坊抽水蓄能电站",
        }  # fmt: skip
        started = Milestone.objects.get(project__name="辰泰年产40万吨重型钢结构项目", kind="started")
        assert (started.done_on, started.done_precision) == (date(2023, 2, 6), "day")
        assert started.evidence.startswith("公开报道：")

    def test_months_are_reported_and_verified_up_to_the_open_one(self):
        months = sorted(set(Report.objects.values_list("month", flat=True)))
        assert months == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
        before = Counter(Report.objects.exclude(month="2024-05").values_list("state", flat=True))
        assert set(before) == {"verified"}
        now = Counter(Report.objects.filter(month="2024-05").values_list("state", flat=True))
        assert {"verified", "submitted", "returned"} <= set(now)

    def test_march_2024_agrees_with_the_workbooks(self):
        march = Report.objects.get(project__name="华建铝业绿色低碳铝基新材料智能制造项目", month="2024-03")
        assert (march.month_yuan, march.cum_yuan, march.state) == (52_000_000, 178_000_000, "verified")

    @pytest.mark.skipif(not workbooks.is_open(), reason="the intake of workbooks is not part of this installation")
    def test_the_workbooks_came_in_through_the_door_and_some_wait_with_their_doubts(self):
        from leitai.workbooks import queries as uploads

        rows = {row.name: row for row in uploads.uploads.every(queries.actor_named("demo-office"))}
        assert set(rows) == {arrival.file for arrival in workbooks.ARRIVALS}
        entered = {name[:2] for name, row in rows.items() if row.state in {"submitted", "partly"}}
        assert entered == {"01", "02", "05"}
        march = Report.objects.get(project__name="华建铝业绿色低碳铝基新材料智能制造项目", month="2024-03")
        assert march.source.endswith("/3月份!F5")

    def test_nothing_that_a_workbook_made_up_without_saying_so_became_a_project(self):
        assert not Project.objects.filter(
            name__in=["香椿深加工", "隐士小镇一期", "隐士小镇二期", "嵩山旅游环线提升"]
        ).exists()

    def test_reports_were_handed_in_by_their_own_offices_and_verified_by_the_project_office(self):
        typed = Report.objects.exclude(submitted_by="").filter(source="")
        for report in typed.select_related("project__office")[:60]:
            assert queries.actor_named("demo-office").code in (
                report.verified_by or queries.actor_named("demo-office").code
            )
            assert accounts.actor_of_person(report.submitted_by).office == report.project.office.code

    def test_bottlenecks_stand_in_every_state_and_late_ones_were_carried_up(self):
        states = Counter(Bottleneck.objects.values_list("state", flat=True))
        assert {"raised", "assigned", "closed"} <= set(states)
        assert Bottleneck.objects.exclude(escalated_to="").exists()
        assert not Bottleneck.objects.filter(state="closed", answer="").exists()

    def test_no_red_light_falls_on_a_project_with_a_real_name(self):
        by, on = queries.actor_named("demo-leader"), timezone.localdate(NOW)
        shot = register.snapshots.snapshot(by, month="2024-05", on=on, calendar=Calendar.published())
        assert [row.name for row in register.figures.red_list(shot) if not row.name.startswith("演示")] == []

    def test_no_bottleneck_hangs_on_a_project_with_a_real_name(self):
        assert not Bottleneck.objects.exclude(project__name__startswith="演示").exists()

    def test_lists_of_key_projects_have_editions_and_only_public_names(self):
        by = queries.actor_named("demo-leader")
        counts = {(row.level, row.year): row for row in register.figures.list_counts(by)}
        assert (counts["province", 2024].published, counts["province", 2024].city_rank) == (15, 1)  # KEY01, KEY02
        assert [counts["province", year].city_rank for year in (2022, 2023, 2024)] == [1, 1, 1]
        assert KeyList.objects.filter(level="province", year=2024).count() == 1  # the August edition is still to come
        provincial = set(ListEntry.objects.filter(key_list__level="province").values_list("name", flat=True))
        assert provincial <= {"年产10万吨高压电缆屏蔽料用纳米碳材料项目", "年产15万台套铝合金车体及零部件项目"}
        assert counts["county", 2024].published == 195

    def test_plans_and_lights_show_something(self):
        by, on = queries.actor_named("demo-leader"), timezone.localdate(NOW)
        shot = register.snapshots.snapshot(by, month="2024-05", on=on, calendar=Calendar.published())
        lights = register.figures.county(shot).lights
        assert lights["green"] > 0
        assert lights["yellow"] + lights["red"] > 0
        assert YearPlan.objects.filter(year=2024).count() > 20

    def test_photos_are_kept_and_say_that_they_are_drawings(self):
        photos = list(Photo.objects.all())
        assert photos
        assert all(photo.caption.startswith("示意画：") and files.path(photo.document).exists() for photo in photos)

    def test_the_desks_of_the_project_office_and_of_dongcheng_are_not_empty(self):
        on = timezone.localdate(NOW)
        assert register.months.waiting(queries.actor_named("demo-office"), on=on) > 0
        assert register.months.waiting(queries.actor_named("demo-dongcheng"), on=on) > 0

    def test_the_history_verifies_down_to_the_rows(self):
        (result,) = audit.verify(code=terms.COUNTY, rows=True)
        assert result.findings == []
        assert result.size > 500

    def test_loading_again_changes_nothing(self):
        before = (audit.size(), Report.objects.count(), Project.objects.count())
        said: list[str] = []
        assert build.load(now=NOW, say=said.append) is False
        assert (audit.size(), Report.objects.count(), Project.objects.count()) == before
        assert said == []
