"""Small files that a call is given: a signed note, a token, a receipt; read whole, and never a large one."""

from pathlib import Path
from typing import Any

import click
from attrs import frozen

from dualtrack.app.cli.words import say

LIMIT = 1 << 20


@frozen(kw_only=True)
class GivenNote:
    """A file by the name that it was given; read when it is asked for."""

    name: str
    param: click.Parameter | None = None

    @property
    def data(self) -> bytes:
        """The bytes; what cannot be read, or is no such file, is a fault of the call."""
        try:
            with Path(self.name).open("rb") as file:
                data = file.read(LIMIT + 1)
        except OSError as error:
            raise self._fault(say("{file}: {why}", file=self.name, why=error.strerror)) from error
        if len(data) > LIMIT:
            raise self._fault(say("{file}: is larger than 1 MiB, which no such file is", file=self.name))
        return data

    def _fault(self, words: str) -> click.BadParameter:
        return click.BadParameter(words, param=self.param)


class NoteType(click.ParamType[GivenNote]):
    """The name of such a file."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> GivenNote:
        """Keep the name, and which option gave it."""
        del ctx
        return value if isinstance(value, GivenNote) else GivenNote(name=str(value), param=param)


NOTE = NoteType()
