"""Coming in: lockout, equal answers, own paths, sessions, the demonstration's doors, one-time codes, set-up."""

import re
from unittest import mock

import pytest
from django.contrib.auth import hashers
from django.test import Client, override_settings
from django.utils import timezone

from leitai.accounts import actions, queries
from leitai.accounts.models import County, Person
from leitai.accounts.tests import make
from leitai.audit.models import Entry
from leitai.kernel.actor import machine

pytestmark = pytest.mark.django_db
GOOD = "山上的松树和云都很好看呀"


@pytest.fixture
def somebody(county):
    person = make.person("office", username="wang-5")
    person.set_password(GOOD)
    person.save()
    return person


def sign_in(client, username="wang-5", password=GOOD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def masked(response):
    """A page without what may differ between two requests: tokens, and the name that was typed."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return re.sub(r'(name="username" value=")[^"]*', r"\1", text)


def kinds():
    return list(Entry.everywhere.order_by("pk").values_list("kind", flat=True))


def test_the_right_password_leads_to_the_first_page_of_the_role(somebody):
    response = sign_in(Client())
    assert response.status_code == 302
    assert response["Location"] not in {"/sign-in/", ""}
    assert kinds() == ["session.opened"]


def test_the_name_is_taken_however_it_is_typed(somebody):
    assert sign_in(Client(), username=" ＷＡＮＧ-5 ").status_code == 302


def test_a_name_is_closed_from_the_sixth_try_also_for_the_right_password(somebody):
    client = Client()
    assert [sign_in(client, password="wrong").status_code for _ in range(5)] == [422] * 5
    sixth = sign_in(client)
    assert (sixth.status_code, sixth["Retry-After"]) == (429, "900")
    assert sign_in(Client(), password="wrong").status_code == 429
    assert kinds() == ["person.locked_out"]
    assert Entry.everywhere.get().about == f"person:{somebody.code}"


def test_a_closed_name_opens_after_a_quarter_of_an_hour_however_often_one_knocks(somebody):
    from axes.models import AccessAttempt

    client = Client()
    for _ in range(8):
        sign_in(client, password="wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=14))
    assert sign_in(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_the_right_password_forgets_wrong_tries(somebody):
    client = Client()
    for _ in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302
    assert [sign_in(Client(), password="wrong").status_code for _ in range(4)] == [422] * 4


def test_one_password_over_many_names_closes_the_network(somebody):
    with override_settings(LEITAI_FAILURES_PER_NETWORK=6):
        client = Client()
        assert [sign_in(client, f"name-{n}", "Winter-2024-x").status_code for n in range(8)] == [422] * 6 + [429] * 2
        assert sign_in(client).status_code == 429
        assert sign_in(Client(REMOTE_ADDR="10.9.8.7")).status_code == 302


def test_wrong_tries_from_everywhere_close_sign_in_in_total(somebody):
    with override_settings(LEITAI_FAILURES_IN_TOTAL=5):
        for n in range(5):
            sign_in(Client(REMOTE_ADDR=f"10.0.0.{n}"), f"name-{n}", "x")
        assert sign_in(Client(REMOTE_ADDR="10.9.9.9")).status_code == 429


def test_a_forged_forwarding_header_changes_no_network(somebody):
    with override_settings(LEITAI_FAILURES_PER_NETWORK=3):
        for n in range(3):
            Client(headers={"X-Forwarded-For": f"10.1.1.{n}"}).post("/sign-in/", {"username": f"n{n}", "password": "x"})
        assert (
            Client(headers={"X-Forwarded-For": "10.2.2.2"})
            .post("/sign-in/", {"username": "a", "password": "x"})
            .status_code
            == 429
        )


@override_settings(AXES_IPWARE_PROXY_COUNT=1)
def test_behind_a_proxy_of_ours_its_word_counts_and_no_other():
    from django.test import RequestFactory

    from leitai.accounts import lockout

    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}, REMOTE_ADDR="127.0.0.1")
    assert lockout.network(request) == "10.1.2.3"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("nonsense", None),
    ],
)
def test_a_network_is_what_one_subscriber_owns(address, network):
    from django.test import RequestFactory

    from leitai.accounts import lockout

    assert lockout.network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_an_unknown_name_gets_the_same_answers(somebody):
    known, unknown = Client(), Client()
    for _ in range(7):
        a, b = sign_in(known, password="wrong"), sign_in(unknown, username="nobody-1", password="wrong")
        assert a.status_code == b.status_code
        assert masked(a) == masked(b)


@pytest.mark.parametrize("case", ["known", "unknown", "disabled", "no password yet"])
def test_an_unknown_name_costs_the_same_hashing(somebody, case):
    make.person("office", username="new-1")
    Person.objects.filter(username="wang-5").update(is_active=case != "disabled")
    name = {"known": "wang-5", "disabled": "wang-5", "unknown": "nobody-1", "no password yet": "new-1"}[case]
    hasher = hashers.get_hasher()
    with mock.patch.object(type(hasher), "encode", autospec=True, side_effect=type(hasher).encode) as encode:
        sign_in(Client(), username=name, password="wrong")
    assert encode.call_count == 1


def test_the_name_stays_and_the_password_goes(somebody):
    page = sign_in(Client(), password="geheim-canary").content.decode()
    assert 'value="wang-5"' in page
    assert "geheim-canary" not in page


@pytest.mark.parametrize("field", ["username", "password"])
def test_an_empty_field_is_asked_for_and_not_counted(somebody, field):
    from axes.models import AccessAttempt

    assert sign_in(Client(), **{field: ""}).status_code == 422
    assert AccessAttempt.objects.count() == 0


def test_a_preset_session_does_not_survive_the_sign_in(somebody):
    client = Client()
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.cookies["leitai"] = before
    sign_in(client)
    assert client.session.session_key != before
    assert "planted" not in client.session
    assert Client(headers={"Cookie": f"leitai={before}"}).get("/account/").status_code == 302


@pytest.mark.parametrize("asked", ["//evil.example", "/\\evil.example", "https:evil", "javascript:alert(1)"])
def test_a_sign_in_leads_to_no_other_place(somebody, asked):
    response = sign_in(Client(), next=asked)
    assert response["Location"] == sign_in(Client())["Location"]


def test_a_sign_in_leads_back_to_where_one_was_sent_away(somebody):
    client = Client()
    sent = client.get("/account/password/")
    assert sent["Location"] == "/sign-in/?next=/account/password/"
    page = client.get(sent["Location"]).content.decode()
    assert 'name="next" value="/account/password/"' in page
    assert sign_in(client, next="/account/password/")["Location"] == "/account/password/"


def test_signing_out_ends_the_session_here_and_there(somebody):
    client = Client()
    sign_in(client)
    key = client.session.session_key
    response = client.post("/sign-out/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert Client(headers={"Cookie": f"leitai={key}"}).get("/account/")["Location"].startswith("/sign-in/")
    assert kinds() == ["session.opened", "session.closed"]


def test_signing_out_takes_a_post(somebody):
    client = Client()
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405


def test_forms_of_coming_and_going_need_their_token(somebody):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert strict.post("/sign-in/demonstration/", {"account": somebody.code}).status_code == 403


def test_history_holds_no_name_of_whoever_signs_in(somebody):
    sign_in(Client(), password="x")
    sign_in(Client())
    bodies = [bytes(e.body).decode() for e in Entry.everywhere.all()]
    assert bodies
    assert not any("wang-5" in b or somebody.name in b for b in bodies)


def test_whoever_has_no_seat_today_is_told_and_not_let_in(somebody):
    somebody.seats.update(until_on=make.SINCE)
    client = Client()
    assert sign_in(client).status_code == 403
    assert client.get("/account/").status_code == 302


def test_whoever_has_several_seats_chooses_one_under_a_new_key(somebody):
    make.seat(somebody, "leader", make.office("county"))
    client = Client()
    assert sign_in(client)["Location"] == "/account/seat/"
    key = client.session.session_key
    seat = somebody.seats.get(role="leader").pk
    client.post("/account/seat/", {"seat": seat})
    assert client.session.session_key != key
    assert client.get("/account/").context["role"] == "leader"
    assert kinds() == ["session.opened", "session.reseated"]


@pytest.mark.parametrize("given", ["0", "", "x", "other"])
def test_a_seat_of_somebody_else_is_not_there(somebody, frozen, given):
    other = make.person("leader").seats.get().pk
    client = make.client_for(somebody)
    with frozen():
        assert client.post("/account/seat/", {"seat": str(other) if given == "other" else given}).status_code == 404


def test_a_new_password_ends_sessions_elsewhere_and_not_here(somebody):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert here.post("/account/password/", {"old": GOOD, "new": GOOD + "，是的"}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_weak_password_is_told_at_its_field(somebody):
    client = make.client_for(somebody)
    response = client.post("/account/password/", {"old": GOOD, "new": "short"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["new"]


def test_the_demonstration_offers_one_account_for_each_errand(db):
    make.county(demonstration=True)
    for role in ("office", "reporter", "approver", "leader", "auditor", "administrator"):
        make.person(role, demonstration=True)
    make.person("reporter", make.office("longshan-chemical"), demonstration=True)
    client = Client()
    page = client.get("/sign-in/")
    assert len(page.context["accounts"]) == 7
    assert page.context["demonstration"] is True or page.context["demonstration"]()
    code = page.context["accounts"][1]["code"]
    assert client.post("/sign-in/demonstration/", {"account": code}).status_code == 302
    inside = client.get("/account/")
    assert (inside.status_code, inside.context["role"], inside.context["demonstration"]) == (200, "reporter", True)
    assert "演示" in inside.content.decode()
    assert kinds() == ["session.opened"]


def test_a_real_county_offers_no_account_and_lets_nobody_in_by_a_click(somebody, frozen):
    client = Client()
    page = client.get("/sign-in/")
    assert page.context["accounts"] == []
    with frozen():
        assert client.post("/sign-in/demonstration/", {"account": somebody.code}).status_code == 404
    assert "演示" not in page.content.decode()


def test_a_click_needs_a_post(db):
    make.county(demonstration=True)
    assert Client().get("/sign-in/demonstration/").status_code == 405


def test_a_one_time_code_chooses_a_password_and_lets_in(county, at):
    admin, new = make.actor("administrator"), make.person("reporter", username="zhao-7")
    code = actions.invite_person(person=new.code, by=admin, at=timezone.now())
    client = Client()
    assert client.get("/welcome/").status_code == 200
    wrong = client.post("/welcome/", {"username": "zhao-7", "code": "AAAAA", "new": GOOD})
    nobody = client.post("/welcome/", {"username": "nobody", "code": code, "new": GOOD})
    assert (wrong.status_code, nobody.status_code) == (422, 422)
    assert wrong.context["form"].errors == nobody.context["form"].errors
    assert client.post("/welcome/", {"username": "zhao-7", "code": code, "new": GOOD}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert sign_in(Client(), "zhao-7").status_code == 302


SETUP = {"county": "370724", "county_name": "", "city_name": "", "name": "管理员", "username": "Admin-1", "new": GOOD}


def test_a_new_installation_has_no_account_at_all(db):
    assert Person.objects.count() == 0
    for name, password in (("admin", "admin"), ("root", "root"), ("leitai", "leitai"), ("admin", "")):
        assert sign_in(Client(), name, password).status_code == 422


def test_the_first_administrator_is_made_with_the_code_of_the_terminal(db):
    client = Client()
    assert client.get("/setup/").status_code == 200
    assert client.post("/setup/", SETUP | {"code": "AAAAA-AAAAA-AAAAA-AAAAA"}).status_code == 422
    assert County.objects.count() == 0
    code = actions.make_setup_code(by=machine("000000"), at=timezone.now())
    assert client.post("/setup/", SETUP | {"code": code})["Location"] == "/sign-in/"
    assert sign_in(client, "admin-1")["Location"] == "/people/"
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", SETUP | {"code": code}).status_code == 404


def test_a_county_that_is_not_in_the_data_is_named_by_hand(db):
    code = actions.make_setup_code(by=machine("000000"), at=timezone.now())
    asked = SETUP | {"code": code, "county": "530111"}
    assert list(Client().post("/setup/", asked).context["form"].errors) == ["county_name"]
    assert Client().post("/setup/", asked | {"county_name": "官渡区", "city_name": "昆明市"}).status_code == 302
    assert queries.home().name_en == "Guandu District"


def test_a_page_of_somebody_is_kept_by_nobody(somebody):
    client = make.client_for(somebody)
    assert client.get("/account/")["Cache-Control"] == "no-store, private"
    assert client.get("/sign-in/").status_code == 302


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-leitai")
def test_the_cookie_is_for_this_host_https_and_the_server_alone(somebody):
    client = Client()
    response = client.post("/sign-in/", {"username": "wang-5", "password": GOOD}, secure=True)
    cookie = response.cookies["__Host-leitai"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (
        True,
        True,
        "Lax",
        "/",
        "",
    )


def test_coming_in_leaves_the_person_as_the_history_recorded_it(county, at):
    """Django notes the last sign-in by itself; that is no change behind the history's back."""
    from leitai.audit import actions as history
    from leitai.audit import queries as audit

    make.office("county")
    made = actions.create_person(
        username="zhang", name="张三", role="leader", office="county", by=machine(county.code), at=at
    )
    client = Client()
    client.force_login(made, "django.contrib.auth.backends.ModelBackend")
    assert Person.objects.get(pk=made.pk).last_login is not None
    history.sequence_entries(wait=True)
    (result,) = audit.verify(code=county.code, rows=True)
    assert result.findings == []
