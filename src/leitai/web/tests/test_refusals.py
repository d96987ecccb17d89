import re

import pytest

from leitai.kernel import refusal
from leitai.web import refusals
from leitai.web.tests import inspect

pytestmark = [pytest.mark.urls("leitai.web.tests.urls"), pytest.mark.django_db]
CHINESE = {"accept-language": "zh-CN"}
ENGLISH = {"accept-language": "en"}


@pytest.mark.parametrize(
    ("what", "status", "title"),
    [
        ("forbidden", 403, "您的席位办不了这件事"),
        ("stale", 409, "没有办成：刚才有人改过"),
        ("kept", 422, "Too much: <b>9</b>"),
        ("busy", 429, "Wait"),
        ("several", 422, "没有保存：有几栏要再看一眼"),
    ],
)
def test_a_refusal_becomes_a_page_with_its_status_and_words(client, what, status, title):
    response = client.get(f"/refuse/{what}/", headers=CHINESE)
    page = inspect.inspect(response.content, "zh-Hans")
    assert (response.status_code, page.h1) == (status, title)
    assert response["Cache-Control"] == "no-store"


def test_gone_is_byte_for_byte_the_missing_page(client):
    gone = client.get("/refuse/gone/", headers=CHINESE)
    missing = client.get("/refusX/gone/", headers=CHINESE)
    assert (gone.status_code, missing.status_code) == (404, 404)
    same = [response.content.replace(response.wsgi_request.path.encode(), b"") for response in (gone, missing)]
    token = rb'name="csrfmiddlewaretoken" value="[^"]+"'
    assert re.sub(token, b"", same[0]) == re.sub(token, b"", same[1])


def test_gone_is_the_same_part_for_htmx(client):
    asked = {**CHINESE, "hx-request": "true"}
    gone, missing = client.get("/refuse/gone/", headers=asked), client.get("/refusX/gone/", headers=asked)
    assert gone.content == missing.content
    assert inspect.part(gone.content).root.text == "没有这一页，或者您无权查看 404"


def test_several_refusals_are_all_told(client):
    page = inspect.inspect(client.get("/refuse/several/", headers=ENGLISH).content, "en")
    assert [one.text for one in page.root.all("li")] == ["First.", "Second."]


def test_stale_tells_what_stands_there_now(client):
    page = inspect.inspect(client.get("/refuse/stale/", headers=ENGLISH).content, "en")
    assert "51,500,000" in page.text


def test_text_of_a_refusal_is_escaped(client):
    response = client.get("/refuse/kept/", headers=ENGLISH)
    assert b"&lt;b&gt;9&lt;/b&gt;" in response.content
    assert b"<b>9</b>" not in response.content


def test_htmx_gets_the_words_as_a_part(client):
    response = client.get("/refuse/forbidden/", headers={**CHINESE, "hx-request": "true"})
    page = inspect.part(response.content)
    assert response.status_code == 403
    assert page.root.text.startswith("您的席位办不了这件事。什么都没有改。")
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize(
    ("referer", "shown"), [("http://testserver/form/", True), ("https://elsewhere.example/", False), ("", False)]
)
def test_the_way_back_stays_on_our_own_host(client, referer, shown):
    page = inspect.inspect(client.get("/refuse/busy/", headers={**ENGLISH, "referer": referer}).content, "en")
    assert ("Back, look again" in page.links()) is shown


def test_other_faults_are_not_called_refusals(client):
    client.raise_request_exception = False
    assert client.get("/fail/").status_code == 500


def test_words_fill_their_placeholders():
    assert refusals.words(refusal.Refusal("x", "At most %(n)s.", n=3)) == "At most 3."
    assert refusals.words(refusal.Refusal("x", "100 % of it.")) == "100 % of it."
