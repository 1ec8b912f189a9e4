"""Check results counted by control, framework and day: what readiness reads instead of single results."""

from datetime import date, datetime

from attrs import frozen


@frozen(kw_only=True)
class CheckDay:
    """Distinct results of one day. `received_at` is when the last run that holds them reached us (UTC).

    Derived from the lake and never recorded: it can be counted again at any time. Results of one day that came
    with several runs stand in one value a run, so that what was known on a day can be told.
    """

    control: str
    framework: str
    day: date
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    excepted: int = 0
    not_applicable: int = 0
    run: str = ""
    received_at: datetime

    @property
    def id(self) -> str:
        """A name by which a reason can point at it."""
        return f"checks:{self.control}:{self.framework}:{self.day}:{self.run}"
