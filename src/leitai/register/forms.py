"""Shapes of what is typed about projects, months and bottlenecks; whether it may be done is decided by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from leitai.register import labels, terms
from leitai.web import fields

Choices = Sequence[tuple[str, str]]


def _long(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")  # browsers take no other form


def choices(table: dict[str, str], *, empty: str = "") -> list[tuple[str, str]]:
    """The codes of a table with their words, as a field offers them."""
    first = [("", empty)] if empty else []
    return [*first, *((code, labels.word(table, code)) for code in table if code)]


class Keyed(forms.Form):
    """A form that does its thing once: the key is made when the page is, and sent back with it."""

    use_required_attribute = False
    idempotency_key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)


class Project(Keyed):
    """What is known of a project."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As in the filing; one project, one name."))
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    office = forms.ChoiceField(label=_("Office"))
    investor = forms.CharField(label=_("Investor"), max_length=120, required=False)
    national_code = forms.CharField(
        label=_("National code"),
        max_length=40,
        required=False,
        help_text=_("24 digits, like 2312-370724-04-01-000004."),
    )
    industry = forms.CharField(
        label=_("Industry"),
        max_length=4,
        required=False,
        help_text=_("Code of GB/T 4754-2017, 2 to 4 digits, like 3311."),
    )
    kind = forms.ChoiceField(label=_("Kind of project"), widget=forms.RadioSelect)
    total_yuan = fields.YuanField(label=_("Planned total investment"), required=False)
    total_at_least = forms.BooleanField(label=_("At least so much: the exact amount is open"), required=False)
    land_mu = forms.DecimalField(
        label=_("Land"), required=False, min_value=0, max_digits=10, decimal_places=2, widget=forms.TextInput
    )
    chemical = forms.NullBooleanField(label=_("Chemical project"), required=False)
    contents = forms.CharField(label=_("Contents"), max_length=2000, required=False, widget=_long(3))
    output_yuan = fields.YuanField(label=_("Expected yearly output"), required=False)
    tax_yuan = fields.YuanField(label=_("Expected yearly tax"), required=False)
    jobs = forms.IntegerField(label=_("Jobs"), required=False, min_value=0, max_value=1_000_000, widget=forms.TextInput)
    sponsor = forms.CharField(
        label=_("Sponsor"), max_length=60, required=False, help_text=_("By office, not by name: a deputy county head.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("Where the name and what is public come from.")
    )
    first_month = forms.CharField(
        label=_("Reported from"), max_length=7, required=False, help_text=_("A month, like 2024-03.")
    )

    def __init__(self, *args: Any, offices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].choices = choices(labels.KINDS)  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> terms.ProjectFacts:
        """What was typed, as the action takes it."""
        given = self.cleaned_data
        kept = {name: given[name] for name in terms.ProjectFacts.__dataclass_fields__ if name in given}
        return terms.ProjectFacts(**kept)


class Milestone(Keyed):
    """A milestone's two dates and what shows it."""

    planned = fields.PartialDayField(
        label=_("Planned"), required=False, help_text=_("As far as it is known: 2024, 2024-05 or the day.")
    )
    done = fields.PartialDayField(label=_("Done"), required=False)
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=200,
        required=False,
        help_text=_("Number of the permit, contract or photo."),
    )


