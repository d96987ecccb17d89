"""Addresses of the pages that belong to nobody's errand; included at the root."""

from django.urls import path

from leitai.web import views

app_name = "web"

urlpatterns = [
    path("sheets/<str:digest>/<str:name>", views.sheet, name="sheet"),
    path("language/", views.language, name="language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("components/", views.components, name="components"),
]
