"""Addresses of the intake; they carry the upload's number, never a key."""

from django.urls import path, re_path

from leitai.workbooks import views

app_name = "workbooks"

NO = r"(?P<no>U[0-9]{2}-[0-9]{4,6})"
MONTH = r"(?P<month>(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2]))"

urlpatterns = [
    path("workbooks/", views.uploads, name="uploads"),
    path("workbooks.xlsx", views.uploads_export, name="uploads_export"),
    path("workbooks/new/", views.upload, name="upload"),
    path("workbooks/template.xlsx", views.template, name="template"),
    re_path(rf"^workbooks/template/{MONTH}\.xlsx$", views.template_of, name="template_of"),
    re_path(rf"^workbooks/{NO}/$", views.reader, name="reader"),
    re_path(rf"^workbooks/{NO}/original$", views.original, name="original"),
    re_path(rf"^workbooks/{NO}/doubts\.xlsx$", views.doubts_export, name="doubts_export"),
    re_path(rf"^workbooks/{NO}/settle/$", views.settle, name="settle"),
    re_path(rf"^workbooks/{NO}/confirm/$", views.confirm_all, name="confirm_all"),
    re_path(rf"^workbooks/{NO}/match/$", views.match_all, name="match_all"),
    re_path(rf"^workbooks/{NO}/submit/$", views.submit, name="submit"),
    re_path(rf"^workbooks/{NO}/return/$", views.return_, name="return"),
    re_path(rf"^workbooks/{NO}/withdraw/$", views.withdraw, name="withdraw"),
    re_path(rf"^workbooks/{NO}/again/$", views.again, name="again"),
]
