"""A span of time as people say it: in its largest unit, cut down."""

from datetime import timedelta

from django.utils.translation import ngettext


def span_text(span: timedelta) -> str:
    """`3 days`, `24 hours`, `12 minutes`; from two days on in days."""
    hours = span // timedelta(hours=1)
    if hours >= 48:
        return ngettext("{n} day", "{n} days", hours // 24).format(n=hours // 24)
    if hours:
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    minutes = span // timedelta(minutes=1)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
