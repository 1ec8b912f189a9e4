"""People: access of leavers, what joiners owe within their days, competence that roles require."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import ANN, BEN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.finding import Code, Settings
from dualtrack.domain.registers.lacks.people import people
from dualtrack.domain.registers.people import Competence, EmploymentEvent, EmploymentKind, JobRole

JOINED, LEFT, TRAINED = EmploymentKind.JOINED, EmploymentKind.LEFT, EmploymentKind.TRAINED
SCREENED, AGREED, REMOVED = EmploymentKind.SCREENED, EmploymentKind.AGREED, EmploymentKind.ACCESS_REMOVED


def event(id: str, what: EmploymentKind, on: date, person: str = ANN, **given: Any) -> EmploymentEvent:  # noqa: A002 - the field's own name
    """Something that happened to a person."""
    made: EmploymentEvent = least(EmploymentEvent, id, what=what, on=on, person=person, **given)
    return made


@each(
    ("events", "since"),
    [
        ([event("L", LEFT, before(1))], None),
        ([event("L", LEFT, before(2))], TODAY),
        ([event("L", LEFT, before(20))], before(18)),
        ([event("L", LEFT, before(20)), event("R", REMOVED, before(19))], None),
        ([event("L", LEFT, before(20)), event("R", REMOVED, before(2))], None),
        ([event("L", LEFT, before(20)), event("R", REMOVED, before(21))], None),
        ([event("L", LEFT, before(20)), event("R", REMOVED, date(2026, 7, 1))], before(18)),
        ([event("L", LEFT, before(20)), event("R", REMOVED, before(19), BEN)], before(18)),
        (
            [event("R", REMOVED, before(90)), event("J", JOINED, before(60)), event("L", LEFT, before(20))],
            before(18),
        ),
        ([event("L", LEFT, date(2026, 7, 1))], None),
        ([event("L", LEFT, before(20), retired_on=before(1))], None),
    ],
)
def test_access_of_a_leaver_is_removed(events: list[EmploymentEvent], since: date | None) -> None:
    expected = [("L", Code.ACCESS_NOT_REMOVED, since)] if since else []
    assert short(people, *events) == short(people, *events[::-1]) == expected


def test_a_leaver_whose_access_stands_is_named() -> None:
    (found,) = ask(people, event("L", LEFT, before(20)))
    assert params(found) == {"person": ANN, "left": str(before(20))}
    assert found.register == "employment"
    assert found.requirements == ("iso27001:A.5.18", "iso27001:A.6.5", "soc2:CC6.2")


def test_a_leaver_whom_accounts_alone_know_is_found_too() -> None:
    (found,) = ask(people, left={BEN: before(5)})
    assert (found.code, found.record, found.since) == (Code.ACCESS_NOT_REMOVED, "", before(3))
    assert params(found)["person"] == BEN
    assert short(people, event("R", REMOVED, before(5), BEN), left={BEN: before(5)}) == []


def test_how_soon_access_goes_is_a_setting() -> None:
    one = event("L", LEFT, before(5))
    assert short(people, one, settings=Settings(access_removal=5)) == []
    assert short(people, one, settings=Settings(access_removal=4)) == [("L", Code.ACCESS_NOT_REMOVED, TODAY)]


OWED = [
    (AGREED, Code.NO_AGREEMENT, "agreement", 0),
    (SCREENED, Code.NO_SCREENING, "screening", 0),
    (TRAINED, Code.NO_TRAINING, "training", 30),
]
EVERY = pytest.mark.parametrize(("what", "code", "setting", "days"), OWED)


def _others(what: EmploymentKind) -> list[EmploymentEvent]:
    """All that a joiner owes but one thing, long ago."""
    return [event(f"O-{kind}", kind, before(500)) for kind, *_ in OWED if kind is not what]


@EVERY
def test_a_joiner_owes_it_after_its_days(what: EmploymentKind, code: Code, setting: str, days: int) -> None:
    in_time = event("J", JOINED, before(days))
    late = event("J", JOINED, before(days + 1))
    assert short(people, in_time, *_others(what)) == []
    assert short(people, late, *_others(what)) == [("J", code, TODAY)]


@EVERY
def test_it_is_there_once_it_happened_early_or_late(
    what: EmploymentKind, code: Code, setting: str, days: int
) -> None:
    joined = event("J", JOINED, before(100))
    for on in (before(150), before(100), before(50), TODAY):
        assert short(people, joined, event("D", what, on), *_others(what)) == []
    for other in (event("D", what, date(2026, 7, 1)), event("D", what, before(50), BEN)):
        assert [one.code for one in ask(people, joined, other, *_others(what))] == [code]


@EVERY
def test_it_counts_to_its_last_day(what: EmploymentKind, code: Code, setting: str, days: int) -> None:
    joined = event("J", JOINED, before(100))
    until_today = event("D", what, before(90), valid_until=TODAY)
    lapsed = event("D", what, before(90), valid_until=before(4))
    assert short(people, joined, until_today, *_others(what)) == []
    assert short(people, joined, lapsed, *_others(what)) == [("J", code, before(3))]
    renewed = event("D2", what, before(2))
    assert short(people, joined, lapsed, renewed, *_others(what)) == []


@EVERY
def test_its_days_are_a_setting(what: EmploymentKind, code: Code, setting: str, days: int) -> None:
    joined = event("J", JOINED, before(10))
    assert short(people, joined, *_others(what), settings=Settings(**{setting: 10})) == []
    found = short(people, joined, *_others(what), settings=Settings(**{setting: 9}))
    assert found == [("J", code, TODAY)]


@EVERY
def test_it_is_told_with_its_days_and_requirements(
    what: EmploymentKind, code: Code, setting: str, days: int
) -> None:
    (found,) = ask(people, event("J", JOINED, before(100)), *_others(what))
    assert params(found) == {"person": ANN, "joined": str(before(100)), "days": str(days)}
    assert found.since == before(100 - days - 1)
    assert {one.partition(":")[0] for one in found.requirements} == {"iso27001", "soc2"}


def test_somebody_who_left_owes_nothing_of_a_joiner() -> None:
    events = [event("J", JOINED, before(100)), event("L", LEFT, before(1))]
    assert short(people, *events) == []


def test_somebody_whose_joining_is_not_on_record_owes_nothing() -> None:
    assert short(people, event("M", EmploymentKind.MOVED, before(100))) == []


def test_somebody_who_came_back_owes_what_lapsed() -> None:
    events = [
        event("J", JOINED, before(900)),
        event("L", LEFT, before(500)),
        event("R", REMOVED, before(500)),
        event("J2", JOINED, before(100)),
        event("A", AGREED, before(900)),
        event("S", SCREENED, before(900)),
        event("T", TRAINED, before(900), valid_until=before(535)),
    ]
    assert short(people, *events) == [("J2", Code.NO_TRAINING, before(100 - 31))]


def role(*wanted: str, **given: Any) -> JobRole:
    """A role that requires some competence."""
    made: JobRole = least(JobRole, "R-1", competence=wanted, **given)
    return made


def shown(competence: str = "", **given: Any) -> Competence:
    """Somebody's competence for the role."""
    values = {"role": "R-1", "person": ANN, "on": before(50), "competence": competence, **given}
    made: Competence = least(Competence, "C-1", **values)
    return made


