"""The drills' side of the process that forks: start a command, kill it, trace it, hear how it ended."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen
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
    """A command that runs."""

    def __init__(self, forks: "Forks", process: int, folder: Path) -> None:
        """Remember where it writes."""
        self._forks, self.process, self._folder, self._began = forks, process, folder, time.monotonic()

    def kill(self) -> None:
        """End it with signal 9, by its own id; it may have ended before."""
        if not self._forks.has_answered():
            os.kill(self.process, signal.SIGKILL)

    def go_on(self) -> None:
        """Let it begin, where it was halted."""
        (self._folder / "halt").write_bytes(b"")

    def end(self) -> Ended:
        """Wait for its end."""
        code = int(self._forks.answer())
        said = [(self._folder / name).read_text("utf-8", "replace") for name in ("out", "err")]
        return Ended(code, *said, time.monotonic() - self._began)


class Forks:
    """The process that has the program loaded."""

    def __init__(self, folder: Path) -> None:
        """Start it; `folder` holds what the children say."""
        kept = {
            n: v for n, v in os.environ.items() if not n.startswith(("DUALTRACK_", "DJANGO_", "DATABASE_"))
        }
        ours = {
            "DUALTRACK_HOME": str(folder / "none"),
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
        )
        assert self.answer() == "ready", (folder / "server").read_text()

    def start(
        self,
        home: Path,
        *words: str,
        before: Sequence[Sequence[object]] = (),
        main: str | None = None,
        halt: bool = False,
    ) -> Started:
        """Start a command in a child; one at a time."""
        folder = self._folder / str(next(self._numbers) % 8)
        folder.mkdir(exist_ok=True)
        if halt and not (folder / "halt").exists():
            os.mkfifo(folder / "halt")
        asked = {
            "home": str(home),
            "words": [*words, *([] if main else ["--home", str(home)])],
            "out": str(folder / "out"),
            "err": str(folder / "err"),
            "before": before,
            "main": main,
            "halt": str(folder / "halt") if halt else None,
        }
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(asked).encode() + b"\n")
        self._server.stdin.flush()
        return Started(self, int(self.answer()), folder)

    def run(self, home: Path, *words: str, **how: Any) -> Ended:
        """Start it and wait for its end."""
        return self.start(home, *words, **how).end()

    def has_answered(self) -> bool:
        """Whether the child has ended already."""
        import select  # noqa: PLC0415 - only for this question

        return bool(select.select([self._server.stdout], [], [], 0)[0])

    def answer(self) -> str:
        """The next line; read byte by byte, so that nothing waits in a buffer of ours."""
        assert self._server.stdout is not None
        said = b""
        while not said.endswith(b"\n"):
            found = os.read(self._server.stdout.fileno(), 1)
            assert found, (self._folder / "server").read_text()
            said += found
        return said.decode().strip()

    def close(self) -> None:
        """Let it end."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        self._server.stdout.close()
        self._errors.close()
