from django.apps import AppConfig


class Register(AppConfig):
    name = "leitai.register"
    label = "register"
