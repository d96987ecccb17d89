"""Tables of the register. Money is whole yuan, months are `YYYY-MM`, part-dates carry their precision."""

from django.db import models

from leitai.register import terms
from leitai.store.county import CountyRow


def _choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]  # every caller passes a StrEnum


class Project(CountyRow):
    """A project on the register. `no` is ours and in every address; the national code comes later and may be missing."""

    no = models.CharField(max_length=12)  # P24-0031
    national_code = models.CharField(max_length=24, null=True)  # 2312-370724-04-01-000004
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, default="")
    name_key = models.CharField(max_length=120, db_index=True)  # normalised, for finding and comparing
    initials = models.CharField(max_length=120, default="")  # pinyin initials, for finding
    office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    investor = models.CharField(max_length=120, default="")  # as reported, before the enterprise is on the register
    industry = models.CharField(max_length=4, default="")  # GB/T 4754-2017, any level
    kind = models.CharField(max_length=12, choices=_choices(terms.ProjectKind), default=terms.ProjectKind.NEW)
    total_yuan = models.BigIntegerField(null=True)
    total_at_least = models.BooleanField(default=False)
    total_approx = models.BooleanField(default=False)
    land_mu = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    chemical = models.BooleanField(null=True)
    contents = models.TextField(default="")
    output_yuan = models.BigIntegerField(null=True)  # a year, at full production
    tax_yuan = models.BigIntegerField(null=True)
    jobs = models.PositiveIntegerField(null=True)
    sponsor = models.CharField(max_length=60, default="")  # 包靠领导, by office and not by name
    source = models.CharField(max_length=200, default="")  # where the name and what is public come from
    standing = models.CharField(max_length=10, choices=_choices(terms.Standing), default=terms.Standing.ACTIVE)
    first_month = models.CharField(max_length=7)  # the first month it is reported for
    last_month = models.CharField(max_length=7, default="")  # the last one; empty while it is followed
    made_up = models.BooleanField(default=False)  # figures made up for the demonstration
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["county", "no"], name="project_no_in_county"),
            models.UniqueConstraint(fields=["county", "national_code"], name="project_code_in_county"),
        )
        indexes = (models.Index(fields=["county", "office"], name="project_office"),)

    def __str__(self) -> str:
        return self.name


class OtherName(CountyRow):
    """Another name under which a project was reported, ruled to be the same."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "name_key"], name="other_name_once"),)


class Milestone(CountyRow):
    """A step in a project's life: when it was planned, when it was done, what shows it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=12, choices=_choices(terms.Milestone))
    planned_on = models.DateField(null=True)  # the last day of what was said
    planned_precision = models.CharField(max_length=5, default="day")
    done_on = models.DateField(null=True)  # the first day of what was said
    done_precision = models.CharField(max_length=5, default="day")
    evidence = models.CharField(max_length=200, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "kind"], name="milestone_once"),)
        indexes = (models.Index(fields=["county", "kind", "done_on"], name="milestone_done"),)


class YearPlan(CountyRow):
    """What a project is to invest in a year, and how much of it by the end of each month."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField()
    planned_yuan = models.BigIntegerField()
    by_month_yuan = models.JSONField(null=True)  # twelve cumulative amounts; null: even over the months
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "year"], name="plan_once"),)
        indexes = (models.Index(fields=["county", "year"], name="plan_year"),)


class Report(CountyRow):
    """One project's month. Figures are what the town reports; missing is null and never 0."""

    # The constraint below begins with the project, so a second index on it would only cost time.
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports", db_index=False)
    month = models.CharField(max_length=7)  # 2024-03
    state = models.CharField(max_length=10, choices=_choices(terms.ReportState), default=terms.ReportState.DRAFT)
    month_yuan = models.BigIntegerField(null=True)
    cum_year_yuan = models.BigIntegerField(null=True)  # since January
    cum_yuan = models.BigIntegerField(null=True)  # since the start
    derived = models.CharField(max_length=40, default="")  # which of the three were worked out, comma separated
    unchanged_months = models.PositiveSmallIntegerField(
        default=0
    )  # months in a row without investment, this one included
    stage = models.CharField(max_length=12, choices=_choices(terms.Stage), default="")
    progress = models.TextField(default="")
    problem = models.TextField(default="")
    reason = models.TextField(default="")  # why a figure is unusual
    returned_because = models.TextField(default="")
    returned_by = models.CharField(max_length=16, default="")
    returned_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=120, default="")  # upload and cell: `U24-0012/3月份!F5`, empty when typed
    submitted_by = models.CharField(max_length=16, default="")  # code of a person
    submitted_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=16, default="")
    verified_at = models.DateTimeField(null=True)
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "month"], name="report_once"),)
        # with the amount: the sums of all months are read from the index alone
        indexes = (models.Index(fields=["county", "month", "state", "month_yuan"], name="report_month"),)


