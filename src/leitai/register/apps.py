from django.apps import AppConfig


class Register(AppConfig):
    name = "leitai.register"
    label = "register"

    def ready(self) -> None:
        from leitai.audit import sentences
        from leitai.register import history

        sentences.register(history.KINDS, fields=history.FIELDS, nouns=history.NOUNS)
