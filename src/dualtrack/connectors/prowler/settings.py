"""What the caller says about one reading: when it was collected, in which zone, and which ids are known."""

from datetime import UTC, datetime, tzinfo

from attrs import field, frozen

from dualtrack.connectors.reading.times import BadTimeError, Moment, moment
from dualtrack.domain.evidence.observation import TimeBasis
from dualtrack.domain.frameworks.written_ids import Carried, Known, carried, framework_of

Names = tuple[tuple[str, str], ...]

_PLAIN = (int, str)  # a type of its own each, so that True is not remembered as 1
_MEMORY = 10_000  # remembered answers, so that a file of ever new values cannot fill the memory


@frozen(kw_only=True)
class Reading:
    """One reading of one file; remembers what it worked out, as a scan repeats its time and its mappings."""

    collected_at: datetime | None
    not_after: datetime | None
    zone: tzinfo = UTC
    known: Known | None = None
    _moments: dict[tuple[str, object], Moment] = field(factory=dict, init=False)
    _carried: dict[object, Carried] = field(factory=dict, init=False)
    _frameworks: dict[tuple[str, ...], Names] = field(factory=dict, init=False)

    def observed(self, name: str, value: object) -> Moment:
        """The time that a field tells, refused if ahead or no time; where it is empty, the collection's."""
        found = self._moments.get((name, value)) if type(value) in _PLAIN else None
        if found is not None:
            return found
        if value is None or value == "":
            if self.collected_at is None:
                raise BadTimeError("no time in the record; say when it was collected (--collected-at)")
            return self.collected_at, TimeBasis.ASSERTED
        found = moment(value, self.zone, name)
        self._refuse_future(name, found[0])
        if type(value) in _PLAIN and len(self._moments) < _MEMORY:
            self._moments[name, value] = found
        return found

    def carried(self, named: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Carried:
        """The requirement ids that a record carries: ours, and those that we do not know."""
        found = self._carried.get(named)
        if found is None:
            found = carried(named, self.known)
            if len(self._carried) < _MEMORY:
                self._carried[named] = found
        return found

    def ours(self, names: tuple[str, ...]) -> Names:
        """Those of the names a tool gives that are our frameworks, each as (our key, the name)."""
        found = self._frameworks.get(names)
        if found is None:
            found = tuple((key, name) for name in names if (key := framework_of(name)))
            if len(self._frameworks) < _MEMORY:
                self._frameworks[names] = found
        return found

    def _refuse_future(self, name: str, at: datetime) -> None:
        for limit in (self.collected_at, self.not_after):
            if limit is not None and at > limit:
                raise BadTimeError(
                    f"{name} says {at:%Y-%m-%dT%H:%M:%SZ}, later than {limit:%Y-%m-%dT%H:%M:%SZ}; "
                    "a result cannot be observed after it is collected"
                )
