from django.apps import AppConfig


class Accounts(AppConfig):
    name = "leitai.accounts"
    label = "accounts"

    def ready(self) -> None:
        """The history of accounts can be read in words, and that of all slices with the names of people and offices."""
        from leitai.accounts import queries, terms
        from leitai.audit import sentences

        sentences.register(terms.HISTORY, fields=terms.HISTORY_FIELDS, nouns=terms.HISTORY_NOUNS)
        sentences.names(people=queries.names_of, offices=queries.office_names)
