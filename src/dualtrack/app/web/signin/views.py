"""The one-time first sign-in; signing in and out itself is allauth's, in our look."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.services import setup_token_valid, use_setup_token
from dualtrack.app.ledger import clock
from dualtrack.app.web.base.errors import told
from dualtrack.app.web.signin.forms import SetupForm

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first person of a home, who leads the programme; the link then ends."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    if not setup_token_valid(token, now=clock.now()):
        return render(request, "signin/ended.html", status=404)
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


def closed(request: HttpRequest) -> HttpResponse:
    """There is no public sign-up: people are invited."""
    del request
    raise Http404
