"""Files on their way in: no larger than allowed, and a full disk is a message on the form, not a failure."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

_MARK = "dualtrack.upload_problem"
TOO_LARGE, NO_ROOM = "too_large", "no_room"


class CarefulUploadHandler(TemporaryFileUploadHandler):
    """Writes to a temporary file; one that is too large or finds no room is dropped, its form goes on."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; without room for it, drop it."""
        self.seen = 0
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._drop(NO_ROOM, error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep counting; past the limit nothing more is kept."""
        self.seen += len(raw_data)
        if self.seen > settings.DUALTRACK.max_upload_mb * 1024 * 1024:
            self._drop(TOO_LARGE, None)
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._drop(NO_ROOM, error)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Hand over what was written."""
        try:
            return super().file_complete(file_size)
        except OSError as error:
            self._drop(NO_ROOM, error)
            return None

    def _drop(self, why: str, cause: OSError | None) -> None:
        if self.request is not None:
            self.request.META[_MARK] = why
        raise SkipFile from cause


def problem(request: HttpRequest) -> str | None:
    """Why a file that was sent did not arrive; None when nothing was wrong with it."""
    why = request.META.get(_MARK)
    if why == TOO_LARGE:
        said = _("The file is larger than {limit} MB, the most that this server takes; nothing was stored.")
        return said.format(limit=settings.DUALTRACK.max_upload_mb)
    if why == NO_ROOM:
        return _("The disk is full; free some space and try again. Nothing was stored.")
    return None
