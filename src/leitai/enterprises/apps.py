from django.apps import AppConfig


class Enterprises(AppConfig):
    name = "leitai.enterprises"
    label = "enterprises"
