"""The first administrator of an installation, by the one-time code that stands on its terminal."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from leitai.accounts import actions, forms, queries
from leitai.accounts.door import door
from leitai.accounts.views import telling
from leitai.kernel.actor import machine
from leitai.kernel.refusal import Gone, Refusal


@door("accounts.setup")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "new")
def setup(request: HttpRequest) -> HttpResponseBase:
    """Open until there is a county; from then on there is no such page."""
    if queries.home() is not None:
        raise Gone
    form = forms.Setup(request.POST if request.method == "POST" else None)
    if form.is_valid() and _set_up(form):
        return redirect("accounts:sign_in")
    response = render(request, "accounts/setup.html", {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _set_up(form: forms.Setup) -> bool:
    given = form.cleaned_data
    names = queries.county_names(given["county"], given["county_name"], given["city_name"])
    if names is None:
        form.add_error(
            "county_name",
            _("This code is not among those that came with Leitai. Give the names of the county and its city."),
        )
        return False
    try:
        actions.set_up(
            code=given["code"], name=given["name"], username=given["username"], password=given["new"],
            by=machine(given["county"]), at=timezone.now(), **names,
        )  # fmt: skip
    except Gone:
        form.add_error(
            "code",
            _("This code is wrong, was used, or is older than 30 minutes. Run “leitai setup” again for a new one."),
        )
        return False
    except Refusal as refusal:
        telling.at_field(form, refusal)
        return False
    return True
