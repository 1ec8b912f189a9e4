"""The door to buckets that speak S3: put once, read a version, see the lock; nothing here knows the ledger.

Credentials come from the environment or from the machine's identity and stay in the library. Nothing that it
or a bucket says is repeated but the status and the bucket's own code: texts of either can hold the name of a
key or a signed address.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from email.message import Message
from hashlib import md5
from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from dualtrack.app.ledger.bucket_headers import seen_in
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.domain.ledger.bucket import Place, meaning
from dualtrack.domain.ledger.lock import Seen

if TYPE_CHECKING:
    from obstore import GetOptions
    from obstore.store import S3Store

_CONNECT, _WHOLE = timedelta(seconds=5), timedelta(seconds=15)
_MINUTE = timedelta(minutes=1)
_STATUS = re.compile(r"status code: (\d{3})|(Received redirect without LOCATION)")
_SILENT = "HTTP error"
_CODE = re.compile(r"<Code>(\w{1,64})</Code>")


def put_once(place: Place, data: bytes) -> None:
    """Write where nothing lies yet; what lies there already stays as it is."""
    # Buckets with a default retention ask for a checksum: SHA-256, or by the older header MD5.
    digest = b64encode(md5(data, usedforsecurity=False).digest()).decode()
    store = _store(place, {"content-md5": digest})
    import obstore  # noqa: PLC0415 - an extra, and nothing else needs it
    from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415 - as above

    with _told(place):
        try:
            obstore.put(store, place.key, data, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return


def read(place: Place, version: str) -> bytes | None:
    """What a version holds, or without one what lies on top; None where there is none."""
    store = _store(place)
    import obstore  # noqa: PLC0415 - as above

    options: GetOptions = {"version": version} if version else {}
    with _told(place):
        try:
            return bytes(obstore.get(store, place.key, options=options).bytes())
        except FileNotFoundError as error:
            if "<Code>NoSuchBucket</Code>" in str(error):
                raise
            return None


def see(place: Place) -> Seen:
    """The version on top and its lock; the library reads no locks, so it only signs what asks for them."""
    store = _store(place)
    import obstore  # noqa: PLC0415 - as above

    try:
        status, headers = _head(obstore.sign(store, "HEAD", place.key, _MINUTE))
    except (OSError, HTTPException):
        raise _refusal(place, None, "") from None
    if status in (404, 405):  # 405: what marks a deletion is on top
        return Seen(version=None)
    if status != 200:
        raise _refusal(place, status, "")
    found = seen_in(headers)
    if found is None:
        raise _refusal(place, status, "x-amz-object-lock")
    return found


def _head(url: str) -> tuple[int, Message]:
    """Status and headers alone; a signed address is for one host, so nothing leads on from it."""
    asked = Request(url, method="HEAD")  # noqa: S310 - https, or this machine: parse_place saw to it
    try:
        answer = _OPENER.open(asked, timeout=_CONNECT.total_seconds())
    except HTTPError as error:
        with error:
            return error.code, error.headers
    with answer:
        return answer.status, answer.headers


def _store(place: Place, headers: Mapping[str, str] | None = None) -> "S3Store":
    """The bucket, once there are credentials for it; settings that would weaken a put are not left open."""
    try:
        import obstore  # noqa: PLC0415 - as above
        from obstore.exceptions import BaseError  # noqa: PLC0415 - as above
        from obstore.store import S3Store  # noqa: PLC0415 - as above
    except ImportError:
        raise RefusedError("bucket_needs_obstore", file=place) from None
    try:
        store = S3Store(
            place.bucket,
            config={
                "endpoint": place.endpoint,
                "aws_endpoint_url_s3": place.endpoint,
                "region": place.region,
                "virtual_hosted_style_request": False,
                "conditional_put": "etag",
                "checksum_algorithm": "SHA256",
                "skip_signature": False,
                "unsigned_payload": False,
            },
            client_options={
                "allow_http": place.endpoint.startswith("http://"),
                "allow_invalid_certificates": False,
                "connect_timeout": _CONNECT,
                "timeout": _WHOLE,
                "default_headers": dict(headers or {}),
            },
            retry_config={"max_retries": 2, "retry_timeout": _WHOLE},
        )
        obstore.sign(store, "HEAD", place.key, _MINUTE)  # needs credentials, and asks no bucket
    except (BaseError, ValueError):
        raise RefusedError("bucket_has_no_credentials", file=place) from None
    return store


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """A failure of the library as a refusal."""
    from obstore.exceptions import BaseError  # noqa: PLC0415 - as above

    try:
        yield
    except (BaseError, OSError, ValueError) as error:
        said = str(error)
        status, code = _STATUS.search(said), _CODE.search(said)
        number = int(status[1] or 301) if status else None if _SILENT in said else 200
        raise _refusal(place, number, code[1] if code else "") from None


def _refusal(place: Place, status: int | None, code: str) -> RefusedError:
    answer = " ".join(filter(None, ("" if status is None else str(status), code)))
    return RefusedError(
        meaning(status, code), file=place, bucket=place.bucket, endpoint=place.endpoint, answer=answer
    )


class _Stay(HTTPRedirectHandler):
    """Goes nowhere else than asked."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow nothing."""


_OPENER = build_opener(_Stay)
