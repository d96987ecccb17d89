from django.apps import AppConfig


class Documents(AppConfig):
    name = "leitai.documents"
    label = "documents"

    def ready(self) -> None:
        from leitai.audit import rows, sentences
        from leitai.documents import history

        rows.complete("documents.document")
        sentences.register(history.KINDS, fields=history.FIELDS, nouns=history.NOUNS)
