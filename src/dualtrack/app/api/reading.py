"""What every read of the API has in common: the two times, and an answer that knows whether it changed."""

import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from dualtrack import __version__
from dualtrack.app.api.bearing import asker
from dualtrack.app.api.problems import say
from dualtrack.app.ledger import clock, head
from dualtrack.app.programme import asking
from dualtrack.app.programme.failures import FailedError, Failure, mark
from dualtrack.app.programme.queries import When, on_record, today

TIMES = ("as_of", "known_at")
_UNKNOWN = mark("{text}: no such parameter; there are: {known}")
_NO_PARAMETER = mark("{text}: no such parameter; this address takes none")
_LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")  # a plus sign that was not written as %2B arrives as a space


def wrong(field: str, words: str, /, **params: object) -> FailedError:
    """What was asked for in this parameter cannot be read."""
    return FailedError(Failure(code="usage", message=say(words, **params), field=field))


def require_known(request: HttpRequest, *names: str) -> None:
    """Refuse a parameter that means nothing here: misspelt, it would quietly ask for something else."""
    for name in request.GET:
        if name not in names:
            raise wrong(name, _UNKNOWN if names else _NO_PARAMETER, text=repr(name), known=", ".join(names))


def times(request: HttpRequest, as_of: str | None, known_at: str | None) -> When:
    """The two times of a request; today as known now when nothing is said."""
    now = clock.now()
    day = today(now)
    require_known(request, *TIMES)
    asked = day if as_of is None else asking.day_in(as_of)
    if asked is None:
        raise wrong("as_of", asking.NO_DAY, text=repr(as_of))
    known = None if known_at is None else asking.instant_in(_LOST_PLUS.sub(r"+\1", known_at))
    if known_at is not None and known is None:
        raise wrong("known_at", asking.NO_INSTANT, text=repr(known_at))
    if asked > day:
        raise wrong("as_of", asking.DAY_AHEAD, as_of=asked, today=day)
    if known is not None and known > now:
        raise wrong("known_at", asking.INSTANT_AHEAD, known_at=known)
    when = When(as_of=asked, known_at=known)
    return when if as_of is None and known is None else on_record(when)


def answered(request: HttpRequest, when: When, make: Callable[[], Mapping[str, object]]) -> HttpResponse:
    """What `make` gives, or 304 where the asker holds it; the head is read before it, so never too new."""
    tag = _tag(request, when)
    held = parse_etags(request.headers.get("If-None-Match", ""))
    answer = HttpResponse(status=304) if tag in held else as_json(make())
    answer["ETag"] = tag
    return kept(answer)


def as_json(document: Mapping[str, object]) -> HttpResponse:
    """A document as an answer."""
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/json")


def kept(answer: HttpResponse) -> HttpResponse:
    """One asker may keep it, and asks whether it changed before using it again."""
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Authorization"])
    return answer


def _tag(request: HttpRequest, when: When) -> str:
    """Another one once anything was recorded, and for another time, program or asker."""
    now, viewer = head.read(), asker(request).viewer
    told = (
        viewer.person_id,
        sorted(viewer.roles),
        __version__,
        get_language(),
        request.path,
        when,
        now.size,
        now.frontier.root().hex(),
    )
    return f'W/"{sha256(repr(told).encode()).hexdigest()[:32]}"'
