from django.apps import AppConfig


class Store(AppConfig):
    name = "leitai.store"
    label = "store"
