"""Programs as a person starts them: run to their end, or served until the first page, with what they cost."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from attrs import frozen

DUALTRACK = str(Path(sys.executable).with_name("dualtrack"))
PAGE = "/accounts/login/"
PATIENCE = 120.0
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@frozen
class Cost:
    """Seconds by the clock and of processors, and the most memory (MB) that it held."""

    wall: float
    cpu: float
    peak: float = 0.0


@frozen
class Served:
    """A server that has answered: what it took until then, and what it holds."""

    cost: Cost
    memory: float
    processes: int


class FailedRunError(RuntimeError):
    """A program that should have worked did not; what it said is in the message."""


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end; its children count when it has waited for them."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command, env={**os.environ, **(env or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        raise FailedRunError(f"{' '.join(command)}: exit {process.returncode}: {said.decode()[-500:]}")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # there bytes, elsewhere KiB
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: Sequence[str], port: int, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Start a server and give it once its first page has come; stopped at the end with all its processes."""
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            while not answers(port):
                if process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                    process.kill()
                    said = process.stderr.read().decode()[-500:] if process.stderr else ""
                    raise FailedRunError(f"{' '.join(command)}: no page after all: {said}")
                time.sleep(0.005)
            wall, family = time.perf_counter() - begun, tree(process.pid)
            yield Served(
                Cost(wall, sum(map(cpu_seconds, family))), sum(map(proportional_mb, family)), len(family)
            )
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


def answers(port: int, page: str = PAGE) -> bool:
    """Whether the page comes with status 200."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", page)
        reply = connection.getresponse()
        body = reply.read()
        return reply.status == 200 and b"</html>" in body.lower()
    except OSError:
        return False
    finally:
        connection.close()


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1]
            )
        except OSError:
            continue  # it ended meanwhile
    found = [root]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def proportional_mb(process: int) -> float:
    """Memory in MB, with what is shared divided among those that share it (PSS)."""
    found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text("utf-8"))
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def cpu_seconds(process: int) -> float:
    """Processor seconds that a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
