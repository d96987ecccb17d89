from django.apps import AppConfig


class Accounts(AppConfig):
    name = "leitai.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The history of accounts can be read in words."""
        from leitai.accounts import terms
        from leitai.audit import sentences

        sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS, nouns=terms.HISTORY_NOUNS)
