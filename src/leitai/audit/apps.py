from django.apps import AppConfig


class Audit(AppConfig):
    name = "leitai.audit"
    label = "audit"

    def ready(self) -> None:
        from leitai.audit import sentences, terms

        sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS, nouns=terms.HISTORY_NOUNS)
