"""Offices, people, seats and passwords: state, history and refusal."""

from datetime import date, timedelta

import pytest

from leitai.accounts import actions, codes, queries
from leitai.accounts.models import County, Office, OneTimeCode, Person, Seat
from leitai.accounts.tests import make
from leitai.audit.models import Entry, Text
from leitai.kernel.actor import machine
from leitai.kernel.refusal import Forbidden, Gone, Refusal

pytestmark = pytest.mark.django_db
GOOD = "山上的松树和云都很好看"  # eleven characters; with one more it is good
GOOD += "呀"


@pytest.fixture
def admin(county):
    return make.actor("administrator")


def kinds():
    return list(Entry.everywhere.order_by("pk").values_list("kind", flat=True))


def code_of(call, *args, **words):
    with pytest.raises(Refusal) as caught:
        call(*args, **words)
    return caught.value.code


def test_the_machine_enters_a_county_and_its_offices(db, at):
    by = machine("370724")
    actions.create_county(
        code="370724", name_zh="临朐县", name_en="Linqu County", city_zh="潍坊市", city_en="Weifang", by=by, at=at
    )
    actions.create_office(code="wujing", kind="town", name_zh="五井镇", other_names=["五井"], order=3, by=by, at=at)
    assert kinds() == ["county.created", "office.created"]
    assert Office.everywhere.values_list("county", "code", "kind", "other_names").get() == (
        "370724",
        "wujing",
        "town",
        ["五井"],
    )


def test_a_county_is_entered_once(county, at):
    words = {"code": "370724", "name_zh": "临朐县", "name_en": "x", "city_zh": "y", "city_en": "z"}
    assert code_of(actions.create_county, **words, by=machine("370724"), at=at) == "county.known"


@pytest.mark.parametrize("role", ["office", "reporter", "approver", "leader", "auditor"])
def test_only_the_administrator_writes_offices_and_people(county, at, frozen, role):
    by = make.actor(role)
    somebody = make.person("reporter")
    with frozen():
        for call, words in (
            (actions.create_office, {"code": "x", "kind": "town", "name_zh": "x"}),
            (actions.create_person, {"username": "x", "name": "x", "role": "reporter", "office": "dongcheng"}),
            (actions.give_seat, {"person": somebody.code, "role": "reporter", "office": "dongcheng"}),
            (actions.take_seat, {"seat": somebody.seats.get().pk}),
            (actions.disable_person, {"person": somebody.code}),
            (actions.invite_person, {"person": somebody.code}),
        ):
            with pytest.raises(Forbidden):
                call(**words, by=by, at=at)


def test_a_section_belongs_to_an_office_and_nothing_else_does(admin, at):
    make.office("natural-resources")
    words = {"name_zh": "审批科", "by": admin, "at": at}
    assert code_of(actions.create_office, code="s", kind="section", **words) == "office.section"
    assert (
        code_of(actions.create_office, code="s", kind="town", parent="natural-resources", **words) == "office.section"
    )
    actions.create_office(code="s", kind="section", parent="natural-resources", **words)
    assert Office.objects.get(code="s").parent.code == "natural-resources"


def test_a_former_name_still_finds_the_office(admin, at):
    make.office("yeyuan", "town", name_zh="冶源镇", short_zh="冶源镇")
    actions.change_office(office="yeyuan", name_zh="冶源街道", short_zh="", name_en="", other_names=[], by=admin, at=at)
    row = Office.objects.get(code="yeyuan")
    assert (row.name_zh, row.other_names) == ("冶源街道", ["冶源镇"])
    assert queries.find_office("临朐县冶源镇人民政府").code == "yeyuan"


def test_a_new_person_has_a_seat_and_no_password(admin, at):
    make.office("dongcheng")
    person = actions.create_person(
        username=" ZHANG-3 ", name="张三", role="reporter", office="dongcheng", by=admin, at=at
    )
    assert (person.username, person.has_usable_password()) == ("zhang-3", False)
    assert Seat.objects.values_list("person__code", "role", "office__code", "since_on").get(person=person) == (
        person.code, "reporter", "dongcheng", date(2024, 4, 8),
    )  # fmt: skip
    assert kinds() == ["person.created", "seat.given"]


def test_names_stand_beside_the_chain_and_never_in_it(admin, at):
    make.office("dongcheng")
    actions.create_person(username="canary-user", name="金丝雀", role="reporter", office="dongcheng", by=admin, at=at)
    for entry in Entry.everywhere.all():
        assert "金丝雀" not in bytes(entry.body).decode()
        assert "canary-user" not in bytes(entry.body).decode()
    assert set(Text.everywhere.values_list("value", flat=True)) == {"金丝雀", "canary-user"}


