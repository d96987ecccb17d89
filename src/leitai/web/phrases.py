"""Phrases that more than one slice says, each in one place; lazy, so that they follow the language of the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LIGHTS = {
    "green": pgettext_lazy("light", "in order"),
    "yellow": pgettext_lazy("light", "warning"),
    "red": pgettext_lazy("light", "late"),
    "none": pgettext_lazy("light", "not yet"),
}
NOT_REPORTED = _("not reported")
DEMONSTRATION = _("demonstration")
PUBLISHED = _("published")
AT_LEAST = _("at least")
WAN_YUAN = pgettext_lazy("unit", "10,000 yuan")
YI_YUAN = pgettext_lazy("unit", "×100 m yuan")
WORKDAYS = pgettext_lazy("unit", "working days")
DAYS = pgettext_lazy("unit", "days")
PROJECTS = pgettext_lazy("unit", "projects")

# what an error page's title says, for the parts that htmx swaps in
ERRORS = {
    400: _("This could not be read"),
    403: _("Your seat does not allow this"),
    404: _("There is no such page, or you may not see it"),
    409: _("Not done: somebody changed this a moment ago"),
    413: _("Not taken: the file is too large"),
    422: _("Not done"),
    429: _("Too many attempts; a short pause"),
    500: _("This page broke down; the fault is ours"),
    503: _("We are being repaired and will be back soon"),
}

STORAGE = _("Not saved: the store of our data takes nothing just now")

# sentences of the kernel's refusals, which has no translations of its own
REFUSALS = (
    _("There is no such page, or you may not see it."),
    _("Your seat does not allow this. Nothing was changed."),
    _("Not done: somebody changed this a moment ago. What you typed is kept. Look at the new figures and try again."),
    _("Not saved: some fields need another look. What you typed is kept."),
)
