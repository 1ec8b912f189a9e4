"""Places in buckets that speak S3: read strictly from what was typed, and what an answer of one means."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from attrs import evolve, frozen

_ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([\w./=-]*))?", re.ASCII)
_REGION = re.compile(r"[a-z0-9-]{1,32}")
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_BY_CODE = {
    "NoSuchBucket": "bucket_is_not_there",
    "AccessDenied": "bucket_denies",
    "RequestTimeTooSkewed": "bucket_has_another_time",
    "PermanentRedirect": "bucket_is_elsewhere",
    "AuthorizationHeaderMalformed": "bucket_is_elsewhere",
    **dict.fromkeys(
        ("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"),
        "bucket_refuses_the_credentials",
    ),
}
_BY_STATUS = {
    301: "bucket_is_elsewhere",
    307: "bucket_is_elsewhere",
    401: "bucket_refuses_the_credentials",
    403: "bucket_denies",
    404: "bucket_is_not_there",
}


class PlaceError(ValueError):
    """What was given names no place; the message is the code of the refusal, and repeats nothing of it."""


@frozen(kw_only=True)
class Place:
    """An object in a bucket, or the prefix under which objects go: by whom it is reached, and where."""

    endpoint: str
    region: str
    bucket: str
    key: str

    def __str__(self) -> str:
        """The address, as it is typed."""
        return f"s3://{self.bucket}/{self.key}".rstrip("/")

    def under(self, name: str) -> "Place":
        """The object of a name under this prefix."""
        return evolve(self, key=f"{self.key}/{name}" if self.key else name)


def parse_place(address: str, endpoint: str | None, environment: Mapping[str, str]) -> Place:
    """The prefix that `s3://NAME/PREFIX` names, at the endpoint and in the region that are given or set.

    Raises PlaceError for an address, an endpoint or a region that cannot be used.
    """
    found = _ADDRESS.fullmatch(address)
    key = (found[2] or "").rstrip("/") if found else ""
    if found is None or (key and not all(part.strip(".") for part in key.split("/"))):
        raise PlaceError("bucket_address_cannot_be_read")
    region = _first(environment, _REGIONS) or "us-east-1"
    if not _REGION.fullmatch(region):
        raise PlaceError("bucket_region_cannot_be_read")
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    reached = endpoint or _first(environment, _ENDPOINTS) or f"https://s3.{region}.{domain}"
    return Place(endpoint=_endpoint(reached), region=region, bucket=found[1], key=key)


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name] for name in names if environment.get(name)), "")


def _endpoint(given: str) -> str:
    """A host, alone; over plain http whoever sits between could say that something is locked."""
    try:
        parts = urlsplit(given)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise PlaceError("bucket_endpoint_cannot_be_used") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
    plain = host if ":" not in host else f"[{host}]"
    spelt = plain if port is None else f"{plain}:{port}"
    if (
        not safe
        or not host
        or parts.netloc.lower() != spelt
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
    ):
        raise PlaceError("bucket_endpoint_cannot_be_used")
    return f"{parts.scheme}://{spelt}"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def meaning(status: int | None, code: str) -> str:
    """The refusal behind an answer that is no success: by the bucket's own code, else by the status."""
    if status is None:
        return "bucket_is_not_reached"
    return _BY_CODE.get(code) or _BY_STATUS.get(status, "bucket_answers_otherwise")
