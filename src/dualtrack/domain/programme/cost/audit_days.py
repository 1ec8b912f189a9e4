"""How many days a certification body needs: the table by persons, what raises or lowers it, each step told.

The table is the one of ISO/IEC 27006-1:2024, Annex C. Nothing here applies to a SOC 2 examination: no rule of
the IAF reaches it, and its hours are the CPA firm's own judgement. `SEEN` marks what a public source shows,
`KNOWN` what is field knowledge, to be checked against the licensed text and against the body's own reckoning.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import isqrt

from attrs import evolve, frozen

from dualtrack.domain.risks.fault import Fault, fault

HALF, THIRD_OF = Decimal("0.5"), 3
MOST_REDUCTION = 30  # percent below the table, whatever the reasons [KNOWN for 27006-1, seen for IAF MD 5]
MOST_INTEGRATION = (
    20  # percent more, after the reduction, where one body audits two standards as one (IAF MD 11)
)
MOST_SITE_REDUCTION = 50  # percent at each site that is not the central one (IAF MD 1)


class Source(StrEnum):
    """Where a figure comes from."""

    SEEN = "seen_in_a_public_source"
    KNOWN = "field_knowledge"


@frozen
class Row:
    """Up to so many persons (none: and beyond), so many days of Stage 1 and Stage 2 together."""

    upto: int
    days: Decimal
    source: Source


def _rows(source: Source, *pairs: tuple[int, str]) -> tuple[Row, ...]:
    return tuple(Row(upto, Decimal(days), source) for upto, days in pairs)


TABLE: tuple[Row, ...] = (
    *_rows(Source.SEEN, (10, "5"), (15, "6"), (25, "7"), (45, "8.5"), (65, "10"), (85, "11"), (125, "12")),
    *_rows(Source.SEEN, (175, "13")),
    *_rows(Source.KNOWN, (275, "14"), (425, "15"), (625, "16.5"), (875, "17.5"), (1175, "18.5")),
    *_rows(Source.KNOWN, (1550, "19.5"), (2025, "21"), (2675, "22"), (3450, "23"), (4350, "24")),
    *_rows(Source.KNOWN, (5450, "25"), (6800, "26"), (8500, "27"), (10700, "28")),
)


class Grade(StrEnum):
    """How complex the business or the information technology is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


# Percent by which the table may be changed: business first, technology second. Field knowledge (KNOWN).
RANGES: dict[tuple[Grade, Grade], tuple[int, int]] = {
    (Grade.LOW, Grade.LOW): (-30, -5),
    (Grade.LOW, Grade.MEDIUM): (-10, -5),
    (Grade.LOW, Grade.HIGH): (5, 20),
    (Grade.MEDIUM, Grade.LOW): (-10, -5),
    (Grade.MEDIUM, Grade.MEDIUM): (0, 0),
    (Grade.MEDIUM, Grade.HIGH): (10, 50),
    (Grade.HIGH, Grade.LOW): (5, 20),
    (Grade.HIGH, Grade.MEDIUM): (10, 50),
    (Grade.HIGH, Grade.HIGH): (20, 100),
}


@frozen(kw_only=True)
class Profile:
    """What is asked beside the persons, each as the certification body would ask it.

    `alike` are groups who all do the same simple task of low risk: each counts with its square root.
    `adjustment` is the percent by which the table is changed; none takes the least that both grades ask.
    `integration` is the percent that a body takes off for auditing a second standard with it. `sites` are the
    persons at each site beside the central one. The three `why` say what a change of the table rests on: the
    body keeps its reasons with the days (ISO/IEC 27006-1:2024, C.3.5), and asks for them.
    """

    business: Grade = Grade.MEDIUM
    technology: Grade = Grade.MEDIUM
    adjustment: int | None = None
    alike: tuple[int, ...] = ()
    integration: int = 0
    sites: tuple[int, ...] = ()
    why_complexity: str = ""
    why_alike: str = ""
    why_integration: str = ""


STANDARD = Profile()


