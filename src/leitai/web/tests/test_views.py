from pathlib import Path

import pytest
from django.utils import translation

from leitai.web import gallery, parts, views
from leitai.web.tests import inspect

pytestmark = [pytest.mark.urls("leitai.web.tests.urls"), pytest.mark.django_db]
LANGUAGES = [("zh-CN", "zh-Hans"), ("en", "en")]


@pytest.mark.parametrize(("asked", "lang"), LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500, 503])
def test_every_error_has_its_page_in_both_languages(client, asked, lang, status):
    response = client.get(f"/status/{status}/", headers={"accept-language": asked})
    page = inspect.inspect(response.content, lang)
    assert response.status_code == status
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in page.h1)
    assert chinese is (lang == "zh-Hans")


@pytest.mark.parametrize(("asked", "lang"), LANGUAGES)
def test_a_missing_page_says_no_more_than_a_forbidden_one(client, asked, lang):
    page = inspect.inspect(client.get("/nowhere/", headers={"accept-language": asked}).content, lang)
    assert (
        page.h1 == {"zh-Hans": "没有这一页，或者您无权查看", "en": "There is no such page, or you may not see it"}[lang]
    )


def test_a_fault_of_ours_has_a_page(client):
    client.raise_request_exception = False
    response = client.get("/fail/", headers={"accept-language": "zh-CN"})
    assert response.status_code == 500
    assert inspect.inspect(response.content, "zh-Hans").h1 == "这一页坏了，是我们的问题"


def test_a_fault_of_ours_is_told_without_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = views.failed(rf.get("/"))
    assert inspect.inspect(response.content, "zh-Hans").h1 == "这一页坏了，是我们的问题"


def test_a_stale_form_is_told_what_to_do(client):
    response = client.get("/token/", headers={"accept-language": "zh-CN"})
    assert response.status_code == 403
    assert inspect.inspect(response.content, "zh-Hans").h1 == "没有送出：这一页开得太久了"


@pytest.mark.parametrize(("asked", "lang"), LANGUAGES)
@pytest.mark.parametrize("address", ["/components/", "/accessibility/", "/language/"])
def test_pages_hold_what_holds_for_every_page(client, asked, lang, address):
    response = client.get(address, headers={"accept-language": asked})
    inspect.inspect(response.content, lang)


@pytest.mark.parametrize("asked", ["zh-hans", "en"])
@pytest.mark.parametrize("name", parts.names())
def test_every_example_of_a_component_renders(name, asked):
    with translation.override(asked):
        for example in parts.examples(name)["example"]:
            inspect.part(gallery.rendered(name, example))


@pytest.mark.parametrize("name", parts.names())
def test_every_component_is_described_and_shown(name):
    about = parts.examples(name)
    assert set(about["about"]) == {"zh", "en"}
    assert about["example"]


def test_the_reference_of_components_is_what_the_components_say():
    page = Path(__file__).parents[4] / "docs" / "reference" / "components.md"
    assert page.read_text("utf-8").strip() == gallery.reference().strip()


def test_language_is_chosen_by_post_and_kept(client):
    response = client.post(
        "/language/", {"language": "en", "next": "/accessibility/"}, headers={"accept-language": "zh-CN"}
    )
    assert (response.status_code, response["Location"]) == (302, "/accessibility/")
    inspect.inspect(client.get("/accessibility/", headers={"accept-language": "zh-CN"}).content, "en")


def test_language_does_not_change_by_get(client):
    client.get("/language/?language=en", headers={"accept-language": "zh-CN"})
    inspect.inspect(client.get("/accessibility/", headers={"accept-language": "zh-CN"}).content, "zh-Hans")


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_language_never_leads_elsewhere(client, elsewhere):
    response = client.post("/language/", {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"
    shown = client.get("/language/", {"next": elsewhere}).content
    assert b"evil.example" not in shown.split(b"<main")[1]
    assert b"javascript:" not in shown.split(b"<main")[1]


def test_language_needs_its_token():
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "en"}).status_code == 403


def test_a_component_refuses_values_it_does_not_know():
    with pytest.raises(TypeError, match="no value titel"):
        parts.render("panel", {"titel": "x"})


def test_there_is_no_component_of_another_name():
    with pytest.raises(LookupError, match="settings"):
        parts.render("../../settings", {})
