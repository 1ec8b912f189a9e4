"""Who looks at a page and at which day: the door that every view of ours stands behind."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.decorators import reauthentication_required
from attrs import frozen
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.timezone import override
from django.utils.translation import gettext as _

from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.queries import viewer_of
from dualtrack.app.accounts.rights import SIGNED, NotAllowedError, may
from dualtrack.app.ledger import clock
from dualtrack.app.programme.queries import When, frameworks, limit_of, on_record, organisation
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.organisation import Organisation

View = Callable[..., HttpResponseBase]
_READS = ("GET", "HEAD")


def page(*rights: str, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """A view for a person who holds any of these rights; for anybody else signed in it is not there.

    What is signed asks for the password once more, unless that was asked within five minutes; the request
    that waited for it is answered afterwards. Times of day are read and shown in the organisation's zone.
    A day by which nothing was on record is refused, on every page alike: its lists would be empty, and fine.
    """

    def wrap(view: View) -> View:
        signed = "POST" in methods and any(right in SIGNED for right in rights)
        inner: View = reauthentication_required(view) if signed else view

        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            method = "GET" if request.method in _READS else request.method
            if method not in methods:
                return HttpResponseNotAllowed(methods)
            viewer = viewer_for(request)
            if viewer is None:
                return redirect_to_login(request.get_full_path() if method == "GET" else "/")
            if not any(may(viewer, right) for right in rights):
                raise Http404
            try:
                if method == "GET" and asked(request).past:
                    on_record(asked(request).when)
                with override(zone_of(request)):
                    return inner(request, viewer, *args, **kwargs)
            except NotAllowedError as error:
                raise Http404 from error

        shown.__dict__.update(rights=rights, methods=methods)
        return shown

    return wrap


def _once(request: HttpRequest, name: str, make: Callable[[], Any]) -> Any:
    """A value that is made once a request."""
    held = request.__dict__.setdefault("dualtrack", {})
    if name not in held:
        held[name] = make()
    return held[name]


def viewer_for(request: HttpRequest) -> Viewer | None:
    """The viewer of a request; None for somebody who is not signed in or has left."""

    def make() -> Viewer | None:
        user: object = getattr(request, "user", None)
        return viewer_of(user, today=today_of(request)) if isinstance(user, User) else None

    found: Viewer | None = _once(request, "viewer", make)
    return found


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation, read once a request."""
    found: Organisation = _once(request, "organisation", organisation)
    return found


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The organisation's time zone."""
    return ZoneInfo(organisation_of(request).timezone)


def frameworks_of(request: HttpRequest) -> tuple[str, ...]:
    """Keys of the frameworks that the programme runs on the day that is asked about."""
    return frameworks(asked(request).day)


def today_of(request: HttpRequest) -> date:
    """The organisation's day of this request."""

    def make() -> date:
        return day_of(request, clock.now())

    found: date = _once(request, "today", make)
    return found


def day_of(request: HttpRequest, moment: datetime) -> date:
    """The organisation's day of an instant."""
    return moment.astimezone(zone_of(request)).date()


@frozen(kw_only=True)
class Asked:
    """The day that a page is about, and what was wrong with the one that was asked for."""

    day: date
    past: bool = False
    problem: str = ""

    @property
    def when(self) -> When:
        """The same for a query: as known by the end of that day."""
        return When(as_of=self.day)

    @property
    def query(self) -> str:
        """What a link adds so as to stay on the same day."""
        return f"?as_of={self.day}" if self.past else ""

    @property
    def more(self) -> str:
        """The same for a link that asks for something already."""
        return f"&as_of={self.day}" if self.past else ""


def asked(request: HttpRequest) -> Asked:
    """The day of `?as_of=`, else today; a day that cannot be shown is named, and today is shown instead."""

    def make() -> Asked:
        return read_day(request.GET.get("as_of", "").strip(), today_of(request))

    found: Asked = _once(request, "asked", make)
    return found


def until_of(request: HttpRequest) -> datetime | None:
    """The instant up to which a page about a past day looks; None for a page about today."""
    found = asked(request)
    return limit_of(found.when) if found.past else None


def may_now(request: HttpRequest, viewer: Viewer, right: str) -> bool:
    """True for who holds the right, on a page about today: a day that has passed is looked at, not worked on.

    Its forms would be filled with what was so then, and would write that over what is so now.
    """
    return not asked(request).past and may(viewer, right)


def read_day(text: str, today: date) -> Asked:
    """One day in ISO 8601, not after today."""
    if not text:
        return Asked(day=today)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        said = _("{text} is not a date; expected YYYY-MM-DD, such as {today}. Today is shown.")
        return Asked(day=today, problem=said.format(text=repr(text[:40]), today=today))
    if day > today:
        said = _("{day} lies after today ({today}). Today is shown.")
        return Asked(day=today, problem=said.format(day=day, today=today))
    return Asked(day=day, past=day < today)
