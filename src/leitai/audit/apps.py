from django.apps import AppConfig


class Audit(AppConfig):
    name = "leitai.audit"
    label = "audit"
