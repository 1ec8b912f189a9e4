"""A file that a command writes: there whole or not at all."""

import contextlib
import os
from pathlib import Path

import click

from dualtrack.app.cli.words import say


def check_place(out: Path) -> None:
    """Refuse a place where no file can stand, before any work is done."""
    if out.is_dir():
        raise click.BadParameter(say("{out}: is a folder; give a file", out=out), param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(say("{out}: its folder does not exist", out=out), param_hint="--out")


def write_whole(out: Path, content: bytes) -> None:
    """Write beside the place and move it there in one step; what stood there stays until then."""
    aside = out.absolute().with_name(f".{out.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(out)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