class Plan(Keyed):
    """A year's plan, even or month by month."""

    planned_yuan = fields.YuanField(label=_("Plan of the year"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, 13):
            self.fields[f"month_{number}"] = fields.YuanField(
                label=pgettext("month of a year", "%(n)s") % {"n": number}, required=False
            )

    def profile(self) -> list[int] | None:
        """The twelve cumulative amounts from the months' own; None when all are empty."""
        own = [self.cleaned_data.get(f"month_{number}") for number in range(1, 13)]
        if not any(value is not None for value in own):
            return None
        sums, total = [], 0
        for value in own:
            total += value or 0
            sums.append(total)
        return sums


class Ending(Keyed):
    """Why a project is no longer reported, and after which month."""

    standing = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    last_month = forms.CharField(label=_("Last month to be reported"), max_length=7, required=False)
    because = forms.CharField(label=_("Reason"), max_length=500, widget=_long())

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["standing"].choices = choices(labels.STANDINGS)  # type: ignore[attr-defined]  # a ChoiceField


class Report(Keyed):
    """One project's month, as the reporter types it."""

    month_yuan = fields.YuanField(label=_("Invested this month"), required=False)
    cum_year_yuan = fields.YuanField(label=_("Since January"), required=False)
    cum_yuan = fields.YuanField(label=_("Since the start"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        required=False,
        widget=_long(),
        help_text=_("One sentence why the figure is unusual."),
    )
    stage = forms.ChoiceField(label=_("Picture of progress"), required=False, widget=forms.RadioSelect)
    progress = forms.CharField(
        label=_("Progress in words"),
        max_length=2000,
        required=False,
        widget=_long(),
        help_text=_("What was built this month."),
    )
    problem = forms.CharField(
        label=_("What holds it up"), max_length=2000, required=False,
        help_text=_("Leave empty if nothing is. What you write becomes a bottleneck that one office has to answer."),
        widget=forms.TextInput(attrs={"placeholder": _("Example: power supply, waiting for 20 days")}),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["stage"].choices = choices(labels.STAGES)  # type: ignore[attr-defined]  # a ChoiceField

    def line(self, no: str, month: str) -> terms.Line:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        return terms.Line(
            no=no,
            month=month,
            month_yuan=given["month_yuan"],
            cum_year_yuan=given["cum_year_yuan"],
            cum_yuan=given["cum_yuan"],
            stage=given["stage"],
            progress=given["progress"],
            problem=given["problem"],
            reason=given["reason"],
            version=given["version"],
        )


class Returning(Keyed):
    """Why a report goes back."""

    because = forms.CharField(
        label=_("Why it goes back"),
        max_length=500,
        widget=_long(),
        help_text=_("What is to be put right; the town reads this."),
    )


class Bottleneck(Keyed):
    """What holds a project up."""

    project = forms.ChoiceField(label=_("Project"))
    title = forms.CharField(label=_("What holds it up"), max_length=120, help_text=_("In one line."))
    detail = forms.CharField(label=_("More"), max_length=2000, required=False, widget=_long(4))
    owner = forms.ChoiceField(label=_("Who has to answer"), required=False)
    due_on = forms.DateField(
        label=_("Answer until"),
        required=False,
        widget=_day(),
        help_text=_("Left empty: ten working days."),
    )

    def __init__(self, *args: Any, projects: Choices, owners: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["project"].choices = projects  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]  # a ChoiceField
        if not owners:
            del self.fields["owner"], self.fields["due_on"]


class Assigning(Keyed):
    """Who has to answer, and until when."""

    owner = forms.ChoiceField(label=_("Who has to answer"))
    due_on = forms.DateField(
        label=_("Answer until"),
        required=False,
        widget=_day(),
        help_text=_("Left empty: ten working days."),
    )

    def __init__(self, *args: Any, owners: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]  # a ChoiceField


class Answer(Keyed):
    """The owner's answer."""

    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=_long(4))


class Remark(Keyed):
    """The last word of whoever raised it."""

    remark = forms.CharField(label=_("Remark"), max_length=2000, required=False, widget=_long())


class KeyList(Keyed):
    """The first edition of a list, or what a further one changes."""

    level = forms.ChoiceField(label=_("Level"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2199, widget=forms.TextInput)
    name_zh = forms.CharField(label=_("Name of the list"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    published_on = forms.DateField(label=_("Published"), required=False, widget=_day())
    apply_until_on = forms.DateField(label=_("Last day for candidates"), required=False, widget=_day())
    county_count = forms.IntegerField(
        label=_("Projects of the county"),
        required=False,
        min_value=0,
        max_value=10_000,
        help_text=_("As the list says."),
        widget=forms.TextInput,
    )
    city_rank = forms.IntegerField(
        label=_("Place in the city"), required=False, min_value=1, max_value=1_000, widget=forms.TextInput
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    entries = forms.CharField(
        label=_("Projects"), required=False, max_length=60_000, widget=_long(8),
        help_text=_("One in a line: its number on the register (P24-0001) or its name; a - before it withdraws it, a + adds it."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_correction: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["level"].choices = choices(labels.LEVELS)  # type: ignore[attr-defined]  # a ChoiceField
        if is_correction:
            for name in ("level", "year", "name_zh", "name_en", "apply_until_on"):
                del self.fields[name]
