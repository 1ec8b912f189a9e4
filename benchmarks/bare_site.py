"""The same Django with sign-in alone: our settings without the programme and its pages, for comparison.

A settings module: what is in capitals here is read by Django.
"""

from typing import Any

from dualtrack.app import settings as ours

_SIGN_IN = ("dualtrack.app.ledger", "dualtrack.app.accounts")  # a person is a row of ours, kept in the record


def _foreign(names: list[str]) -> list[str]:
    return [name for name in names if not name.startswith("dualtrack.") or name in _SIGN_IN]


globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})
INSTALLED_APPS = _foreign(ours.INSTALLED_APPS)
MIDDLEWARE = _foreign(ours.MIDDLEWARE)
ROOT_URLCONF = "benchmarks.bare_urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
