"""Root addresses: each slice hangs its own below a word of its own; a slice without addresses yet is passed over."""

from importlib.util import find_spec

from django.urls import include, path

SLICES = (("", "web"), ("", "accounts"), ("history/", "audit"), ("", "register"), ("", "workbooks"), ("", "cockpit"))

urlpatterns = [
    path(below, include(f"leitai.{name}.urls"))
    for below, name in SLICES
    if find_spec(f"leitai.{name}") and find_spec(f"leitai.{name}.urls")
]

handler400 = "leitai.web.views.bad_request"
handler403 = "leitai.web.views.forbidden"
handler404 = "leitai.web.views.missing"
handler500 = "leitai.web.views.failed"
