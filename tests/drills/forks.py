"""The drills' side of the process that forks: start a command, kill it, trace it, hear how it ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen
from tests import databases
from tests.architecture.sources import ROOT

PATIENCE = 120  # seconds for a child to end


@frozen
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        """The one document on standard output; empty where the command did not come so far."""
        try:
            found = json.loads(self.out)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class Started:
    """A command that runs; `out` is what it says, as it says it."""

    def __init__(self, forks: "Forks", process: int, folder: Path) -> None:
        """Hear it from the beginning."""
        self._forks, self.process, self._folder, self._began = forks, process, folder, time.monotonic()
        self.out = (folder / "out").open(encoding="utf-8", errors="replace")
        self._err = (folder / "err").open(encoding="utf-8", errors="replace")
        self._errors: list[str] = []
        self._reader = threading.Thread(target=lambda: self._errors.append(self._err.read()))
        self._reader.start()

    def kill(self) -> None:
        """End it with signal 9, by its own id, which nobody else gets before its end was heard."""
        os.kill(self.process, signal.SIGKILL)

    def go_on(self) -> None:
        """Let it begin, where it was halted."""
        (self._folder / "halt").write_bytes(b"")

    def end(self) -> Ended:
        """Wait for its end."""
        with self.out, self._err:
            said = self.out.read()
            self._reader.join(PATIENCE)
        code = int(self._forks.ask(wait=self.process))
        shutil.rmtree(self._folder)
        return Ended(code, said, "".join(self._errors), time.monotonic() - self._began)


class Forks:
    """The process that has the program loaded."""

    def __init__(self, folder: Path) -> None:
        """Start it; in `folder` are the pipes by which the children are heard."""
        kept = {
            n: v for n, v in os.environ.items() if not n.startswith(("DUALTRACK_", "DJANGO_", "DATABASE_"))
        }
        ours = {
            "DUALTRACK_HOME": str(folder / "none"),
            "DATABASE_URL": databases.server().url("postgres") if databases.POSTGRESQL else "",
            "DJANGO_SETTINGS_MODULE": "dualtrack.app.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._folder, self._numbers = folder, count()
        self._errors = (folder / "server").open("wb")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.drills.forked"],
            env={**kept, **ours},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        assert self._answer() == "ready"

    def start(
        self,
        home: Path,
        *words: str,
        before: Sequence[Sequence[object]] = (),
        main: str | None = None,
        halt: bool = False,
    ) -> Started:
        """Start a command in a child; several may run at once."""
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        for name in ("out", "err", "halt"):
            os.mkfifo(folder / name)
        process = self.ask(
            home=str(home),
            database=databases.url_of(home),
            words=[*words, *([] if main else ["--home", str(home)])],
            out=str(folder / "out"),
            err=str(folder / "err"),
            before=before,
            main=main,
            halt=str(folder / "halt") if halt else None,
        )
        return Started(self, int(process), folder)

    def run(self, home: Path, *words: str, **how: Any) -> Ended:
        """Start it and wait for its end."""
        return self.start(home, *words, **how).end()

    def ask(self, **request: object) -> str:
        """One request and its answer."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._server.stdout is not None
        said = self._server.stdout.readline().strip()
        assert said, (self._folder / "server").read_text()
        return said

    def close(self) -> None:
        """Let it end."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        self._server.stdout.close()
        self._errors.close()
