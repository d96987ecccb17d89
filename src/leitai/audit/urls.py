"""Addresses of the history, below /history/."""

from django.urls import path

from leitai.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.history, name="history"),
    path("checks/", views.checks, name="checks"),
    path("export.xlsx", views.export_sheet, name="export_sheet"),
    path("export.jsonl", views.export_whole, name="export_whole"),
    path("checkpoint.txt", views.checkpoint, name="checkpoint"),
    path("<int:position>/", views.entry, name="entry"),
    path("<int:position>/entry.json", views.body, name="body"),
    path("<int:position>/proof.json", views.proof, name="proof"),
]
