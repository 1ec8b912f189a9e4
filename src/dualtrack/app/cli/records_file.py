"""Records as a file that somebody asked for at the command line: registers, and people."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dualtrack.app.cli.call import Call
from dualtrack.app.cli.out_file import write_whole
from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.registers.record import Record
    from dualtrack.domain.registers.register import Register


def write_records(call: Call, register: "Register", rows: Sequence["Record"], kind: str, out: Path) -> None:
    """Write the rows as `csv` or `xlsx`, as of the day that was asked about, and say how many there are."""
    from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.register_export import exported  # noqa: PLC0415 - needs Django

    content = exported(
        register,
        rows,
        kind,
        organisation=organisation(),
        as_of=call.when().as_of,
        created=call.changed_at(),
    )
    write_whole(out, content)
    if call.json:
        print_json({"register": register.key, "file": str(out), "records": len(rows)})
    else:
        note(say("{count} records in {out}", count=len(rows), out=out))
