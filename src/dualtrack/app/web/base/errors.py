"""Known errors as one clear message: on the form that caused them, else as a page of their own."""

from collections.abc import Callable
from types import TracebackType

from django.db import DatabaseError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.accounts.services import AccountError
from dualtrack.app.ledger.blobs import StoreError
from dualtrack.app.ledger.database_trouble import RETRY_AFTER, Trouble, trouble
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.failures import UNREADABLE
from dualtrack.app.programme.queries import NotBegunError
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.codec import RecordedDataError
from dualtrack.domain.ledger.entry import EntryError

_ACCOUNT = {
    "email_in_use": "Somebody signs in with {about} already; give another address.",
    "setup_link_not_valid": (
        "This link was used already or has expired. Whoever manages people prints a new one with dualtrack"
        " people link; before anybody signs in, starting the server again prints one."
    ),
}
_TROUBLES = {
    Trouble.BUSY: mark("Somebody else is writing just now; try again in a moment. Nothing was recorded."),
    Trouble.DISK_FULL: mark("The disk is full; free some space and try again. Nothing was recorded."),
    Trouble.IO_ERROR: mark(
        "The disk of this server failed. Tell whoever runs it, and look whether what you sent was recorded"
        " before you send it again."
    ),
    Trouble.READ_ONLY: mark(
        "The database cannot be written; nothing was recorded. Ask whoever runs this server."
    ),
    Trouble.UNREACHABLE: mark(
        "The database cannot be reached just now; nothing was recorded. Try again in a moment."
    ),
    Trouble.REFUSED: mark("The database does not let this server in; ask whoever runs it."),
    Trouble.LOST: mark(
        "The connection to the database was lost. Look whether what you sent was recorded before you send"
        " it again."
    ),
}
_UNREADABLE = (EntryError, RecordedDataError)
KNOWN = (
    *(RefusedError, StoreError, AccountError, HomeError, NotBegunError, DatabaseError, OSError),
    *_UNREADABLE,
)


def message_of(error: BaseException) -> str | None:
    """What a known error says to a person; None for one that nobody expected."""
    if isinstance(error, RefusedError):
        return refusal_text(error.code, error.params)
    if isinstance(error, StoreError | HomeError):
        return error.message
    if isinstance(error, AccountError):
        return _(_ACCOUNT.get(error.code, "{about}")).format(about=error.about)
    if isinstance(error, NotBegunError):
        return _("This home holds no programme yet; begin one with: dualtrack init NAME ...")
    if isinstance(error, DatabaseError | EntryError | RecordedDataError):
        return _database(error) if isinstance(error, DatabaseError) else _(UNREADABLE).format(error=error)
    return from_os_error(error, _("the home")).message if isinstance(error, OSError) else None


def _database(error: DatabaseError) -> str | None:
    found = trouble(error)
    return None if found is None or found not in _TROUBLES else _(_TROUBLES[found])


class told:  # noqa: N801 - read as a word: with told(form)
    """Put a known error on the form, which keeps its fields; let any other through."""

    def __init__(self, form: BaseForm) -> None:
        """Remember the form."""
        self.form = form

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Say it on the form; True when it was said."""
        text = message_of(error) if isinstance(error, KNOWN) else None
        if text is None:
            return False
        self.form.add_error(None, text)
        return True


class ErrorsMiddleware:
    """A known error that no form took becomes a page with its message, never a traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand round the views."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a known error."""
        text = message_of(error) if isinstance(error, KNOWN) else None
        if text is None:
            return None
        status = 400 if isinstance(error, RefusedError) else _status(error)
        answer = render(request, "base/message.html", {"message": text}, status=status)
        found = trouble(error) if isinstance(error, DatabaseError) else None
        if found is not None and found.passes:
            answer["Retry-After"] = str(RETRY_AFTER)
        return answer


def _status(error: Exception) -> int:
    """What was erased is gone for good; all else may be mended."""
    return 410 if isinstance(error, StoreError) and error.code == "erased" else 503


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: what is not there and what is not yours look alike."""
    del exception
    return render(request, "base/not_found.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: says so, without a traceback; needs neither database nor session."""
    del request
    return HttpResponse(render_to_string("base/failed.html"), status=500)
