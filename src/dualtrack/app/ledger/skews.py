"""The machine's clock against the record: noticed when somebody writes, kept as an entry of its own."""

from datetime import datetime

from dualtrack.app.ledger import clock, entropy, home
from dualtrack.app.ledger.models import ClockSkewRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.skew import EVERY, ClockSkew, behind

WATCH = Actor("system:clock", "job")
ACTION = "clock.behind"


def noticed(now: datetime, last: datetime | None) -> ClockSkew | None:
    """The clock behind the last entry, where it is and that was not told within the hour before that entry.

    The time of the write says too little: somebody may have read the clock and then waited for another
    writer. While the record's time stands still it is told once; where one machine of several is behind, once
    an hour. An example has a clock of its own, which no machine moves.
    """
    if last is None or not behind(now, last):
        return None
    here, said = home.current_or_none(), clock.wall()
    if here is None or here.example or not behind(said, last):
        return None
    if ClockSkewRow.objects.filter(recorded_at__gt=last - EVERY).exists():
        return None
    return ClockSkew(id=entropy.new_id("skew"), said=said, last=last)
