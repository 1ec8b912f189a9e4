"""A process that has the program loaded and forks one child a request: what a drill starts a thousand times.

A request is a line of JSON on standard input: `home`, `database` (its address; none for SQLite), `words` of
the command line, `out` and `err` (pipes), `before` (functions as `module:name` with their arguments, called
first), `main` (another function than the command line), `halt` (a pipe: nothing is done until somebody opens
it to write). The answer is the child's process id. A request that says `wait` is answered by the exit code of
that child once it has ended, negative for a signal, as `subprocess` tells it.
"""

import ctypes
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, TextIO

import django

COMMAND_LINE = "dualtrack.app.cli.main:run"
_NOT_LOADED = ("dualtrack.app.wsgi", "dualtrack.solver", "dualtrack.app.cli.commands.select")
_ANYBODY_MAY_TRACE = (0x59616D61, ctypes.c_ulong(-1))  # PR_SET_PTRACER, PR_SET_PTRACER_ANY


def load() -> None:
    """Import and read what commands do when they are called; nothing is connected, and no thread runs."""
    import dualtrack  # noqa: PLC0415 - Django is set up by now

    for found in walk_packages(dualtrack.__path__, "dualtrack.", onerror=lambda _: None):
        if not found.name.startswith(_NOT_LOADED) and ".migrations" not in found.name:
            import_module(found.name)
    import_module("dualtrack.app.urls")
    import_module("duckdb")
    function("dualtrack.catalogues.loader:load_library")(None)
    function("dualtrack.catalogues.checks_table:load_checks_table")()


def function(name: str) -> Callable[..., Any]:
    """The function that a request names."""
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found


def begin_anew(home: str, database: str) -> None:
    """What a new process does when it reads its settings: this home is its home, with the database there."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now
    from django.db import connections  # noqa: PLC0415 - as above

    from dualtrack.app.ledger import home as homes  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.configuration import load as configured  # noqa: PLC0415 - as above

    os.environ.update({"DUALTRACK_HOME": home, "DATABASE_URL": database})
    settings.DUALTRACK = configured()
    settings.SECRET_KEY = settings.DUALTRACK.session_key()
    connections.settings["default"].update(settings.DUALTRACK.database())
    homes.forget()


def child(asked: dict[str, Any]) -> int:
    """The child's whole life: its files, what is broken in it, the command; its exit code."""
    from django.db import connections  # noqa: PLC0415 - Django is set up by now

    for number, name in enumerate((os.devnull, asked["out"], asked["err"])):
        handle = os.open(name, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(handle, number)
        os.close(handle)
    if asked.get("halt"):
        ctypes.CDLL(None).prctl(*_ANYBODY_MAY_TRACE)
        Path(asked["halt"]).read_bytes()  # a pipe, which somebody opens when it is time
    os.chdir(Path(asked["home"]).parent)
    begin_anew(asked["home"], asked["database"])
    sys.argv = ["dualtrack", *asked["words"]]
    try:
        for name, *given in asked.get("before", ()):
            function(name)(*given)
        said = function(asked.get("main") or COMMAND_LINE)()
        code = said if isinstance(said, int) else 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    try:
        connections.close_all()  # as the end of a process does
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - on a broken disk nobody hears the end; the command has said its code
        code = code or 1
    return code


def serve(requests: TextIO, answers: TextIO) -> None:
    """A child for each request, until nobody asks any more."""
    for line in requests:
        asked = json.loads(line)
        process = os.fork() if "wait" not in asked else -1
        if process == 0:
            _live(asked)
        answer = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1]) if process < 0 else process
        answers.write(f"{answer}\n")
        answers.flush()


def _live(asked: dict[str, Any]) -> None:
    """The child; it never comes back into the loop."""
    code = 1
    try:
        code = child(asked)
    except BaseException:  # noqa: BLE001 - as an interpreter ends, which prints it
        import traceback  # noqa: PLC0415 - only then

        traceback.print_exc()
    finally:
        os._exit(code)


def main(arguments: Sequence[str] = ()) -> None:
    """Load everything, then serve."""
    del arguments
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    load()
    answers.write("ready\n")
    answers.flush()
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
