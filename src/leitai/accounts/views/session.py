"""Coming in and going out: the one door for everybody, its refusals, and a password chosen with a one-time code."""

from datetime import datetime
from typing import Any

from axes.helpers import get_failure_limit
from django.contrib import auth
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from leitai.accounts import actions, forms, lockout, menu, middleware, queries, rules, terms
from leitai.accounts.asking import Request
from leitai.accounts.door import door
from leitai.accounts.views import telling
from leitai.kernel.actor import machine
from leitai.kernel.refusal import Gone, Refusal

MINUTES = 15
BACKEND = "django.contrib.auth.backends.ModelBackend"


@door("accounts.sign_in")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: Request) -> HttpResponseBase:
    """The form for name and password; in the demonstration also one account for each errand."""
    if request.method == "POST":
        return _try(request, forms.SignIn(request.POST), timezone.now())
    if actor := getattr(request, "actor", None):
        return redirect(menu.first_page(actor))
    return _page(request, forms.SignIn())


def _try(request: Request, form: forms.SignIn, at: datetime) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form, 422, heading=_("Not signed in."), said=_("Give both your name and your password."))
    if queries.is_network_closed(lockout.network(request), at):
        return _closed(request, form)
    name = rules.username(form.cleaned_data["username"])
    person = auth.authenticate(request, username=name, password=form.cleaned_data["password"])
    if person is not None:
        return _let_in(request, form, person, at)
    counted = getattr(request, "axes_failures_since_start", None)
    if counted is None:  # axes didn't count: the name was closed before this try
        return _closed(request, form)
    left = get_failure_limit(request, {"username": name}) - counted
    if left <= 0:
        _note_lockout(request, name, at)
    return _wrong(request, form, left)


def _wrong(request: Request, form: forms.SignIn, left: int) -> HttpResponse:
    form.add_error("password", _("Type the password again"))
    said = _("Name or password is wrong. The name you typed is kept; type the password again.")
    if left > 0:
        more = ngettext(
            "After %(n)s more wrong try it is closed for 15 minutes.",
            "After %(n)s more wrong tries it is closed for 15 minutes.",
            left,
        ) % {"n": left}
    else:
        more = _("This was the fifth wrong try: the name is closed for 15 minutes now.")
    return _page(request, form, 422, heading=_("Not signed in."), said=telling.sentences(said, more))


def _closed(request: Request, form: forms.SignIn) -> HttpResponse:
    """The same for the right password and a wrong one, for names that exist and names that don't."""
    said = _(
        "Too many wrong tries. The name you typed is kept. Try again in 15 minutes, or ask the administrator for a one-time code."
    )
    response = _page(request, form, 429, heading=_("Closed for a while."), said=said)
    response["Retry-After"] = str(MINUTES * 60)
    return response


def _note_lockout(request: Request, name: str, at: datetime) -> None:
    county, person = queries.whose_name(name)
    if county:
        actions.note_lockout(person=person, network=lockout.network(request) or "", by=machine(county), at=at)


def _let_in(request: Request, form: forms.SignIn, person: Any, at: datetime) -> HttpResponseBase:
    entered = _enter(request, person, "password", at)
    if entered is None:
        said = _("The password is right, but you have no seat that is valid today. Ask the administrator for one.")
        return _page(request, form, 403, heading=_("Not signed in."), said=said)
    asked = rules.own_path(request.POST.get("next", ""))
    if asked:
        return redirect(asked)
    several = len(queries.sittings(person=person.pk, on=timezone.localdate(at))) > 1
    return redirect("accounts:seat") if several else redirect(menu.first_page(entered.actor))


def _enter(request: Request, person: Any, way: str, at: datetime) -> queries.Sitting | None:
    """Begins a session with a key of its own, in the oldest valid seat; None where there is no seat."""
    sitting = queries.sitting(person=person.pk, seat=None, on=timezone.localdate(at))
    if sitting is None:
        return None
    request.session.flush()  # nothing that was preset before the sign-in survives it
    auth.login(request, person, BACKEND)
    request.session[middleware.SEAT] = sitting.seat
    request.session[middleware.SINCE] = request.session[middleware.SEEN] = int(at.timestamp())
    actions.record_sign_in(way=way, by=sitting.actor, at=at)
    return sitting


def _page(
    request: Request, form: forms.SignIn, status: int = 200, *, heading: str = "", said: str = ""
) -> HttpResponse:
    asked = request.POST.get("next", "") if request.method == "POST" else request.GET.get("next", "")
    words: dict[str, Any] = {"form": form, "heading": heading, "said": said, "next": rules.own_path(asked) or ""}
    words |= {"about": _about(), "accounts": _accounts()}
    response = render(request, "accounts/sign_in.html", words, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _about() -> str:
    """Whose platform it is, and for whom."""
    who = _("Towns, parks, departments and leaders come in by the same door, each to their own errands.")
    home = queries.home()
    if home is None:
        return who
    return telling.sentences(_("The project platform of %(county)s.") % {"county": telling.named(home)}, who)


def _accounts() -> list[dict[str, str]]:
    return [
        {
            "code": a.code,
            "role": _(terms.ROLE_NAMES[a.role]),
            "errand": _(terms.ROLE_ERRANDS[a.role]),
            "office": telling.named(a, "office"),
        }
        for a in queries.demonstration_accounts(telling.today())
    ]


@door("accounts.demonstration_enter")
@require_POST
def demonstration_enter(request: Request) -> HttpResponseBase:
    """One click: in as one of the demonstration's accounts. In a real county there is no such page."""
    person = queries.demonstration_person(request.POST.get("account", "")[:16])
    entered = _enter(request, person, "click", timezone.now()) if person else None
    if entered is None:
        raise Gone
    return redirect(rules.own_path(request.POST.get("next", "")) or menu.first_page(entered.actor))


@door("accounts.sign_out")
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """Ends the session here and in the browser: the back button shows nothing any more."""
    actions.end_session(by=request.actor, at=timezone.now())
    auth.logout(request)
    response = redirect("accounts:sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@door("accounts.welcome")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "new")
def welcome(request: Request) -> HttpResponseBase:
    """Who got a one-time code from the administrator chooses a password here and is in."""
    form = forms.Welcome(request.POST if request.method == "POST" else None)
    if form.is_valid() and (entered := _choose(request, form, timezone.now())):
        return redirect(menu.first_page(entered.actor))
    response = render(request, "accounts/welcome.html", {"form": form}, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


def _choose(request: Request, form: forms.Welcome, at: datetime) -> queries.Sitting | None:
    given = form.cleaned_data
    _county, code = queries.whose_name(rules.username(given["username"]))
    by = queries.actor_of_person(code)
    try:
        if by is None:
            raise Gone
        person = actions.choose_password(person=code, code=given["code"], password=given["new"], by=by, at=at)
    except Gone:
        form.add_error(
            "code",
            _(
                "Name and code don't belong together, or the code was used or is too old. Ask the administrator for a new one."
            ),
        )
        return None
    except Refusal as refusal:
        telling.at_field(form, refusal)
        return None
    entered = _enter(request, person, "code", at)
    if entered is None:
        form.add_error(
            None, _("The password is kept, but you have no seat that is valid today. Ask the administrator for one.")
        )
    return entered
