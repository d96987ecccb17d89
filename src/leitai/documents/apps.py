from django.apps import AppConfig


class Documents(AppConfig):
    name = "leitai.documents"
    label = "documents"
