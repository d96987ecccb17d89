"""The `/` box: projects by name, initials or code, bottlenecks by number."""

from dataclasses import dataclass

from django.db.models import Q

from leitai.kernel.actor import Actor
from leitai.register import naming
from leitai.register.models import Bottleneck, Project
from leitai.register.queries import reach

MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is (project, bottleneck), its number and name, and whose it is."""

    what: str
    no: str
    name: str
    office_zh: str
    office_en: str


def hits(by: Actor, text: str) -> list[Hit]:
    """What a person may see that fits the text, best first: numbers, then beginnings, then the rest.

    Two statements.
    """
    wanted = naming.name_key(text[:60])
    if not wanted:
        return []
    typed = text.strip()[:60]
    fits = (
        Q(name_key__contains=wanted)
        | Q(initials__contains=wanted)
        | Q(no__iexact=typed)
        | Q(national_code__iexact=typed)
    )
    fits |= Q(investor__contains=typed) | Q(other_names__name_key__contains=wanted)
    columns = ("no", "name", "office__name_zh", "office__name_en", "name_key")
    rows = Project.objects.filter(reach.projects(by)).filter(fits).distinct().order_by("no").values_list(*columns)[:200]
    ranked = sorted(
        rows, key=lambda row: (row[0].casefold() != typed.casefold(), not row[4].startswith(wanted), len(row[1]))
    )
    found = [Hit("project", *row[:4]) for row in ranked[:MOST]]
    stuck = Bottleneck.objects.filter(reach.bottlenecks(by)).filter(Q(no__iexact=typed) | Q(title__contains=typed))
    titles = stuck.values_list("no", "title", "project__office__name_zh", "project__office__name_en")
    return found + [Hit("bottleneck", *row) for row in titles[: MOST - len(found)]]
