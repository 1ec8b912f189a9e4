"""A private PostgreSQL server for tests: Debian's package, a socket and no port, gone when the tests are.

Its own order of text is a linguistic one where it can be: whoever relies on the server's order is found.
It is as durable as the product asks for; its folder lies in memory where that has the room, since each test
has a database of its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import psycopg
from attrs import frozen

ROLE = "dualtrack"  # an ordinary one, which owns its databases
SUPER = "root_of_tests"
_PROGRAMS = Path("/usr/lib/postgresql")  # where Debian puts them, one folder a version
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder below it is of a private name
_ROOM = 2 << 30
_PATIENCE = 30  # seconds to start
_SETTINGS = ("listen_addresses=", "autovacuum=off", "max_connections=60", "checkpoint_timeout=1h")
# Ends the server when the other end of its input is closed: by us, or because we are no more.
_WATCH = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'


_managing: "dict[tuple[Path, int], psycopg.Connection[tuple[object, ...]]]" = {}


def leave() -> None:
    """Let go of the servers that this process managed."""
    while _managing:
        _managing.popitem()[1].close()


def missing() -> str:
    """Why no server can be started here; empty when one can."""
    if not _versions():
        return "needs the Debian package postgresql"
    if os.geteuid() == 0 and not _exists("postgres"):
        return "a server does not run as root, and there is no user postgres"
    return ""


def _versions() -> list[Path]:
    found = [path.parent.parent for path in _PROGRAMS.glob("*/bin/initdb")]
    return sorted(found, key=lambda folder: float(folder.name))


@cache
def _newest() -> float:
    return float(_versions()[-1].name)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


@frozen
class Server:
    """A server that runs, by the folder of its socket."""

    folder: Path

    def url(self, name: str, role: str = ROLE, **parameters: str) -> str:
        """The address of one of its databases."""
        asked = "".join(f"&{key}={value}" for key, value in parameters.items())
        return f"postgresql://{role}@/{name}?host={self.folder}{asked}"

    def connect(self, name: str = "postgres", role: str = SUPER) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection that stands above the guards, each statement for itself."""
        return psycopg.connect(host=str(self.folder), dbname=name, user=role, autocommit=True)

    def run(self, *statements: str, name: str = "postgres") -> None:
        """Statements as the superuser."""
        with self.connect(name) as raw:
            for statement in statements:
                raw.execute(statement)  # type: ignore[call-overload]  # our own text

    def _manage(self, statement: str) -> None:
        """One statement about databases, by a connection that this process keeps: each home asks for two."""
        held = _managing.get((self.folder, os.getpid()))
        if held is None or held.closed:
            held = _managing[self.folder, os.getpid()] = self.connect()
        try:
            held.execute(statement)  # type: ignore[call-overload]  # our own text
        except psycopg.OperationalError:  # a test stopped the server, and started it again
            held.close()
            self.run(statement)

    def create(self, name: str, template: str = "template1") -> None:
        """A database of the ordinary role, empty or a copy of another that nobody is connected to."""
        how = " STRATEGY FILE_COPY" if _newest() >= 15 else ""  # as before 15; by the log takes twice as long
        self._manage(f"CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template}{how}")

    def drop(self, name: str) -> None:
        """Take one away, whoever is connected."""
        self._manage(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Running:
    """A server of ours, from its first file to its last."""

    def __init__(self) -> None:
        """Make it and wait until it answers."""
        self.folder = Path(tempfile.mkdtemp(prefix="dualtrack-pg-", dir=_place()))
        self.server = Server(self.folder)
        programs = _versions()[-1] / "bin"
        root = os.geteuid() == 0
        self._as: dict[str, object] = (
            {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
        )
        if root:
            shutil.chown(self.folder, "postgres", "postgres")
        self._initialise(programs / "initdb")
        self.start(programs / "postgres")
        self.server.run(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")

    def _initialise(self, initdb: Path) -> None:
        command = [str(initdb), "-D", str(self.data), "-U", SUPER, "-A", "trust", "-E", "UTF8", "--no-sync"]
        command += ["--locale=C.UTF-8"]
        if float(initdb.parent.parent.name) >= 15:
            command += ["--locale-provider=icu", "--icu-locale=en-GB"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.folder, **self._as
        )  # type: ignore[call-overload]  # user, or nothing
        if done.returncode != 0:
            raise RuntimeError(f"initdb: {done.stdout}{done.stderr}")

    @property
    def data(self) -> Path:
        """The files of the server."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "log"

    def start(self, program: Path | None = None) -> None:
        """Let it run, and wait until it answers."""
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        server = [str(program or _versions()[-1] / "bin" / "postgres"), "-D", str(self.data)]
        command = ["sh", "-c", _WATCH, "sh", *server, "-k", str(self.folder), *settings]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder,
                start_new_session=True, **self._as,
            )  # type: ignore[call-overload]  # user, or nothing  # fmt: skip
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.server.connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise RuntimeError(f"PostgreSQL: {self.log.read_text()}") from None
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Shut it down quickly, as a restart does: connections end, what was acknowledged stays."""
        self.process.communicate(timeout=_PATIENCE)

    def end(self) -> None:
        """Shut it down and take its files away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _place() -> Path:
    """A folder in memory with the room, else the usual one: a path that is short enough for a socket."""
    try:
        room = shutil.disk_usage(_MEMORY).free
    except OSError:
        room = 0
    return _MEMORY if room >= _ROOM and os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
