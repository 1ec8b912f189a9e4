"""Where a command may write a file, and how: there whole or not at all."""

from pathlib import Path

import click

from dualtrack.app.cli.words import say
from dualtrack.app.ledger import durable_files


def check_place(out: Path) -> None:
    """Refuse a place where no file can stand, before any work is done."""
    if out.is_dir():
        raise click.BadParameter(say("{out}: is a folder; give a file", out=out), param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(say("{out}: its folder does not exist", out=out), param_hint="--out")


def write_whole(out: Path, content: bytes) -> None:
    """Write it in one step; what stood there stays until then. A device or a pipe is written to as it is."""
    if out.exists() and not out.is_file():
        out.write_bytes(content)
    else:
        durable_files.write(out.resolve(), content)