def test_a_name_for_sign_in_is_taken_once_in_any_spelling(admin, at):
    make.office("dongcheng")
    make.person("reporter", username="zhang3")
    words = {"name": "x", "role": "reporter", "office": "dongcheng", "by": admin, "at": at}
    assert code_of(actions.create_person, username="ＺＨＡＮＧ3", **words) == "person.known"


def test_a_seat_stands_only_where_its_role_works(admin, at):
    make.office("natural-resources")
    somebody = make.person("reporter")
    words = {"person": somebody.code, "by": admin, "at": at}
    assert code_of(actions.give_seat, role="reporter", office="natural-resources", **words) == "seat.fits"


@pytest.mark.parametrize(
    ("held", "new", "place"),
    [("administrator", "auditor", "audit-office"), ("auditor", "administrator", "data-bureau")],
)
def test_nobody_is_both_administrator_and_auditor(admin, at, frozen, held, new, place):
    make.office(place)
    somebody = make.person(held)
    with frozen():
        assert code_of(actions.give_seat, person=somebody.code, role=new, office=place, by=admin, at=at) == "seat.clash"


def test_a_clash_of_next_month_is_a_clash_today(admin, at):
    somebody = make.person("reporter")
    make.seat(somebody, "auditor", make.office("audit-office"), since_on=date(2024, 5, 1))
    make.office("data-bureau")
    words = {"person": somebody.code, "role": "administrator", "office": "data-bureau", "by": admin, "at": at}
    assert code_of(actions.give_seat, **words) == "seat.clash"


def test_nobody_raises_their_own_rights(admin, at, frozen):
    make.office("project-office")
    make.office("data-bureau")
    own = Seat.objects.get(person__code=admin.code).pk
    with frozen():
        for call, words in (
            (actions.give_seat, {"person": admin.code, "role": "office", "office": "project-office"}),
            (actions.take_seat, {"seat": own}),
            (actions.disable_person, {"person": admin.code}),
            (actions.enable_person, {"person": admin.code}),
            (actions.invite_person, {"person": admin.code}),
        ):
            assert code_of(call, **words, by=admin, at=at) == "seat.own"


def test_a_seat_taken_away_can_be_given_again(admin, at):
    somebody = make.person("reporter")
    seat = somebody.seats.get()
    actions.take_seat(seat=seat.pk, by=admin, at=at)
    assert queries.sitting(person=somebody.pk, seat=None, on=date(2024, 4, 8)) is None
    again = actions.give_seat(
        person=somebody.code, role="reporter", office="dongcheng", by=admin, at=at + timedelta(days=1)
    )
    assert again.pk == seat.pk
    assert queries.sitting(person=somebody.pk, seat=None, on=date(2024, 4, 9)) is not None
    assert kinds() == ["seat.taken", "seat.given"]


def test_what_belongs_to_another_county_is_not_there(admin, other_county, at, frozen):
    make.office("project-office")
    stranger = make.person("office", within=make.QINGZHOU)
    make.office("wangfu", "street", within=make.QINGZHOU, name_zh="王府街道")
    somebody = make.person("reporter")
    with frozen():
        for call, words in (
            (actions.give_seat, {"person": stranger.code, "role": "office", "office": "project-office"}),
            (actions.give_seat, {"person": somebody.code, "role": "reporter", "office": "wangfu"}),
            (actions.take_seat, {"seat": stranger.seats.get().pk}),
            (actions.disable_person, {"person": stranger.code}),
            (actions.invite_person, {"person": stranger.code}),
            (
                actions.change_office,
                {"office": "wangfu", "name_zh": "x", "short_zh": "", "name_en": "", "other_names": []},
            ),
        ):
            with pytest.raises(Gone):
                call(**words, by=admin, at=at)


def test_whoever_also_works_elsewhere_is_not_closed_from_here(admin, other_county, at):
    somebody = make.person("reporter")
    make.seat(somebody, "office", make.office("project-office", within=make.QINGZHOU))
    assert code_of(actions.disable_person, person=somebody.code, by=admin, at=at) == "person.elsewhere"
    assert code_of(actions.invite_person, person=somebody.code, by=admin, at=at) == "person.elsewhere"


def test_a_one_time_code_works_once_and_for_its_person(admin, at):
    somebody, other = make.person("reporter"), make.person("reporter")
    code = actions.invite_person(person=somebody.code, by=admin, at=at)
    by, stranger = queries.actor_of_person(somebody.code), queries.actor_of_person(other.code)
    with pytest.raises(Gone):
        actions.choose_password(person=other.code, code=code, password=GOOD, by=stranger, at=at)
    actions.choose_password(person=somebody.code, code=code.lower().replace("-", " "), password=GOOD, by=by, at=at)
    somebody.refresh_from_db()
    assert somebody.check_password(GOOD)
    with pytest.raises(Gone):
        actions.choose_password(person=somebody.code, code=code, password=GOOD + "!", by=by, at=at)


