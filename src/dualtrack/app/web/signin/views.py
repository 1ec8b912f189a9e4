"""The one-time first sign-in; signing in and out itself is allauth's, in our look."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from dualtrack.app.accounts.links import (
    setup_token_valid,
    token_person,
    use_password_token,
    use_setup_token,
)
from dualtrack.app.accounts.models import User
from dualtrack.app.ledger import clock
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.signin.forms import PasswordForm, SetupForm

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Open a one-time link: make the first person of a home, or let a person on record choose a password."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not setup_token_valid(token, now=clock.now()):
        return render(request, "signin/ended.html", status=404)
    person = token_person(token)
    return _choose(request, token, person) if person else _begin(request, token)


def _begin(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first person, who leads the programme; the link then ends."""
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(form):
            said = form.cleaned_data
            person = use_setup_token(
                token, now=clock.now(), name=said["name"], email=said["email"], password=said["password"]
            )
            login(request, User.objects.get(pk=person.id), backend=_BACKEND)
            return HttpResponseRedirect("/")
    return render(request, "signin/setup.html", {"form": form})


def _choose(request: HttpRequest, token: str, person: str) -> HttpResponse:
    """Let somebody whom the lead put on record choose their password; the link then ends."""
    user = get_object_or_404(User, pk=person)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        with told(form):
            use_password_token(token, now=clock.now(), password=form.cleaned_data["password"])
            login(request, User.objects.get(pk=person), backend=_BACKEND)
            return HttpResponseRedirect("/")
    return render(request, "signin/password.html", {"form": form, "email": user.email})


def closed(request: HttpRequest) -> HttpResponse:
    """There is no public sign-up: people are invited."""
    del request
    raise Http404