@each(
    ("record", "lacking"),
    [
        (None, ["Forensics", "Law"]),
        (shown(), []),
        (shown("Forensics"), ["Law"]),
        (shown(" forensics "), ["Law"]),
        (shown("Cooking"), ["Forensics", "Law"]),
        (shown(role="R-2"), ["Forensics", "Law"]),
        (shown(on=None), ["Forensics", "Law"]),
        (shown(on=date(2026, 7, 1)), ["Forensics", "Law"]),
        (shown(valid_until=TODAY), []),
        (shown(valid_until=before(1)), ["Forensics", "Law"]),
        (shown(gap="No practice", action="Course"), ["Forensics", "Law"]),
        (shown(person=BEN), ["Forensics", "Law"]),
        (shown(retired_on=before(1)), ["Forensics", "Law"]),
    ],
)
def test_somebody_who_is_here_has_what_a_role_requires(record: Competence | None, lacking: list[str]) -> None:
    held = [record] if record else []
    removed = event("R", REMOVED, before(3), BEN)
    found = ask(people, role("Forensics", "Law"), removed, *held, left={BEN: before(3)})
    assert [params(one)["competence"] for one in found] == lacking
    assert {one.code for one in found} <= {Code.ROLE_UNCOVERED}
    assert {one.requirements for one in found} <= {("iso27001:7.2", "soc2:CC1.4")}


def test_a_role_that_requires_nothing_lacks_nothing() -> None:
    assert short(people, role()) == []
    assert short(people, role("Law", retired_on=before(1))) == []


def test_several_people_show_it_together() -> None:
    one = shown("Forensics")
    two = least(Competence, "C-2", role="R-1", person=BEN, on=before(5), competence="Law")
    assert short(people, role("Forensics", "Law"), one, two) == []


def test_the_day_moves_it() -> None:
    joined = event("J", JOINED, before(100))
    codes = [
        {one.code for one in ask(people, joined, day=before(100) + timedelta(days=n))} for n in (0, 1, 30, 31)
    ]
    early = {Code.NO_AGREEMENT, Code.NO_SCREENING}
    assert codes == [set(), early, early, {*early, Code.NO_TRAINING}]
