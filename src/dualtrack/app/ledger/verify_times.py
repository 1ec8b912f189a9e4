"""Verifying times, as the ledger is walked: no entry lies before the last one, nor beyond its anchors."""

from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.verify_lines import loads, stored_bytes
from dualtrack.app.ledger.verify_report import LIMIT, Report
from dualtrack.domain.ledger.backdating import (
    OWN_TIMES,
    Known,
    Limits,
    agrees,
    behind_the_last,
    limits,
)

Fields = Mapping[str, object]


@frozen
class _Odd:
    """An entry whose value carries another time than its own: right where it repeats what stood before."""

    seq: int
    object: str
    key: str
    own: str
    recorded_at: str


@define
class Times:
    """What is seen of time from entry to entry; `known` is what anchors say."""

    known: tuple[Limits, ...] = ()
    faults: dict[int, tuple[str, ...]] = field(factory=dict)
    odd: list[_Odd] = field(factory=list)
    last: str = ""
    last_seq: int = -1
    skewed: str = ""  # what a machine's clock said, the last time that it was told as behind
    place: int = 0  # among the limits

    def look(self, seq: int, moment: str, fields: Fields) -> None:
        """One entry that is as it was recorded, in the order of the ledger."""
        while self.place + 1 < len(self.known) and self.known[self.place + 1].start <= seq:
            self.place += 1
        found = behind_the_last(moment, self.last, self.last_seq)
        if self.known:
            found += self.known[self.place].faults(moment)
        if found and len(self.faults) < LIMIT:
            self.faults[seq] = found
        self._own(seq, moment, fields)
        self.last, self.last_seq = moment, seq

    def _own(self, seq: int, moment: str, fields: Fields) -> None:
        """The time that the value carries; what a clock said that was behind, where the value is of that."""
        kind = str(fields["type"])
        key = OWN_TIMES.get(kind)
        if key is None and kind != "clock_skew":
            return
        value = fields.get("value")
        if not isinstance(value, dict):
            return
        if key is None:
            self.skewed = str(value.get("said", ""))
            return
        own = str(value.get(key))
        if not agrees(own, moment, self.last, self.skewed):
            self.odd.append(_Odd(seq, str(fields["object"]), key, own, moment))


def check_times(report: Report, times: Times) -> None:
    """Name each entry whose time cannot be so, once, with all that speaks against it."""
    told = dict(times.faults)
    for odd in times.odd:
        if len(told) < LIMIT and not _repeats(odd):
            said = f"its {odd.key} is {odd.own}, and its recorded_at {odd.recorded_at}"
            told[odd.seq] = (*told.get(odd.seq, ()), said)
    for seq in sorted(told):
        report.add(f"entry {seq}", "inconsistent", "; ".join(told[seq]))


def _repeats(odd: _Odd) -> bool:
    """Whether the entry before it of the same object carries the same time, or is not there to tell."""
    before = Body.objects.filter(object=odd.object, seq__lt=odd.seq).order_by("-seq")
    line = before.values_list("line", flat=True).first()
    if line is None:
        return False
    fields = loads(stored_bytes(line))
    value = fields.get("value") if fields else None
    return not isinstance(value, dict) or str(value.get(odd.key)) == odd.own


def times_beside(anchors: Iterable[Known]) -> Times:
    """Nothing seen yet, and what anchors say."""
    return Times(limits(anchors))
