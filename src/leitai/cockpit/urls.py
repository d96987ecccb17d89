"""Addresses of the cockpit; included at the root."""

from django.urls import path

from leitai.cockpit import views

app_name = "cockpit"

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("county/", views.county, name="county"),
    path("county.xlsx", views.county_export, name="county_export"),
    path("screen/", views.screen, name="screen"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
