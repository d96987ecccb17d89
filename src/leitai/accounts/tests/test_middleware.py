"""From the session to the actor: who sits, in which county, for how long."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings
from django.utils import timezone

from leitai.accounts import middleware
from leitai.accounts.models import Person, Seat
from leitai.accounts.tests import make
from leitai.store import county

pytestmark = pytest.mark.django_db


def asked(client, path="/", view=lambda request: HttpResponse(county.in_force())):
    """A request with the client's session, sent through the middleware alone."""
    from django.contrib.auth.middleware import AuthenticationMiddleware

    request = RequestFactory().get(path)
    request.session = SessionStore(client.cookies["leitai"].value if "leitai" in client.cookies else None)
    response = AuthenticationMiddleware(middleware.ActorMiddleware(view))(request)
    return request, response


def test_the_actor_is_who_sits_in_the_seat():
    client = make.client_for("reporter")
    request, _response = asked(client)
    assert request.actor == client.actor
    assert (request.actor.office, request.actor.role, request.actor.county) == ("dongcheng", "reporter", make.LINQU)


def test_the_county_of_the_seat_is_in_force_within_the_request_only():
    _request, response = asked(make.client_for("office", within=make.QINGZHOU))
    assert response.content.decode() == make.QINGZHOU
    with pytest.raises(county.NoCounty):
        county.in_force()


def test_a_streamed_answer_is_made_within_the_county_too():
    def view(request):
        return StreamingHttpResponse(county.in_force() for _ in range(3))

    _request, response = asked(make.client_for("office"), view=view)
    assert b"".join(response.streaming_content).decode() == make.LINQU * 3
    with pytest.raises(county.NoCounty):
        county.in_force()


def test_knowing_who_asks_costs_a_session_and_two_statements(django_assert_num_queries):
    client = make.client_for("reporter")
    with django_assert_num_queries(3):
        asked(client)


def test_a_stranger_costs_no_statement(django_assert_num_queries):
    from django.test import Client

    with django_assert_num_queries(0):
        request, _response = asked(Client(), view=lambda request: HttpResponse())
    assert request.actor is None


def backdated(client, **seconds):
    session = client.session
    now = int(timezone.now().timestamp())
    for word, ago in seconds.items():
        session[word] = now - ago
    session.save()
    return client


def nobody(client):
    request, _response = asked(client, view=lambda request: HttpResponse())
    return request.actor is None and not request.user.is_authenticated


def test_half_an_hour_of_silence_ends_the_session():
    assert not nobody(backdated(make.client_for("office"), seen_at=30 * 60 - 5))
    assert nobody(backdated(make.client_for("office"), seen_at=30 * 60 + 5))


def test_a_session_ends_after_twelve_hours_however_busy():
    assert not nobody(backdated(make.client_for("office"), signed_in_at=12 * 3600 - 5, seen_at=10))
    assert nobody(backdated(make.client_for("office"), signed_in_at=12 * 3600 + 5, seen_at=10))


def test_work_keeps_the_session_awake():
    client = backdated(make.client_for("office"), seen_at=20 * 60)
    request, _response = asked(client)
    assert int(timezone.now().timestamp()) - request.session["seen_at"] < 5


def test_a_disabled_person_is_out_at_the_next_request():
    client = make.client_for("office")
    assert not nobody(client)
    Person.objects.filter(code=client.actor.code).update(is_active=False)
    assert nobody(client)


def test_a_seat_taken_away_is_gone_at_the_next_request():
    client = make.client_for("office")
    Seat.everywhere.filter(person__code=client.actor.code).update(until_on=timezone.localdate() - timedelta(days=2))
    assert nobody(client)


def test_a_seat_of_tomorrow_is_not_yet_one():
    client = make.client_for("office")
    Seat.everywhere.filter(person__code=client.actor.code).update(since_on=timezone.localdate() + timedelta(days=2))
    assert nobody(client)


@override_settings(LANGUAGE_COOKIE_NAME="leitai_language")
def test_pages_speak_the_language_of_the_person():
    from django.utils import translation

    somebody = make.person("office", language="en")
    request, _response = asked(make.client_for(somebody))
    assert request.LANGUAGE_CODE == "en"
    assert translation.get_language() == "en"


def test_what_belongs_to_somebody_is_stored_by_nobody():
    _request, response = asked(make.client_for("office"))
    assert response["Cache-Control"] == "no-store, private"


def test_whoever_chose_no_language_gets_the_browsers():
    from django.utils import translation

    with translation.override("en"):
        asked(make.client_for("office"))
        assert translation.get_language() == "en"


def test_a_session_that_was_ended_meanwhile_is_not_kept_awake():
    session = make.client_for("office").session
    assert session[middleware.SEEN]  # read, as at the beginning of a request
    session.__class__(session.session_key).delete()
    assert middleware._is_kept_awake(session, int(timezone.now().timestamp())) is False
