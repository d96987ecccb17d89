from django.apps import AppConfig


class Workbooks(AppConfig):
    name = "leitai.workbooks"
    label = "workbooks"

    def ready(self) -> None:
        from leitai.accounts import menu
        from leitai.audit import sentences
        from leitai.web import desk
        from leitai.workbooks import history, queries, waiting

        sentences.register(history.KINDS, fields=history.FIELDS, nouns=history.NOUNS)
        menu.counter("workbooks:uploads", queries.uploads.waiting)
        desk.register("workbooks", waiting.desk)
