"""The frame round every page: whose programme, which pages this person has, the day, the colours."""

from typing import Any

from attrs import frozen
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.rights import may
from dualtrack.app.ledger import home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.programme.queries import NotBegunError
from dualtrack.app.programme.words import DISCLAIMER, EXAMPLE
from dualtrack.app.web.base.viewing import asked, organisation_of, today_of, viewer_for
from dualtrack.domain.ledger.person import Viewer

THEMES = ("auto", "light", "dark")


@frozen
class Entry:
    """One entry of the navigation."""

    name: str
    label: str
    rights: tuple[str, ...]


# In the order of the work: what is asked today, the programme, what it is about, what is done, what goes out.
GROUPS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("", (Entry("today", mark("Today"), ("programme.read", "controls.read")),)),
    (
        mark("Programme"),
        (
            Entry("timeline", mark("Timeline"), ("programme.read",)),
            Entry("plan", mark("Plan"), ("plan.read",)),
            Entry("advice", mark("Advice"), ("advice.read",)),
            Entry("cost", mark("Cost"), ("costs.read",)),
            Entry("auditors", mark("Auditors"), ("auditors.read",)),
            Entry("patterns", mark("Patterns"), ("programme.read",)),
        ),
    ),
    (
        mark("Scope and risk"),
        (
            Entry("scope", mark("Scope"), ("programme.read",)),
            Entry("registers", mark("Registers"), ("registers.read",)),
            Entry("risks", mark("Risks"), ("risks.read",)),
            Entry("statement", mark("Applicability"), ("programme.read",)),
            Entry("chain", mark("Chain"), ("controls.read",)),
        ),
    ),
    (
        mark("Controls and evidence"),
        (
            Entry("controls", mark("Controls"), ("controls.read",)),
            Entry("requirements", mark("Requirements"), ("programme.read",)),
            Entry("owed", mark("Owed"), ("controls.read",)),
            Entry("evidence", mark("Evidence"), ("evidence.read",)),
            Entry("crosswalk", mark("Crosswalk"), ("crosswalk.read",)),
            Entry("mappings", mark("Candidates"), ("programme.read",)),
        ),
    ),
    (
        mark("Auditors and record"),
        (
            Entry("deliverables", mark("Deliverables"), ("deliverables.read", "packages.take")),
            Entry("access", mark("Access log"), ("access.read",)),
            Entry("integrity", mark("Integrity"), ("integrity.read",)),
        ),
    ),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the layout of every page needs."""
    viewer = _viewer(request)
    common = {
        "example_words": _(EXAMPLE) if _example() else "",
        "disclaimer": _(DISCLAIMER),
        "theme": theme_of(request),
        "viewer": viewer,
        "next_themes": [t for t in THEMES if t != theme_of(request)],
    }
    if viewer is None:
        return common
    return common | {
        "organisation": organisation_of(request),
        "today": today_of(request),
        "asked": asked(request),
        "kept": [(n, v) for n, v in request.GET.items() if n not in ("as_of", "page")],
        "navigation": _navigation(request, viewer),
    }


def _navigation(request: HttpRequest, viewer: Viewer) -> list[tuple[str, list[dict[str, Any]]]]:
    """The pages that this person has, under the name of each group that holds any."""
    found = []
    for label, entries in GROUPS:
        theirs = [
            {"url": reverse(e.name), "label": _(e.label), "current": _current(request, e.name)}
            for e in entries
            if any(may(viewer, right) for right in e.rights)
        ]
        if theirs:
            found.append((_(label) if label else "", theirs))
    return found


def _viewer(request: HttpRequest) -> Viewer | None:
    try:
        return viewer_for(request)
    except NotBegunError:
        return None


def _current(request: HttpRequest, name: str) -> bool:
    matched = request.resolver_match
    return matched is not None and (matched.url_name or "").split(".")[0] == name


def _example() -> bool:
    try:
        here = home.current_or_none()
    except HomeError:
        return False
    return here is not None and here.example


def theme_of(request: HttpRequest) -> str:
    """The colours that this browser asked for; `auto` follows the system's."""
    wanted = request.COOKIES.get("theme", "auto")
    return wanted if wanted in THEMES else "auto"
