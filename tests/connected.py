"""Which home the process of the tests is connected to, kept and put back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from dualtrack.app.ledger import home as homes
from dualtrack.app.ledger import lifecycle


@contextmanager
def kept() -> Iterator[None]:
    """Whatever is connected inside, afterwards it is as it was before."""
    key = settings._wrapped.SECRET_KEY  # of no home it is empty, and not to be had otherwise
    before, database = settings.DUALTRACK, dict(connections.settings["default"])
    try:
        yield
    finally:
        lifecycle.lead(database)  # of another kind too: a test may have restored a home to it
        settings.DUALTRACK = before
        settings.SECRET_KEY = key
        homes.forget()