class StepCode(StrEnum):
    """What was done in one step of the reckoning."""

    ALIKE = "groups_with_the_same_simple_task_counted_by_square_root"
    TABLE = "days_of_the_table_for_so_many_persons"
    BEYOND = "more_persons_than_the_table_holds"
    COMPLEXITY = "changed_by_complexity"
    SITES = "days_at_further_sites"
    INTEGRATION = "lowered_by_an_integrated_audit"
    SPLIT = "split_into_stage_1_and_stage_2"
    YEARLY = "surveillance_and_recertification"


@frozen
class Step:
    """One step: the code, with name and value pairs for the words."""

    code: StepCode
    params: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """The parameters by name."""
        return dict(self.params)


class Wrong(StrEnum):
    """Why days cannot be reckoned."""

    PERSONS = "persons_below_one"
    ALIKE = "alike_groups_hold_more_than_all_persons"
    GROUP = "group_below_one"
    SITE = "site_below_one"
    ADJUSTMENT = "adjustment_outside_what_complexity_allows"
    INTEGRATION = "integration_outside_what_is_allowed"
    SITES = "sites_hold_more_than_all_persons"


@frozen(kw_only=True)
class AuditDays:
    """Days on site and remote: `initial` is Stage 1 and 2, `fewest` the least that the rules allow.

    `surveillance` is one yearly audit; `recertification` the third year's. All but `table` are whole or half.
    """

    persons: int
    counted: int
    table: Decimal
    source: Source
    initial: Decimal
    fewest: Decimal
    stage1: Decimal
    stage2: Decimal
    surveillance: Decimal
    recertification: Decimal
    steps: tuple[Step, ...]


def audit_days(persons: int, profile: Profile = STANDARD) -> AuditDays:
    """The days for so many persons under the organisation's control, contractors included (27006-1 C.3).

    Raises ValueError where `wrong` says anything: ask it first for what a person typed.
    """
    refused = wrong(persons, profile)
    if refused:
        raise ValueError(", ".join(one.code for one in refused))
    steps: list[Step] = []
    counted = _counted(persons, profile, steps)
    row = _row(counted, steps)
    change = complexity(profile)
    if change:
        steps.append(_complexity_step(profile, change))
    whole = row.days * (100 + change) / 100
    whole = _with_sites(whole, counted, profile, steps)
    if profile.integration:
        why = _why(profile.why_integration)
        steps.append(_step(StepCode.INTEGRATION, percent=profile.integration, most=MOST_INTEGRATION, **why))
    initial = _up(whole * (100 - profile.integration) / 100)
    stage1 = third(initial)
    stage2 = _up(initial - stage1)
    yearly, renewal = stage1, stage2
    steps.append(_step(StepCode.SPLIT, stage1=stage1, stage2=stage2))
    steps.append(_step(StepCode.YEARLY, surveillance=yearly, recertification=renewal))
    return AuditDays(
        persons=persons,
        counted=counted,
        table=row.days,
        source=row.source,
        initial=initial,
        fewest=fewest(row.days, integrated=bool(profile.integration)),
        stage1=stage1,
        stage2=stage2,
        surveillance=yearly,
        recertification=renewal,
        steps=tuple(steps),
    )


def fewest(table: Decimal, *, integrated: bool = False) -> Decimal:
    """The least that is allowed: 30 percent below the table, then 20 with a second standard (44 together)."""
    least = table * (100 - MOST_REDUCTION) / 100
    return _down(least * (100 - MOST_INTEGRATION) / 100 if integrated else least)


def wrong(persons: int, profile: Profile = STANDARD) -> tuple[Fault, ...]:
    """Everything for which no days can be reckoned, at once."""
    low, high = RANGES[profile.business, profile.technology]
    change, together = profile.adjustment, sum(profile.alike)
    tried = (
        (persons < 1, fault(Wrong.PERSONS, "persons", came=persons)),
        (any(one < 1 for one in profile.alike), fault(Wrong.GROUP, "alike", came=_listed(profile.alike))),
        (any(one < 1 for one in profile.sites), fault(Wrong.SITE, "sites", came=_listed(profile.sites))),
        (together > max(persons, 0), fault(Wrong.ALIKE, "alike", came=together, persons=persons)),
        (
            sum(profile.sites) >= max(persons, 1),
            fault(Wrong.SITES, "sites", came=sum(profile.sites), persons=persons),
        ),
        (
            change is not None and not low <= change <= high,
            fault(
                Wrong.ADJUSTMENT,
                "adjustment",
                came=change,
                low=low,
                high=high,
                business=profile.business,
                technology=profile.technology,
            ),
        ),
        (
            not 0 <= profile.integration <= MOST_INTEGRATION,
            fault(Wrong.INTEGRATION, "integration", came=profile.integration, most=MOST_INTEGRATION),
        ),
    )
    return tuple(said for bad, said in tried if bad)


