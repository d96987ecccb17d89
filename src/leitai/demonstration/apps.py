from django.apps import AppConfig


class Demonstration(AppConfig):
    name = "leitai.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        """The history of the loading can be read in words."""
        from leitai.audit import sentences
        from leitai.demonstration import terms

        sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS)
