"""The door to buckets: each way in which one does not answer as asked, told without a secret."""

import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import md5, sha256

import pytest
from tests.buckets import REGION, SECRET, answering, refusing

from dualtrack.app.ledger import bucket
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.ledger.bucket import Place

pytestmark = pytest.mark.usefixtures("credentials")
HEAD = "Fri, 27 Nov 2026 10:43:26 GMT"


def at(endpoint: str) -> Place:
    """An object there."""
    return Place(endpoint=endpoint, region=REGION, bucket="kept", key="heads/x.note")


def told(asked: Callable[[], object]) -> str:
    """The refusal in words, which hold no secret, nor does the error."""
    with pytest.raises(RefusedError) as caught:
        asked()
    words = refusal_text(caught.value.code, caught.value.params)
    shown = f"{words} {caught.value} {caught.value.__cause__}"
    assert SECRET not in shown
    assert "AKID" not in shown
    assert "X-Amz" not in shown
    return words


ENDS = {
    (404, "NoSuchBucket"): (
        "answered 404 NoSuchBucket: there is no bucket kept; create it with Object Lock, or correct its name,"
        " AWS_REGION or --endpoint"
    ),
    (403, "AccessDenied"): (
        "answered 403 AccessDenied; let this account s3:PutObject, s3:GetObject, s3:GetObjectVersion and"
        " s3:GetObjectRetention there, and s3:ListBucket on the bucket"
    ),
    (403, "InvalidAccessKeyId"): (
        "answered 403 InvalidAccessKeyId: the credentials are not known there, or no longer hold; renew those"
        " of the environment"
    ),
    (400, "ExpiredToken"): (
        "answered 400 ExpiredToken: the credentials are not known there, or no longer hold; renew those of"
        " the environment"
    ),
    (403, "RequestTimeTooSkewed"): (
        "answered 403 RequestTimeTooSkewed: this machine's clock differs from the bucket's; set it, and let"
        " it follow a time server"
    ),
    (400, "AuthorizationHeaderMalformed"): (
        "answered 400 AuthorizationHeaderMalformed: the bucket is in another region or at another address;"
        " set AWS_REGION or --endpoint"
    ),
    (301, "PermanentRedirect"): (
        "answered 301: the bucket is in another region or at another address; set AWS_REGION or --endpoint"
    ),
    (501, "NotImplemented"): (
        "answered 501 NotImplemented, which is no answer to what was asked; look whether it speaks S3 with"
        " Object Lock, and try again"
    ),
}


@pytest.mark.parametrize(("answer", "end"), ENDS.items(), ids=lambda value: str(value)[:30])
def test_what_a_bucket_answers_is_told_with_what_to_do(answer: tuple[int, str], end: str) -> None:
    with answering(answer[0], refusing(*answer)) as endpoint:
        words = told(lambda: bucket.put_once(at(endpoint), b"note"))
        assert words == f"s3://kept/heads/x.note: {endpoint} {end}"


@pytest.mark.parametrize("status", [403, 301, 500])
def test_asking_for_a_lock_is_told_by_the_status_alone_and_follows_nothing(status: int) -> None:
    begin = f"answered {status}"
    with answering(status, "", location="https://elsewhere.example/?X-Amz-Signature=x") as endpoint:
        words = told(lambda: bucket.see(at(endpoint)))
        assert words.startswith(f"s3://kept/heads/x.note: {endpoint} {begin}")


def test_an_object_that_is_not_on_top_is_no_fault_of_the_bucket() -> None:
    for status in (404, 405):
        with answering(status) as endpoint:
            assert bucket.see(at(endpoint)).version is None
            assert status == 405 or bucket.read(at(endpoint), "v1") is None
    with answering(404, refusing(404, "NoSuchBucket")) as endpoint:
        assert "there is no bucket kept" in told(lambda: bucket.read(at(endpoint), "v1"))


def test_a_bucket_that_does_not_answer() -> None:
    words = (
        "s3://kept/heads/x.note: http://127.0.0.1:9 did not answer, or showed no certificate that this"
        " machine trusts; look at the address, the network and its proxy"
    )
    assert told(lambda: bucket.put_once(at("http://127.0.0.1:9"), b"note")) == words
    assert told(lambda: bucket.see(at("http://127.0.0.1:9"))) == words


def test_what_speaks_no_s3_or_tells_of_a_lock_that_cannot_be_read_locks_nothing() -> None:
    words = "s3://kept/heads/x.note: {} answered 200{}, which is no answer to what was asked; look whether"
    with answering(200) as endpoint:
        found = told(lambda: bucket.put_once(at(endpoint), b"note"))
        assert found.startswith(words.format(endpoint, ""))
    odd = {"x_amz_object_lock_mode": "SOMETIMES", "last_modified": HEAD}
    for headers in (odd, {"last_modified": "yesterday"}, {}):
        with answering(200, **headers) as endpoint:
            found = told(lambda: bucket.see(at(endpoint)))
            assert found.startswith(words.format(endpoint, " x-amz-object-lock"))


def test_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    words = (
        "s3://kept/heads/x.note: there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        " (and AWS_SESSION_TOKEN where there is one) in the environment, or give this machine an identity;"
        " profiles are not read"
    )
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://127.0.0.1:9")
    for gone in ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"):  # half of them, then none
        monkeypatch.delenv(gone)
        assert told(lambda: bucket.put_once(at("http://127.0.0.1:8"), b"note")) == words


def test_settings_of_the_environment_make_no_put_weaker(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is signed, on condition that nothing lies there, with both checksums, to the address said."""
    for name, value in {
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:8",
        "AWS_CONDITIONAL_PUT": "disabled",
        "AWS_CHECKSUM_ALGORITHM": "none",
        "AWS_SKIP_SIGNATURE": "true",
        "AWS_UNSIGNED_PAYLOAD": "true",
        "AWS_BUCKET": "another",
    }.items():
        monkeypatch.setenv(name, value)
    heard: list[dict[str, str]] = []
    with answering(403, refusing(403, "AccessDenied"), heard) as endpoint:
        assert f"{endpoint} answered 403 AccessDenied" in told(lambda: bucket.put_once(at(endpoint), b"x"))
    (headers,) = heard
    digest = sha256(b"x")
    assert headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDOFTESTS/")
    assert headers["if-none-match"] == "*"
    assert headers["x-amz-checksum-sha256"] == b64encode(digest.digest()).decode()
    assert headers["content-md5"] == b64encode(md5(b"x", usedforsecurity=False).digest()).decode()
    assert headers["x-amz-content-sha256"] == digest.hexdigest()
    signed = headers["authorization"].partition("SignedHeaders=")[2].partition(",")[0].split(";")
    assert {name for name in headers if name.startswith("x-amz-")} <= set(signed)  # else S3 refuses it


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    assert told(lambda: bucket.put_once(at("https://s3.example"), b"note")) == (
        "s3://kept/heads/x.note: a bucket needs the package obstore; install dualtrack[s3], or run: make s3"
    )
