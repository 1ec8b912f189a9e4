"""The example's registers: each record entered on its day through the door that checks it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from itertools import groupby

from dualtrack.app.cli.example.script import Script, at, by
from dualtrack.app.cli.example.tables import Entry, entries
from dualtrack.app.programme.registering import Revised, enter
from dualtrack.app.registers.models import TABLES


def plan(script: Script) -> None:
    """Plan every entry: those of one day, register, person and reason are entered at once."""
    said = entries()
    for number, (_, group) in enumerate(
        groupby(said, key=lambda e: (e.day, e.register.key, e.by, e.new, e.reason))
    ):
        held = list(group)
        script.add(at(held[0].day, 10, number % 50), partial(enter_all, held))


def enter_all(held: Sequence[Entry], now: datetime) -> None:
    """Enter records that are alike in day, register, person and reason."""
    first = held[0]
    rows = TABLES[first.register.key].objects.filter(pk__in=[one.value.id for one in held])
    seen = {} if first.new else dict(rows.values_list("pk", "seq"))
    enter(
        actor=by(first.by),
        now=now,
        today=now.date(),
        register=first.register,
        revised=[Revised(value=one.value, seen=seen.get(one.value.id)) for one in held],
        reason=first.reason,
    )
