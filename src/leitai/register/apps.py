from django.apps import AppConfig


class Register(AppConfig):
    name = "leitai.register"
    label = "register"

    def ready(self) -> None:
        from django.utils import timezone

        from leitai.accounts import menu
        from leitai.audit import rows, sentences
        from leitai.register import history, queries, waiting
        from leitai.web import desk

        tables = (
            "project", "othername", "yearplan", "milestone", "report", "superseded", "photo", "bottleneck", "keylist", "listentry",
        )  # fmt: skip
        rows.complete(*(f"register.{table}" for table in tables))
        sentences.register(history.KINDS, fields=history.FIELDS, nouns=history.NOUNS)
        menu.counter("register:months", lambda by: queries.months.waiting(by, on=timezone.localdate()))
        menu.counter("register:month", lambda by: queries.months.waiting(by, on=timezone.localdate()))
        menu.counter("register:bottlenecks", lambda by: queries.bottlenecks.waiting(by, on=timezone.localdate()))
        desk.register("register", waiting.desk)
