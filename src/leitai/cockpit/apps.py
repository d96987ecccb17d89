from django.apps import AppConfig


class Cockpit(AppConfig):
    name = "leitai.cockpit"
    label = "cockpit"

    def ready(self) -> None:
        from leitai.cockpit import waiting
        from leitai.web import desk

        desk.register("cockpit", waiting.desk)
