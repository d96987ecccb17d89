from django.apps import AppConfig


class Web(AppConfig):
    name = "leitai.web"
    label = "web"
