"""One's own account: who one is here, another seat, another password."""

from django.contrib import auth, messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from leitai.accounts import actions, forms, menu, middleware, queries, terms
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.views import telling
from leitai.kernel.refusal import Gone, Refusal


@door("accounts.account")
@require_safe
def account(request: Request) -> HttpResponseBase:
    """Name, seat, and the ways to another seat or password."""
    sitting = request.sitting
    facts = [
        {"label": _("Full name"), "value": sitting.actor.name},
        {"label": _("Name for sign-in"), "value": {"text": sitting.username, "mono": True}},
        {"label": _("Office"), "value": telling.named(sitting, "office")},
        {"label": _("Role"), "value": _(terms.ROLE_NAMES[sitting.actor.role])},
    ]
    several = len(queries.sittings(person=request.sitting.person, on=telling.today())) > 1
    return render(request, "accounts/account.html", {"facts": facts, "several": several})


@door("accounts.seat_choose")
@require_http_methods(["GET", "HEAD", "POST"])
def seat_choose(request: Request) -> HttpResponseBase:
    """The seats that one may take today; taking another one begins a new session key."""
    mine = queries.sittings(person=request.sitting.person, on=telling.today())
    if request.method == "POST":
        asked = request.POST.get("seat", "")
        chosen = next((s for s in mine if str(s.seat) == asked), None)
        if chosen is None:
            raise Gone
        actions.take_other_seat(by=chosen.actor, at=timezone.now())
        request.session.cycle_key()
        request.session[middleware.SEAT] = chosen.seat
        return redirect(menu.first_page(chosen.actor))
    here = request.sitting.seat
    rows = [
        {
            "seat": s.seat, "office": telling.named(s, "office"), "county": telling.named(s, "county"), "here": s.seat == here,
            "role": _(terms.ROLE_NAMES[s.actor.role]), "errand": _(terms.ROLE_ERRANDS[s.actor.role]),
        }
        for s in mine
    ]  # fmt: skip
    return render(request, "accounts/seat.html", {"rows": rows})


@door("accounts.password_change")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("old", "new")
def password_change(request: Request) -> HttpResponseBase:
    """A new password; sessions elsewhere end, this one goes on under a new key."""
    form = forms.NewPassword(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            person = actions.change_password(old=given["old"], new=given["new"], by=request.actor, at=timezone.now())
        except Refusal as refusal:
            telling.at_field(form, refusal)
        else:
            auth.update_session_auth_hash(request, person)
            messages.success(request, _("The password is changed. Sessions on other machines have ended."))
            return redirect("accounts:account")
    return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)
