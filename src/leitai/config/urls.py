"""Root addresses: each slice hangs its own below a word of its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("leitai.web.urls")),
    path("", include("leitai.accounts.urls")),
    path("history/", include("leitai.audit.urls")),
    path("", include("leitai.register.urls")),
    path("", include("leitai.workbooks.urls")),
    path("", include("leitai.cockpit.urls")),
]

handler400 = "leitai.web.views.bad_request"
handler403 = "leitai.web.views.forbidden"
handler404 = "leitai.web.views.missing"
handler500 = "leitai.web.views.failed"
