"""A request in which somebody sits: what doors that need a sign-in hand to their views."""

from django.http import HttpRequest

from leitai.accounts.queries import Sitting
from leitai.kernel.actor import Actor


class Request(HttpRequest):
    """Set by `middleware.ActorMiddleware`; only for annotations: a view behind a door that isn't public has both."""

    actor: Actor
    sitting: Sitting