class Superseded(CountyRow):
    """What a report said before it was handed in again: the earlier figures stay readable beside the new ones."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="superseded")
    version = models.PositiveIntegerField()
    month_yuan = models.BigIntegerField(null=True)
    cum_year_yuan = models.BigIntegerField(null=True)
    cum_yuan = models.BigIntegerField(null=True)
    stage = models.CharField(max_length=12, default="")
    progress = models.TextField(default="")
    reason = models.TextField(default="")
    source = models.CharField(max_length=120, default="")
    submitted_by = models.CharField(max_length=16, default="")
    submitted_at = models.DateTimeField(null=True)
    returned_because = models.TextField(default="")
    returned_by = models.CharField(max_length=16, default="")
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "version"], name="superseded_once"),)


class Photo(CountyRow):
    """A picture from the site, kept by its content in `documents`."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    document = models.CharField(max_length=64)  # SHA-256 of the stored picture, without what the camera wrote into it
    thumbnail = models.CharField(max_length=64, default="")  # SHA-256 of the small one
    width_px = models.PositiveIntegerField(default=0)
    height_px = models.PositiveIntegerField(default=0)
    caption = models.CharField(max_length=120, default="")
    taken_at = models.DateTimeField(null=True)
    added_by = models.CharField(max_length=16, default="")
    added_at = models.DateTimeField(null=True)
    is_drawing = models.BooleanField(default=False)  # a sketch that stands for a photo, and says so

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "document"], name="photo_once"),)


class Bottleneck(CountyRow):
    """What holds a project up (堵点): raised by anyone, owned by one department, closed by whoever raised it."""

    no = models.CharField(max_length=12)  # B24-0007
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="bottlenecks")
    title = models.CharField(max_length=120)
    detail = models.TextField(default="")
    state = models.CharField(
        max_length=10, choices=_choices(terms.BottleneckState), default=terms.BottleneckState.RAISED
    )
    raised_by = models.CharField(max_length=16)
    raised_office = models.ForeignKey("accounts.Office", on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    owner = models.ForeignKey("accounts.Office", null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    answer = models.TextField(default="")
    answered_by = models.CharField(max_length=16, default="")
    answered_at = models.DateTimeField(null=True)
    remark = models.TextField(default="")  # the raiser's last word: why it is closed, or why the answer didn't do
    closed_at = models.DateTimeField(null=True)
    escalated_to = models.CharField(max_length=12, choices=_choices(terms.Rung), default="")
    escalated_at = models.DateTimeField(null=True)
    made_up = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["county", "no"], name="bottleneck_no_in_county"),)
        indexes = (models.Index(fields=["county", "state", "due_on"], name="bottleneck_due"),)


class KeyList(CountyRow):
    """One edition of a list of key projects: lists change during the year, each change is an edition."""

    level = models.CharField(max_length=10, choices=_choices(terms.ListLevel))
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, default="")
    published_on = models.DateField(null=True)
    apply_until_on = models.DateField(null=True)  # last day for candidates
    county_count = models.PositiveSmallIntegerField(null=True)  # published number of this county's projects
    city_rank = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["county", "level", "year", "edition"], name="list_edition_once"),
        )


class ListEntry(CountyRow):
    """What an edition says of one project; `project` is null for a name not yet on the register."""

    key_list = models.ForeignKey(KeyList, on_delete=models.CASCADE, related_name="entries")
    project = models.ForeignKey(Project, null=True, on_delete=models.PROTECT, related_name="listings")
    name = models.CharField(max_length=160)
    region = models.CharField(max_length=40, default="")
    change = models.CharField(max_length=10, choices=_choices(terms.ListChange), default=terms.ListChange.LISTED)
    note = models.CharField(max_length=200, default="")
