"""A real server for the journeys: `dualtrack up` on a home, on a free port, ended when the test ends."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from urllib.request import urlopen

from attrs import frozen
from tests.databases import url_of

PROGRAM = Path(sys.executable).parent / "dualtrack"


@frozen
class Server:
    """Where it listens, and the set-up link that it printed, if any."""

    address: str
    setup: str | None


def run(home: Path, *arguments: str) -> str:
    """One call of the command line on a home; what it printed."""
    done = subprocess.run(
        [PROGRAM, *arguments, "--home", home],
        capture_output=True,
        text=True,
        check=False,
        env=_environment(home),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUALTRACK_", "DATABASE_URL"))}
    return kept | {"PYTHONUNBUFFERED": "1", "DATABASE_URL": url_of(home)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Serve a home until the block ends."""
    port = _free_port()
    process = subprocess.Popen(
        [PROGRAM, "up", "--home", home, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_environment(home),
    )
    try:
        address = f"http://127.0.0.1:{port}"
        said = _until_it_listens(process)
        link = re.search(r"http://\S+/setup/\S+/", said)
        _first_answer(address)
        yield Server(address, link[0] if link else None)
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _until_it_listens(process: subprocess.Popen[str]) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if "Started worker" in line:
            return said
    raise AssertionError(f"the server did not start: {said}")


def _first_answer(address: str) -> None:
    for _ in range(50):
        try:
            with urlopen(f"{address}/accounts/login/", timeout=5):  # noqa: S310 - our own loopback address
                return
        except OSError:  # nobody there yet, or busy with its first answer
            sleep(0.1)
    raise AssertionError(f"{address} did not answer")
