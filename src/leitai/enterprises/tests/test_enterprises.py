"""Firms found or entered once; industries of GB/T 4754-2017."""

import pytest

from leitai.accounts.tests import make
from leitai.audit.models import Entry
from leitai.enterprises import actions, queries, rules
from leitai.enterprises.models import Enterprise
from leitai.kernel import codes
from leitai.kernel.refusal import Forbidden, Refusal

BODY = "91370724MA3C0XY23"


def a_code(body="9137072416544332"):
    """A credit code with right check digits over a made-up body."""
    organisation = body[8:16]
    full = body[:8] + organisation + codes.organisation_check_digit(organisation)
    return full + codes.credit_check_digit(full)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("山东华建铝业集团有限公司", "山东华建铝业集团 有限责任公司", True),
        ("山东华建铝业集团有限公司", "山东华建铝业集团股份有限公司", True),
        ("临朐（中欧）门窗有限公司", "临朐(中欧)门窗有限公司", True),
        ("山东华建铝业集团有限公司", "山东华建铝业集团有限公司临朐分公司", False),
        ("山东华建铝业集团有限公司", "山东伟盛铝业有限公司", False),
    ],
)
def test_a_name_is_the_same_whatever_its_signs_and_legal_form(a, b, same):
    assert (rules.name_key(a) == rules.name_key(b)) is same


def test_the_industries_are_the_standards():
    levels = [i.level for i in queries.industries().values()]
    assert [levels.count(n) for n in (1, 2, 3, 4)] == [20, 97, 473, 1381]


def test_an_industry_knows_its_way_from_the_section():
    assert [i.code for i in queries.industry_path("3252")] == ["C", "32", "325", "3252"]
    assert (queries.section_of("3252"), queries.division_of("3252"), queries.division_of("C")) == ("C", "32", None)
    assert queries.industry_path("9999") == []
    assert queries.section_of("9999") is None


def test_every_industry_but_a_section_has_its_parent():
    found = queries.industries()
    assert all(i.parent in found for i in found.values() if i.level > 1)


def test_industries_are_found_by_name_and_code():
    assert [i.code for i in queries.industries_named("铝压延")] == ["3252"]
    assert next(iter(queries.industries_named("32"))).code == "32"
    assert queries.industries_named(" ") == []
    assert [i.code for i in queries.industries_below("32")] == ["321", "322", "323", "324", "325"]
    assert len(queries.industries_below("")) == 20
    assert {i.section for i in queries.divisions("C")} == {"C"}


@pytest.fixture
def by(county):
    return make.actor("office")


def test_a_firm_is_entered_once_under_all_spellings(by, at):
    first = actions.register_enterprise(name="山东华建铝业集团有限公司", by=by, at=at)
    again = actions.register_enterprise(name="山东华建铝业集团 有限责任公司", by=by, at=at)
    assert again.pk == first.pk
    assert Enterprise.objects.count() == 1
    assert queries.enterprise_named("山东华建铝业集团").key == first.pk


def test_what_was_missing_is_completed_and_nothing_overwritten(by, at):
    actions.register_enterprise(name="华建", industry="3252", by=by, at=at)
    found = actions.register_enterprise(
        name="华建", credit_code=a_code().lower(), industry="3240", source="licence", by=by, at=at
    )
    assert (found.credit_code, found.industry, found.source) == (a_code(), "3252", "licence")
    assert list(Entry.everywhere.order_by("pk").values_list("kind", flat=True)) == [
        "enterprise.registered",
        "enterprise.completed",
    ]


def test_the_code_finds_a_firm_under_a_new_name(by, at):
    first = actions.register_enterprise(name="华建", credit_code=a_code(), by=by, at=at)
    assert actions.register_enterprise(name="新华建", credit_code=a_code(), by=by, at=at).pk == first.pk


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"credit_code": "123"}, "code.length"),
        ({"credit_code": a_code()[:-1] + ("0" if a_code()[-1] != "0" else "1")}, "code.check_digit"),
        ({"industry": "9999"}, "industry.unknown"),
        ({"name": " （）"}, "enterprise.name"),
    ],
)
def test_what_is_wrong_is_refused(by, at, frozen, words, code):
    with frozen(), pytest.raises(Refusal) as caught:
        actions.register_enterprise(**({"name": "华建"} | words), by=by, at=at)
    assert caught.value.code == code


def test_a_name_with_another_code_is_another_firms(by, at):
    actions.register_enterprise(name="华建", credit_code=a_code(), by=by, at=at)
    with pytest.raises(Refusal) as caught:
        actions.register_enterprise(name="华建", credit_code=a_code("9137072426544332"), by=by, at=at)
    assert caught.value.code == "enterprise.other_code"


def test_counties_keep_their_firms_apart(by, other_county, at):
    first = actions.register_enterprise(name="华建", credit_code=a_code(), by=by, at=at)
    there = actions.register_enterprise(
        name="华建", credit_code=a_code(), by=make.actor("office", within=make.QINGZHOU), at=at
    )
    assert first.pk != there.pk
    assert [e.key for e in queries.enterprises()] == [first.pk]


def test_who_does_not_keep_the_register_enters_no_firm(county, at):
    with pytest.raises(Forbidden):
        actions.register_enterprise(name="华建", by=make.actor("leader"), at=at)
