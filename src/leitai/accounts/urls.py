"""Addresses of sign-in, seats, people and offices; included at the root."""

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
