"""The web slice's own addresses and views that refuse, for its tests."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from leitai.kernel import refusal
from leitai.web import views


def refuse(request: HttpRequest, what: str) -> HttpResponse:
    raise {
        "gone": refusal.Gone(),
        "forbidden": refusal.Forbidden(),
        "stale": refusal.Stale(invested_yuan=51_500_000),
        "kept": refusal.Refusal("too_much", "Too much: %(asked)s. It is kept.", asked="<b>9</b>"),
        "busy": refusal.Refusal("busy", "Wait.", status=429),
        "several": refusal.Refusals([refusal.Refusal("a", "First."), refusal.Refusal("b", "Second.")]),
    }[what]


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [
    path("", include("leitai.web.urls")),
    path("refuse/<str:what>/", refuse),
    path("fail/", fail),
    path("status/<int:status>/", views.error),
    path("token/", views.csrf_failure),
]
handler400 = "leitai.web.views.bad_request"
handler403 = "leitai.web.views.forbidden"
handler404 = "leitai.web.views.missing"
handler500 = "leitai.web.views.failed"
