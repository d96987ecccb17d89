"""Addresses of the register; included at the root. They carry numbers and months, never keys, so that they can be read out."""

from django.urls import path, re_path

from leitai.register import views

app_name = "register"

NO = r"(?P<no>[A-Z][0-9]{2}-[0-9]{4,6})"
REPORT = r"(?P<about>P[0-9]{2}-[0-9]{4,6}/[0-9]{4}-[0-9]{2})"
MONTH = r"(?P<month>(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2]))"
LIST = r"(?P<about>(?:province|city|county)-[0-9]{4})"

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects.xlsx", views.projects_export, name="projects_export"),
    path("projects/new/", views.project_new, name="project_new"),
    re_path(rf"^projects/{NO}/$", views.project, name="project"),
    re_path(rf"^projects/{NO}/edit/$", views.project_edit, name="project_edit"),
    re_path(rf"^projects/{NO}/end/$", views.project_end, name="project_end"),
    re_path(rf"^projects/{NO}/milestones/(?P<kind>[a-z]+)/$", views.milestone, name="milestone"),
    re_path(rf"^projects/{NO}/plan/(?P<year>[0-9]{{4}})/$", views.plan, name="plan"),
    path("month/", views.month, name="month"),
    path("months/", views.months, name="months"),
    path("months.xlsx", views.months_export, name="months_export"),
    re_path(rf"^months/{MONTH}/$", views.months_of, name="months_of"),
    re_path(rf"^months/{MONTH}/verify/$", views.months_verify, name="months_verify"),
    re_path(rf"^reports/{REPORT}/$", views.report, name="report"),
    re_path(rf"^reports/{REPORT}/verify/$", views.report_verify, name="report_verify"),
    re_path(rf"^reports/{REPORT}/return/$", views.report_return, name="report_return"),
    re_path(rf"^reports/{REPORT}/withdraw/$", views.report_withdraw, name="report_withdraw"),
    path("photos/<int:photo>/", views.photo, name="photo"),
    path("bottlenecks/", views.bottlenecks, name="bottlenecks"),
    path("bottlenecks.xlsx", views.bottlenecks_export, name="bottlenecks_export"),
    path("bottlenecks/new/", views.bottleneck_new, name="bottleneck_new"),
    re_path(rf"^bottlenecks/{NO}/$", views.bottleneck, name="bottleneck"),
    re_path(rf"^bottlenecks/{NO}/assign/$", views.bottleneck_assign, name="bottleneck_assign"),
    re_path(rf"^bottlenecks/{NO}/answer/$", views.bottleneck_answer, name="bottleneck_answer"),
    re_path(rf"^bottlenecks/{NO}/close/$", views.bottleneck_close, name="bottleneck_close"),
    re_path(rf"^bottlenecks/{NO}/reopen/$", views.bottleneck_reopen, name="bottleneck_reopen"),
    path("lists/", views.lists, name="lists"),
    path("lists.xlsx", views.lists_export, name="lists_export"),
    path("lists/new/", views.list_new, name="list_new"),
    re_path(rf"^lists/{LIST}/$", views.one_list, name="list"),
    re_path(rf"^lists/{LIST}/correct/$", views.list_correct, name="list_correct"),
    re_path(rf"^lists/{LIST}/list\.xlsx$", views.list_export, name="list_export"),
    path("search/", views.search, name="search"),
]
