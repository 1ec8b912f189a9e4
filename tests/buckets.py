"""Buckets for tests: moto's S3 on loopback, and a server that says what a test wants it to."""

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

REGION, SECRET = "eu-central-1", "do/not+print"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDOFTESTS", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": REGION}
_XML = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
_SIGNED = f"AWS4-HMAC-SHA256 Credential=A/20260101/{REGION}/s3/aws4_request, SignedHeaders=host, Signature=x"
_LOCK = (
    "<ObjectLockConfiguration {xml}><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>"
    "<Mode>{mode}</Mode><Days>{days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>"
)
_HERE = (
    f"<CreateBucketConfiguration {_XML}><LocationConstraint>{REGION}</LocationConstraint>"
    "</CreateBucketConfiguration>"
)


class Buckets:
    """A server of moto; buckets are made by plain requests, which it takes from everybody."""

    def __enter__(self) -> Self:
        """Start it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from moto.server import ThreadedMotoServer  # noqa: PLC0415 - 1.5 s that other tests need not pay
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it would tell of each request
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        self._host, self._port = self._server.get_host_and_port()
        self.endpoint = f"http://{self._host}:{self._port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._server.stop()

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Mapping[str, str]:
        """One request, which succeeds; the headers of its answer."""
        connection = HTTPConnection(self._host, self._port, timeout=10)
        try:
            connection.request(method, path, body, {"authorization": _SIGNED, **(headers or {})})
            answer = connection.getresponse()
            told = answer.read()
            assert answer.status < 300, (answer.status, told)
            return {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def make(self, name: str, mode: str = "", days: int = 0) -> str:
        """A bucket, which locks what it is given for so many days where a mode is named."""
        headers = {"x-amz-bucket-object-lock-enabled": "true"} if mode else {}
        self.ask("PUT", f"/{name}", _HERE.encode(), headers)
        if days:
            self.ask("PUT", f"/{name}?object-lock", _LOCK.format(xml=_XML, mode=mode, days=days).encode())
        return name

    def retain(self, path: str, mode: str, until: datetime) -> None:
        """Lock the version of an object that is on top."""
        day = f"{until:%Y-%m-%dT%H:%M:%SZ}"
        told = f"<Retention {_XML}><Mode>{mode}</Mode><RetainUntilDate>{day}</RetainUntilDate></Retention>"
        self.ask("PUT", f"{path}?retention", told.encode(), {"x-amz-bypass-governance-retention": "true"})


class _Scripted(BaseHTTPRequestHandler):
    status, body, extra, heard = 500, b"", {}, []

    def _answer(self) -> None:
        self.heard.append({name.lower(): value for name, value in self.headers.items()})
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(self.status)
        for name, value in {"content-length": str(len(self.body)), **self.extra}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.body)

    do_PUT = do_GET = do_HEAD = _answer  # noqa: N815 - as the library calls them

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""


@contextmanager
def answering(
    status: int, body: str = "", heard: list[dict[str, str]] | None = None, **headers: str
) -> Iterator[str]:
    """The address of a server that gives the same answer to everything, and keeps the headers it heard."""
    extra = {name.replace("_", "-"): value for name, value in headers.items()}
    said = {"status": status, "body": body.encode(), "extra": extra, "heard": [] if heard is None else heard}
    handler = type("Scripted", (_Scripted,), said)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def refusing(status: int, code: str) -> str:
    """The body of an answer that refuses, with what such bodies hold and nobody is to be shown."""
    told = f"<Message>for {SECRET}</Message><AWSAccessKeyId>AKIDOFTESTS</AWSAccessKeyId>"
    return f"<?xml version='1.0'?><Error><Code>{code}</Code>{told}<Status>{status}</Status></Error>"


def path_of(address: str) -> str:
    """The path of an object's address, as `ask` takes it."""
    parts = urlsplit(address)
    return f"/{parts.netloc}{parts.path}"
