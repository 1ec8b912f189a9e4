"""Addresses of every page; each is also a row of the route table."""

from django.urls import include, path

from dualtrack.app.web.base import theme

_PAGES = (
    "signin",
    "today",
    "timeline",
    "layered",  # an address under /plan/, before those of its tasks
    "plan",
    "advice",
    "cost",
    "scope",
    "registers",
    "auditors",
    "chain",
    "risks",
    "statement",
    "proposals",  # an address under /controls/, before the controls' own
    "controls",
    "requirements",
    "owed",
    "patterns",
    "history",
    "mappings",  # its addresses under /crosswalk/ stand before the crosswalk's, which hold any framework
    "crosswalk",
    "evidence",
    "deliverables",
    "integrity",
    "retention",
    "access",
)

urlpatterns = [
    path("theme/", theme.choose, name="theme"),
    *(path("", include(f"dualtrack.app.web.{name}.urls")) for name in _PAGES),
]
