"""Shapes of what is typed about people, offices and passwords; whether it may be done is decided by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitai.accounts import terms

LONGEST_PASSWORD = 1_000  # a sentence fits; what the hasher is given stays bounded
Choices = Sequence[tuple[str, str]]


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **more)


class SignIn(forms.Form):
    """Name and password."""

    use_required_attribute = False
    username = forms.CharField(
        label=gettext_lazy("Name for sign-in"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _password(gettext_lazy("Password"), "current-password")


class NewPassword(forms.Form):
    """One's own new password."""

    use_required_attribute = False
    old = _password(gettext_lazy("Present password"), "current-password")
    new = _password(
        gettext_lazy("New password"),
        "new-password",
        help_text=gettext_lazy(
            "12 characters or more. A sentence that only you would write is good, in Chinese too; spaces count."
        ),
    )


class Welcome(forms.Form):
    """A person's own password, by one-time code."""

    use_required_attribute = False
    username = forms.CharField(
        label=gettext_lazy("Name for sign-in"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        help_text=gettext_lazy("Four groups of five letters and figures, from your administrator."),
    )
    new = _password(
        gettext_lazy("Password you choose"),
        "new-password",
        help_text=gettext_lazy(
            "12 characters or more. A sentence that only you would write is good, in Chinese too; spaces count."
        ),
    )


class Setup(forms.Form):
    """The first administrator of an installation, and its county."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        help_text=gettext_lazy("The command “leitai setup” shows it; it is good for 30 minutes."),
    )
    county = forms.RegexField(
        r"^[1-9][0-9]{5}$",
        label=gettext_lazy("County code"),
        max_length=6,
        help_text=gettext_lazy("Six figures of GB/T 2260, such as 370724."),
        error_messages={"invalid": gettext_lazy("A county code has six figures, such as 370724.")},
    )
    county_name = forms.CharField(
        label=gettext_lazy("Name of the county"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Leave it empty where the code is known."),
    )
    city_name = forms.CharField(label=gettext_lazy("Name of the city above it"), max_length=40, required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=gettext_lazy("Name for sign-in"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    new = _password(
        gettext_lazy("Password you choose"),
        "new-password",
        help_text=gettext_lazy(
            "12 characters or more. A sentence that only you would write is good, in Chinese too; spaces count."
        ),
    )


class _WithSeat(forms.Form):
    """A role in an office, perhaps in a section of it."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    office = forms.ChoiceField(label=gettext_lazy("Office"))
    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    since_on = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, offices: Choices, sections: Choices, **words: Any) -> None:
        super().__init__(*args, **words)
        roles = [(r.value, _(terms.ROLE_NAMES[r])) for r in terms.Role if r is not terms.Role.MACHINE]
        for name, choices in (("role", roles), ("office", offices), ("section", sections)):
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined]  # all three are choice fields


class Seat(_WithSeat):
    """One more seat for a person."""

    use_required_attribute = False
    until_on = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Person(_WithSeat):
    """Somebody new, with a first seat."""

    use_required_attribute = False
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=60)
    username = forms.CharField(
        label=gettext_lazy("Name for sign-in"),
        max_length=60,
        help_text=gettext_lazy("A staff number or a telephone number; it can't be changed later."),
    )
    field_order = ("name", "username", "role", "office", "section", "since_on")


class Office(forms.Form):
    """Names of an office; other names one on each line."""

    use_required_attribute = False
    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=60)
    short_zh = forms.CharField(label=gettext_lazy("Short name"), max_length=30, required=False)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=120, required=False)
    other_names = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Former names and names used in what is sent, one on each line."),
    )

    mark = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean_other_names(self) -> list[str]:
        """The lines that hold a name."""
        return [line.strip()[:60] for line in self.cleaned_data["other_names"].splitlines() if line.strip()]


class NewOffice(Office):
    """An office that isn't there yet."""

    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,39}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy(
            "Small letters, figures and dashes, such as “natural-resources”. It stands in addresses and can't be changed later."
        ),
        error_messages={"invalid": gettext_lazy("Use small letters, figures and dashes, and begin with a letter.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    parent = forms.ChoiceField(label=gettext_lazy("Section of"), required=False)
    mark = None  # type: ignore[assignment]  # nothing was shown before, as Django's forms drop an inherited field
    field_order = ("code", "kind", "parent", "name_zh", "short_zh", "name_en", "other_names")

    def __init__(self, *args: Any, offices: Choices, **words: Any) -> None:
        super().__init__(*args, **words)
        kinds = [(k.value, _(terms.KIND_NAMES[k])) for k in terms.OfficeKind]
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]  # a choice field
        self.fields["parent"].choices = [("", "—"), *offices]  # type: ignore[attr-defined]  # a choice field
