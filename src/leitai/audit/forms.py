"""What a reader may ask of the history; the form's state is the page's address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Asked(forms.Form):
    """Conditions and the place in the list."""

    about = forms.CharField(label=_("What for"), required=False, max_length=110)
    office = forms.SlugField(label=_("Who"), required=False, max_length=40)
    kind = forms.CharField(label=_("What was done"), required=False, max_length=60)
    begin = forms.DateField(label=_("From"), required=False)
    end = forms.DateField(label=_("To"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**53)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**53)


class Compared(forms.Form):
    """A root from paper: its hexadecimal digits, or the whole text of a checkpoint."""

    root = forms.CharField(required=False, max_length=1000, strip=True)
