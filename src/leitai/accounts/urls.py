"""Addresses of sign-in, seats, people and offices; included at the root."""

from django.urls import path

from leitai.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/demonstration/", views.demonstration_enter, name="demonstration_enter"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("welcome/", views.welcome, name="welcome"),
    path("setup/", views.setup, name="setup"),
    path("account/", views.account, name="account"),
    path("account/seat/", views.seat_choose, name="seat"),
    path("account/password/", views.password_change, name="password"),
    path("people/", views.people, name="people"),
    path("people.xlsx", views.people_export, name="people_export"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<slug:code>/", views.person, name="person"),
    path("people/<slug:code>/seats/", views.seat_give, name="seat_give"),
    path("people/<slug:code>/seats/<int:seat>/take/", views.seat_take, name="seat_take"),
    path("people/<slug:code>/state/", views.person_switch, name="person_switch"),
    path("people/<slug:code>/code/", views.person_invite, name="person_invite"),
    path("offices/", views.offices, name="offices"),
    path("offices.xlsx", views.offices_export, name="offices_export"),
    path("offices/add/", views.office_add, name="office_add"),
    path("offices/<slug:code>/", views.office, name="office"),
]
