"""Small files that a call is given: a signed note, a token, a receipt; read whole, and never a large one."""

from pathlib import Path
from typing import Any

import click
from attrs import frozen

from dualtrack.app.cli.words import say

LIMIT = 1 << 20


@frozen(kw_only=True)
class GivenNote:
    """The name as it was given, and the bytes."""

    name: str
    data: bytes


class NoteType(click.ParamType[GivenNote]):
    """A file that exists, is readable and small."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> GivenNote:
        """Read it, or say what is wrong with it."""
        if isinstance(value, GivenNote):
            return value
        try:
            with Path(str(value)).open("rb") as file:
                data = file.read(LIMIT + 1)
        except OSError as error:
            self.fail(say("{file}: {why}", file=value, why=error.strerror), param, ctx)
        if len(data) > LIMIT:
            self.fail(say("{file}: is larger than 1 MiB, which no such file is", file=value), param, ctx)
        return GivenNote(name=str(value), data=data)


NOTE = NoteType()
