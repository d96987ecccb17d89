from django.apps import AppConfig


class Accounts(AppConfig):
    name = "leitai.accounts"
    label = "accounts"
