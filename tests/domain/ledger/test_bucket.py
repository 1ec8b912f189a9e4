"""Places in buckets: what names one, what does not, and what an answer means."""

import pytest

from dualtrack.domain.ledger.bucket import Place, PlaceError, meaning, parse_place

HERE = {"AWS_REGION": "eu-central-1"}


@pytest.mark.parametrize(
    ("address", "endpoint", "environment", "place"),
    [
        ("s3://heads", None, HERE, ("https://s3.eu-central-1.amazonaws.com", "eu-central-1", "heads", "")),
        ("s3://heads/", None, {}, ("https://s3.us-east-1.amazonaws.com", "us-east-1", "heads", "")),
        ("s3://a.b-c/x/y_z/d=1.5/", None, {"AWS_DEFAULT_REGION": "cn-north-1"},
         ("https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1", "a.b-c", "x/y_z/d=1.5")),
        ("s3://heads/p", "https://Minio.example:9000/", HERE,
         ("https://minio.example:9000", "eu-central-1", "heads", "p")),
        ("s3://heads/p", None, {"AWS_ENDPOINT_URL": "https://two", "AWS_ENDPOINT_URL_S3": "https://one"},
         ("https://one", "us-east-1", "heads", "p")),
        ("s3://heads/p", None, {"AWS_REGION": "", "AWS_ENDPOINT_URL": "http://[::1]:9000"},
         ("http://[::1]:9000", "us-east-1", "heads", "p")),
        ("s3://heads/p", "http://127.0.0.1:9", HERE, ("http://127.0.0.1:9", "eu-central-1", "heads", "p")),
        ("s3://heads/p", "http://localhost", HERE, ("http://localhost", "eu-central-1", "heads", "p")),
    ],
)  # fmt: skip
def test_an_address_with_what_is_given_or_set(
    address: str, endpoint: str | None, environment: dict[str, str], place: tuple[str, str, str, str]
) -> None:
    found = parse_place(address, endpoint, environment)
    assert (found.endpoint, found.region, found.bucket, found.key) == place


@pytest.mark.parametrize(
    "address",
    ["", "heads", "s3:/heads", "s3://", "s3://H", "s3://ab", "s3://heads//x", "s3://heads/../x", "s3://heads/./x",
     "s3://heads/a b", "s3://heads/ä", "s3://heads/x?versionId=1", "s3://heads/x#y", "s3://heads/%2e", "S3://heads",
     "s3://heads/x\n", "s3://me:secret@heads/x", "https://heads/x"],
)  # fmt: skip
def test_what_names_no_bucket(address: str) -> None:
    with pytest.raises(PlaceError, match=r"^bucket_address_cannot_be_read$"):
        parse_place(address, None, HERE)


@pytest.mark.parametrize(
    "endpoint",
    ["http://minio.example", "http://10.0.0.1", "ftp://x", "minio.example", "https://", "https://u:p@x", "https://u@x",
     "https://x/path", "https://x?y", "https://x/#y", "https://x:y", "https://[x", "http://127.0.0.1.example"],
)  # fmt: skip
def test_an_endpoint_that_cannot_be_used(endpoint: str) -> None:
    for given, environment in ((endpoint, HERE), (None, HERE | {"AWS_ENDPOINT_URL": endpoint})):
        with pytest.raises(PlaceError, match=r"^bucket_endpoint_cannot_be_used$"):
            parse_place("s3://heads", given, environment)


def test_a_region_goes_into_the_name_of_a_host_and_so_is_read_strictly() -> None:
    for region in ("eu central", "evil.example/", "EU"):
        with pytest.raises(PlaceError, match=r"^bucket_region_cannot_be_read$"):
            parse_place("s3://heads", None, {"AWS_REGION": region})


def test_an_object_under_a_prefix_and_under_none() -> None:
    place = Place(endpoint="https://x", region="r", bucket="heads", key="")
    assert str(place) == "s3://heads"
    assert str(place.under("a.note")) == "s3://heads/a.note"
    assert str(place.under("p").under("a.note")) == "s3://heads/p/a.note"


@pytest.mark.parametrize(
    ("status", "code", "refusal"),
    [
        (None, "", "bucket_is_not_reached"),
        (403, "", "bucket_denies"),
        (403, "AccessDenied", "bucket_denies"),
        (403, "RequestTimeTooSkewed", "bucket_has_another_time"),
        (403, "SignatureDoesNotMatch", "bucket_refuses_the_credentials"),
        (401, "", "bucket_refuses_the_credentials"),
        (404, "NoSuchBucket", "bucket_is_not_there"),
        (301, "", "bucket_is_elsewhere"),
        (400, "Unheard", "bucket_answers_otherwise"),
        (500, "", "bucket_answers_otherwise"),
    ],
)
def test_a_bucket_s_own_code_says_more_than_the_status(status: int | None, code: str, refusal: str) -> None:
    assert meaning(status, code) == refusal