def test_a_one_time_code_ends_after_seven_days_and_with_the_next(admin, at):
    somebody = make.person("reporter")
    by = queries.actor_of_person(somebody.code)
    first = actions.invite_person(person=somebody.code, by=admin, at=at)
    second = actions.invite_person(person=somebody.code, by=admin, at=at)
    for code, when in ((first, at), (second, at + timedelta(days=7, seconds=1))):
        with pytest.raises(Gone):
            actions.choose_password(person=somebody.code, code=code, password=GOOD, by=by, at=when)


def test_a_code_is_kept_as_a_digest_alone(admin, at):
    somebody = make.person("reporter")
    code = actions.invite_person(person=somebody.code, by=admin, at=at)
    row = OneTimeCode.objects.get()
    assert row.digest == codes.digest_of(code)
    assert code.replace("-", "") not in repr(row.__dict__)
    assert all(code not in bytes(e.body).decode() for e in Entry.everywhere.all())


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("short", "password.short"),
        ("password1234", "password.common"),
        ("东城街道的东城街道2024", "password.known"),
        ("x" * 12, "password.repeated"),
    ],
)
def test_a_weak_password_is_refused_and_the_old_one_stays(county, at, frozen, new, why):
    somebody = make.person("reporter")
    somebody.set_password(GOOD)
    somebody.save()
    by = queries.actor_of_person(somebody.code)
    with frozen():
        assert code_of(actions.change_password, old=GOOD, new=new, by=by, at=at) == why
    somebody.refresh_from_db()
    assert somebody.check_password(GOOD)


@pytest.mark.parametrize(
    "new", ["pine and cloud, " * 12, "一" * 5 + "二三四五六七八九十 百千万", "🌲 pine and cloud 🌥 over the hill"]
)
def test_long_chinese_and_spaced_passwords_are_welcome(county, at, new):
    somebody = make.person("reporter")
    somebody.set_password(GOOD)
    somebody.save()
    actions.change_password(old=GOOD, new=new, by=queries.actor_of_person(somebody.code), at=at)
    somebody.refresh_from_db()
    assert somebody.check_password(new)
    assert kinds() == ["password.changed"]


def test_the_present_password_is_asked_for(county, at, frozen):
    somebody = make.person("reporter")
    with frozen():
        assert (
            code_of(actions.change_password, old="x", new=GOOD, by=queries.actor_of_person(somebody.code), at=at)
            == "password.old"
        )


def test_an_account_by_a_click_exists_in_a_demonstration_alone(admin, at):
    make.office("dongcheng")
    words = {
        "username": "d",
        "name": "d",
        "role": "reporter",
        "office": "dongcheng",
        "demonstration": True,
        "by": admin,
        "at": at,
    }
    assert code_of(actions.create_person, **words) == "person.demonstration"
    County.objects.update(demonstration=True)
    assert actions.create_person(**words).demonstration is True


def test_setting_up_makes_the_county_and_its_first_administrator(db, at):
    code = actions.make_setup_code(by=machine("000000"), at=at)
    names = queries.county_names("370724")
    assert names == {"name_zh": "临朐县", "name_en": "Linqu County", "city_zh": "潍坊市", "city_en": "Weifang City"}
    words = {"name": "管理员", "username": "Admin-1", "password": GOOD, **names, "by": machine("370724"), "at": at}
    with pytest.raises(Gone):
        actions.set_up(code="ABCDE-ABCDE-ABCDE-ABCDE", **words)
    person = actions.set_up(code=code, **words)
    assert person.check_password(GOOD)
    seat = Seat.everywhere.get(person=person)
    assert (seat.county, seat.role, seat.office.code) == ("370724", "administrator", "administration")
    assert kinds()[-1] == "installation.set_up"
    assert code_of(actions.set_up, code=code, **words) == "setup.closed"
    assert code_of(actions.make_setup_code, by=machine("000000"), at=at) == "setup.closed"


def test_the_code_of_the_set_up_ends_after_half_an_hour(db, at):
    code = actions.make_setup_code(by=machine("000000"), at=at)
    words = queries.county_names("370724") | {"name": "x", "username": "x", "password": GOOD, "by": machine("370724")}
    with pytest.raises(Gone):
        actions.set_up(code=code, **words, at=at + timedelta(minutes=31))
    assert (County.objects.count(), Person.objects.count()) == (0, 0)


def test_a_weak_password_leaves_no_half_made_county(db, at):
    code = actions.make_setup_code(by=machine("000000"), at=at)
    words = queries.county_names("370724") | {"name": "x", "username": "x", "by": machine("370724"), "at": at}
    assert code_of(actions.set_up, code=code, password="临朐县临朐县临朐县临朐县", **words) == "password.repeated"
    assert (County.objects.count(), Person.objects.count(), OneTimeCode.objects.filter(used_at=None).count()) == (
        0,
        0,
        1,
    )
    actions.set_up(code=code, password=GOOD, **words)
