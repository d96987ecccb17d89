from django.apps import AppConfig


class Documents(AppConfig):
    name = "leitai.documents"
    label = "documents"

    def ready(self) -> None:
        from leitai.audit import sentences
        from leitai.documents import history

        sentences.register(history.KINDS, fields=history.FIELDS, nouns=history.NOUNS)