def complexity(profile: Profile) -> int:
    """Percent by which the table changes: that asked for, else the end of the range that changes least."""
    if profile.adjustment is not None:
        return profile.adjustment
    return min(RANGES[profile.business, profile.technology], key=abs)


def shrunk(profile: Profile, persons: int, fewer: int) -> Profile:
    """The same organisation with fewer persons: groups and sites shrink with the whole; more leave it be."""
    if fewer >= persons:
        return profile
    alike, sites = (
        tuple(left for one in groups if (left := one * fewer // persons))
        for groups in (profile.alike, profile.sites)
    )
    return evolve(profile, alike=alike, sites=sites)


def third(days: Decimal) -> Decimal:
    """About a third, to the nearest half day and no less than one half."""
    return max(HALF, _halves(days / THIRD_OF, ROUND_HALF_UP))


def sites_visited(sites: int) -> int:
    """How many further sites an initial audit visits where they are alike: the root (IAF MD 1, KNOWN)."""
    return _root(sites) if sites else 0


def _counted(persons: int, profile: Profile, steps: list[Step]) -> int:
    """Persons by which the table is entered (C.3.4): no group counts with less than its square root."""
    if not profile.alike:
        return persons
    counted = persons - sum(profile.alike) + sum(_root(one) for one in profile.alike)
    groups = len(profile.alike)
    steps.append(
        _step(StepCode.ALIKE, persons=persons, counted=counted, groups=groups, **_why(profile.why_alike))
    )
    return counted


def _row(counted: int, steps: list[Step]) -> Row:
    last = TABLE[-1]
    row = next((one for one in TABLE if counted <= one.upto), last)
    if counted > last.upto:
        steps.append(_step(StepCode.BEYOND, persons=counted, most=last.upto))
    steps.append(_step(StepCode.TABLE, persons=counted, days=row.days, source=row.source))
    return row


def _complexity_step(profile: Profile, change: int) -> Step:
    low, high = RANGES[profile.business, profile.technology]
    return _step(
        StepCode.COMPLEXITY,
        percent=change,
        low=low,
        high=high,
        business=profile.business,
        technology=profile.technology,
        **_why(profile.why_complexity),
    )


def _why(reason: str) -> dict[str, str]:
    return {"why": reason} if reason else {}


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(one) for one in numbers)


def _with_sites(whole: Decimal, counted: int, profile: Profile, steps: list[Step]) -> Decimal:
    """The central site by its persons, each visited site by half of its row; never less than all as one."""
    if not profile.sites:
        return whole
    largest = sorted(profile.sites, reverse=True)[: sites_visited(len(profile.sites))]
    central = _days(max(1, counted - sum(profile.sites)))
    apart = central + sum(_days(one) * (100 - MOST_SITE_REDUCTION) / 100 for one in largest)
    days = max(whole, apart * (100 + complexity(profile)) / 100)
    steps.append(_step(StepCode.SITES, sites=len(profile.sites), visited=len(largest), days=_up(days)))
    return days


def _days(persons: int) -> Decimal:
    return next((one for one in TABLE if persons <= one.upto), TABLE[-1]).days


def _root(count: int) -> int:
    """The square root, rounded up."""
    return isqrt(count - 1) + 1


def _up(days: Decimal) -> Decimal:
    return _halves(days, ROUND_CEILING)


def _down(days: Decimal) -> Decimal:
    return _halves(days, ROUND_FLOOR)


def _halves(days: Decimal, rounding: str) -> Decimal:
    """To half days; whole ones without a fraction, as people write them."""
    found = (days / HALF).to_integral_value(rounding) * HALF
    whole = found.to_integral_value()
    return whole if whole == found else found


def _step(code: StepCode, **params: object) -> Step:
    return Step(code, tuple((name, str(value)) for name, value in params.items()))
