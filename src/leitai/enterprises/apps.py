from django.apps import AppConfig


class Enterprises(AppConfig):
    name = "leitai.enterprises"
    label = "enterprises"

    def ready(self) -> None:
        """The history of enterprises can be read in words."""
        from leitai.audit import sentences
        from leitai.enterprises import terms

        sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS, nouns=terms.HISTORY_NOUNS)
