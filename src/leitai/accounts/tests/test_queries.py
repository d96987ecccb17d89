"""Finding offices and people: what comes back, and how many statements it costs."""

from datetime import date

import pytest

from leitai.accounts import queries
from leitai.accounts.tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2024, 4, 8)


@pytest.fixture
def offices(county):
    make.office("dongcheng", order=2)
    make.office("chengguan", order=1)
    make.office("wujing", order=3, other_names=["五井"])
    make.office("yeyuan", "street", order=4, name_zh="冶源街道", short_zh="冶源街道", other_names=["冶源镇"])
    make.office("longshan-chemical", order=5, other_names=["临朐化工产业园"])
    make.office("longshan-tech", "park", order=6, name_zh="龙山高新技术产业园", short_zh="龙山高新园")
    make.office("natural-resources")


def test_the_reporting_offices_come_in_the_countys_order(offices, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = [o.code for o in queries.towns()]
    assert found == ["chengguan", "dongcheng", "wujing", "yeyuan", "longshan-chemical", "longshan-tech"]


def test_offices_of_another_county_are_not_seen(offices):
    make.office("wangfu", "street", within=make.QINGZHOU, name_zh="王府街道")
    assert queries.office("wangfu") is None
    assert "wangfu" not in [o.code for o in queries.offices()]
    assert queries.find_office("王府街道") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("东城街道", "dongcheng"),
        ("东城", "dongcheng"),
        ("临朐县东城街道办事处", "dongcheng"),
        ("潍坊市临朐县东城街道", "dongcheng"),
        ("东 城 街 道", "dongcheng"),
        ("五井", "wujing"),
        ("五井镇人民政府", "wujing"),
        ("冶源镇", "yeyuan"),
        ("冶源", "yeyuan"),
        ("临朐化工产业园", "longshan-chemical"),
        ("龙山高新园", "longshan-tech"),
        ("自然资源和规划局", "natural-resources"),
        ("县自然资源和规划局", "natural-resources"),
        ("龙山", None),
        ("柳山镇", None),
        ("", None),
    ],
)
def test_an_office_is_found_by_what_people_call_it(offices, text, code):
    found = queries.find_office(text)
    assert (found.code if found else None) == code


def test_many_names_cost_no_more_than_one(offices, django_assert_num_queries):
    with django_assert_num_queries(2):
        book = queries.office_book()
        assert [book.find(t).code for t in ("东城", "五井镇", "冶源镇") * 20][:3] == ["dongcheng", "wujing", "yeyuan"]


def test_a_name_that_fits_two_offices_finds_none(county):
    make.office("a", "town", name_zh="山旺镇", short_zh="山旺镇")
    make.office("b", "street", name_zh="山旺街道", short_zh="山旺街道")
    assert queries.find_office("山旺") is None
    assert queries.find_office("山旺镇").code == "a"


@pytest.mark.parametrize("n", [1, 12])
def test_a_list_of_people_costs_three_statements(county, django_assert_num_queries, n):
    for _ in range(n):
        make.seat(make.person("reporter"), "reporter", make.office("wujing"))
    with django_assert_num_queries(3):
        page = queries.people(queries.Filter(), on=TODAY)
    assert (page.total, page.first, page.last) == (n, 1, n)
    assert [len(p.seats) for p in page.rows] == [2] * n


def test_people_are_filtered_by_name_role_office_and_state(county):
    a = make.person("reporter", name="张三", username="zhang")
    b = make.person("office", name="李四", username="li", is_active=False)

    def found(**asked):
        return {p.code for p in queries.people(queries.Filter(**asked), on=TODAY).rows}

    assert found(text="张") == {a.code}
    assert found(text="LI") == {b.code}
    assert found(role="office") == {b.code}
    assert found(office="dongcheng") == {a.code}
    assert found(state="disabled") == {b.code}
    assert found(state="active") == {a.code}
    assert found(text="%") == set()


def test_people_of_another_county_are_not_listed(county):
    make.person("office", within=make.QINGZHOU)
    here = make.person("office")
    assert [p.code for p in queries.people(queries.Filter(), on=TODAY).rows] == [here.code]


def test_the_seats_shown_of_somebody_are_those_of_this_county(county):
    somebody = make.person("reporter")
    make.seat(somebody, "office", make.office("project-office", within=make.QINGZHOU))
    assert [s.office for s in queries.person(somebody.code, on=TODAY).seats] == ["dongcheng"]


def test_one_account_stands_for_each_errand_in_the_demonstration(db, django_assert_num_queries):
    make.county(demonstration=True)
    for role in ("office", "reporter", "approver", "leader", "auditor", "administrator"):
        make.person(role, demonstration=True)
        make.person(role, demonstration=True)
    make.person("reporter", make.office("longshan-chemical"), demonstration=True)
    make.person("leader")
    with django_assert_num_queries(1):
        found = queries.demonstration_accounts(TODAY)
    assert [(a.role, a.kind) for a in found] == [
        ("office", "county"), ("reporter", "street"), ("reporter", "park"), ("approver", "department"), ("leader", "county"),
        ("auditor", "department"), ("administrator", "department"),
    ]  # fmt: skip


def test_a_real_county_has_no_accounts_by_a_click(county):
    somebody = make.person("office", demonstration=True)
    assert queries.demonstration_accounts(TODAY) == []
    assert queries.demonstration_person(somebody.code) is None


def test_a_real_person_is_not_entered_by_a_click_even_in_the_demonstration(db):
    make.county(demonstration=True)
    assert queries.demonstration_person(make.person("office").code) is None


def test_divisions_are_those_of_the_data():
    assert queries.division("370724").name_zh == "临朐县"
    assert [d.name_zh for d in queries.divisions_of("370724")][:4] == ["城关街道", "东城街道", "冶源街道", "辛寨街道"]
    assert len([d for d in queries.divisions_of("370724") if d.level in {"town", "street"}]) == 10
    assert queries.county_names("999999") is None
    assert queries.county_names("999999", "某县", "某市")["name_en"] == "Mouxian County"
