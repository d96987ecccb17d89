"""Examples for the matrix test: a project and what hangs on it, here, in another office, and in another county."""

from leitai.accounts.tests import make as accounts
from leitai.accounts.tests.routes import Example, Words
from leitai.documents.tests import make as documents
from leitai.kernel.actor import Actor
from leitai.register.models import Photo
from leitai.register.tests import make


def _things(
    office: str, *, within: str = accounts.LINQU, by: Actor | None = None, level: str = "county"
) -> dict[str, Words]:
    """What addresses are made of, for one project of an office."""
    project = make.project(office=office, within=within)
    report = make.report(project)
    photo = Photo.everywhere.create(
        county=within, report=report, document=documents.stored(b"\xff\xd8\xff a picture", within=within)
    )
    # Owned by the asker's own office where it can own one, so that whoever may answer at all may answer this one.
    stuck = make.bottleneck(project, raised_by=by.code if by else "somebody", owner=by.office if by else "")
    make.key_list(level, 2019, "甲", within=within)
    return {
        "no": {"no": project.no},
        "about": {"about": f"{project.no}/{report.month}"},
        "photo": {"photo": photo.pk},
        "stuck": {"no": stuck.no},
        "list": {"about": f"{level}-2019"},
        "kind": {"no": project.no, "kind": "land"},
        "plan": {"no": project.no, "year": "2024"},
    }


MISSING: dict[str, Words] = {
    "no": {"no": "P99-9999"},
    "about": {"about": "P99-9999/2024-03"},
    "photo": {"photo": 987654321},
    "stuck": {"no": "B99-9999"},
    "list": {"about": "city-1999"},
    "kind": {"no": "P99-9999", "kind": "land"},
    "plan": {"no": "P99-9999", "year": "2024"},
}


def examples(by: Actor) -> dict[str, Example]:
    """By url name."""
    accounts.county(accounts.QINGZHOU)
    own = _things(by.office if by.role == "reporter" else "dongcheng", by=by)
    other = _things("chengguan", by=None if by.role == "reporter" else by, level="province")
    foreign = _things("wangfu", within=accounts.QINGZHOU, level="city")

    def of(what: str, *, offices: bool = True) -> Example:
        return Example(own[what], other[what] if offices else None, foreign[what], MISSING[what])

    month = Example({"month": "2024-03"}, None, None, {"month": "2190-01"})
    projects = ("project", "project_edit", "project_end")
    reports = ("report", "report_verify", "report_return", "report_withdraw")
    stuck = ("bottleneck", "bottleneck_assign", "bottleneck_answer", "bottleneck_close", "bottleneck_reopen")
    lists = ("list", "list_correct", "list_export")
    return {
        **{f"register:{name}": of("no") for name in projects},
        **{f"register:{name}": of("about") for name in reports},
        # Answering and closing hang on owner and raiser, not on the project's office: whoever sees the row is told "forbidden".
        **{f"register:{name}": of("stuck", offices=name in {"bottleneck", "bottleneck_assign"}) for name in stuck},
        **{f"register:{name}": of("list", offices=False) for name in lists},
        "register:milestone": of("kind"), "register:plan": of("plan"), "register:photo": of("photo"),
        "register:months_of": month, "register:months_verify": month,
    }  # fmt: skip
