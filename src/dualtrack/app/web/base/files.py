"""Files given out: hashed again first, always as an attachment, and nothing in them may run."""

from typing import BinaryIO

from django.http import FileResponse

from dualtrack.app.ledger import erased

_SANDBOX = "sandbox; default-src 'none'"


def attachment(sha256: str, filename: str, media_type: str) -> FileResponse:
    """A stored file by its hash; a changed one is never served."""
    return given_out(erased.opened(sha256), filename, media_type)


def given_out(content: BinaryIO, filename: str, media_type: str) -> FileResponse:
    """Any file, with the headers of everything that is given out."""
    response = FileResponse(content, as_attachment=True, filename=filename)
    response.headers["Content-Type"] = media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _SANDBOX
    return response
