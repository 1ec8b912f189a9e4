"""Laws of findings over whole registers: order, supporting records, settings, Privacy, requirement ids."""

import types
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.registers.records import ANN, BEN, TODAY, before, held, least
from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.registers.context import ContextIssue, InterestedParty
from dualtrack.domain.registers.finding import Code, Finding, Settings, lack, lack_of
from dualtrack.domain.registers.findings import STANDARD, SUBJECTS, findings
from dualtrack.domain.registers.governance import Body, BodyKind, Meeting
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.objectives import Measurement
from dualtrack.domain.registers.operation import Exercise, ExerciseKind
from dualtrack.domain.registers.people import Competence, EmploymentEvent, EmploymentKind
from dualtrack.domain.registers.privacy import ProcessorCommitment
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import REGISTERS, by_key
from dualtrack.domain.registers.things import Asset
from dualtrack.domain.registers.vendors import Csoc, ReportKind, VendorReport

CATALOGUE = load_catalogue().catalogue
BOTH = ("security", "privacy")
IDS = ("X-1", "X-2", "X-3")
NEAR = st.integers(-40, 900).map(lambda days: TODAY - timedelta(days=days))
DAYS = st.one_of(NEAR, st.sampled_from((date.min, date.max)))
REFERENCES = st.one_of(st.just(""), st.sampled_from((*IDS, ANN, BEN)))


def _of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type, with references that often hit."""
    if get_origin(hint) is Annotated:
        return _of(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(one for one in get_args(hint) if one is not type(None))
        return st.one_of(st.none(), _of(inner))
    if get_origin(hint) is tuple:
        return st.lists(_of(get_args(hint)[0]), max_size=2).map(tuple)
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    simple: dict[type, st.SearchStrategy[Any]] = {
        str: REFERENCES,
        date: DAYS,
        bool: st.booleans(),
        int: st.integers(0, 3),
        Decimal: st.just(Decimal(10)),
    }
    return simple[hint]


def _records(cls: type[Record]) -> st.SearchStrategy[Record]:
    hints = get_type_hints(cls, include_extras=True)
    fields = {one.name: _of(hints[one.name]) for one in attrs.fields(cls) if one.name != "id"}
    return st.builds(cls, id=st.sampled_from(IDS), **fields)


ANY = st.lists(
    st.one_of(*(_records(one.cls) for one in REGISTERS)),
    max_size=8,
    unique_by=lambda one: (type(one), one.id),
)
LAW = settings(deadline=None, suppress_health_check=list(HealthCheck))


def known(found: tuple[Finding, ...]) -> set[tuple[str, ...]]:
    """Findings without what moves while they stay the same: since, last days, counts."""
    kept = ("kind", "competence", "person", "field")
    return {
        (one.code, one.register, one.record, *(value for name, value in one.params if name in kept))
        if one.code is not Code.REPORT_STALE
        else (one.code, one.register, one.record)
        for one in found
    }


@LAW
@given(ANY, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(records: list[Record], random: Any) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    assert findings(held(*records), BOTH) == findings(held(*shuffled), BOTH)


@LAW
@given(ANY)
def test_every_finding_is_well_formed(records: list[Record]) -> None:
    for one in findings(held(*records), BOTH):
        register = by_key(one.register)
        assert register is not None
        if one.record:
            assert one.record in {r.id for r in records if type(r) is register.cls}
        assert one.since is None or one.since <= TODAY
        assert one.requirements
        assert all(CATALOGUE.known(requirement) for requirement in one.requirements)
        assert list(one.params) == sorted(one.params)
        assert len({name for name, _ in one.params}) == len(one.params)


def _supporting() -> Iterator[Record]:
    """Records that only ever help, for everything that the drawn records may name."""
    yield least(ContextIssue, "N", climate=True, relevant=False, rationale="x", determined_on=before(1))
    yield least(InterestedParty, "N", climate=False)
    for kind in ExerciseKind:
        yield least(Exercise, f"N-{kind}", kind=kind, on=before(1))
    for n, target in enumerate((*IDS, ANN)):
        yield least(Measurement, f"N-{n}", objective=target, measured_on=before(1))
        yield least(Meeting, f"N-{n}", body=target, on=before(1))
        yield least(Csoc, f"N-{n}", vendor=target)
        yield least(Competence, f"N-{n}", role=target, person="person:new", on=before(1))
        yield least(ProcessorCommitment, f"N-{n}", vendor=target, agreed_on=before(1))
        for kind in (ReportKind.SOC2_TYPE_2, ReportKind.ISO27001_CERTIFICATE):
            yield least(VendorReport, f"N-{n}-{kind}", vendor=target, kind=kind, covers_to=before(0))
    for person in (*IDS, ANN, BEN):
        for what in EmploymentKind:
            if what not in (EmploymentKind.JOINED, EmploymentKind.LEFT):
                yield least(EmploymentEvent, f"N-{person[-1]}-{what}", person=person, what=what, on=TODAY)


SUPPORTING = tuple(_supporting())


@LAW
@given(ANY, st.sets(st.sampled_from(range(len(SUPPORTING))), max_size=6))
def test_a_supporting_record_never_adds_a_finding(records: list[Record], chosen: set[int]) -> None:
    more = [SUPPORTING[n] for n in sorted(chosen)]
    assert known(findings(held(*records, *more), BOTH)) <= known(findings(held(*records), BOTH))


HELPED = {
    Code.REPORT_STALE,
    Code.CSOCS_MISSING,
    Code.CLIMATE_UNDETERMINED,
    Code.CLIMATE_UNASKED,
    Code.MEASUREMENT_MISSING,
    Code.ACCESS_NOT_REMOVED,
    Code.NO_AGREEMENT,
    Code.NO_SCREENING,
    Code.NO_TRAINING,
    Code.ROLE_UNCOVERED,
    Code.BODY_NOT_MEETING,
    Code.EXERCISE_MISSING,
    Code.PROCESSOR_UNCOMMITTED,
}


@LAW
@given(ANY)
def test_all_supporting_records_together_settle_what_they_can(records: list[Record]) -> None:
    """Access that was removed on a person's last joining day or later counts; all here were removed today."""
    left = {one.code for one in findings(held(*records, *SUPPORTING), BOTH)} & HELPED
    assert left <= {Code.REPORT_STALE}  # another kind than a report or a certificate has no successor here


@LAW
@given(ANY, st.integers(0, 400), st.integers(0, 400))
def test_more_days_never_find_more(records: list[Record], days: int, more: int) -> None:
    names = [one.name for one in attrs.fields(Settings)]
    strict, lenient = (Settings(**dict.fromkeys(names, n)) for n in (days, days + more))
    of = held(*records)
    assert known(findings(of, BOTH, lenient)) <= known(findings(of, BOTH, strict))


@LAW
@given(ANY)
def test_privacy_is_asked_only_where_it_is_chosen(records: list[Record]) -> None:
    of = held(*records)
    without, chosen = findings(of, ("security",)), findings(of, BOTH)
    assert set(without) <= set(chosen)
    asked = {one.code for one in chosen if one not in without}
    assert asked <= {
        Code.PROCESSING_NO_BASIS,
        Code.PROCESSING_NO_RETENTION,
        Code.REQUEST_OVERDUE,
        Code.BREACH_UNDECIDED,
        Code.PROCESSOR_UNCOMMITTED,
    }


@LAW
@given(ANY, st.dates())
def test_any_day_can_be_asked(records: list[Record], day: date) -> None:
    assert isinstance(findings(held(*records, day=day), BOTH), tuple)


@LAW
@given(ANY)
def test_retired_records_are_as_if_they_were_not_there(records: list[Record]) -> None:
    """But for settling nothing: what left neither supports nor lacks."""
    gone = [attrs.evolve(one, retired_on=before(1)) for one in records]
    assert findings(held(*gone), BOTH) == findings(held(), BOTH)


def test_findings_are_sorted_and_none_stands_twice() -> None:
    found = findings(held(least(Asset, "B"), least(Asset, "A"), least(Body, kind=BodyKind.OVERSIGHT)), BOTH)
    keys = [(one.register, one.record, one.code, one.params) for one in found]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_empty_registers_lack_what_every_programme_must_have() -> None:
    found = findings(Held(records={}, day=TODAY), ())
    assert {one.code for one in found} == {
        Code.CLIMATE_UNDETERMINED,
        Code.CLIMATE_UNASKED,
        Code.EXERCISE_MISSING,
    }
    assert len(found) == 6


def test_a_finding_names_its_register_and_has_sorted_parameters() -> None:
    one = lack(Code.ASSET_UNOWNED, least(Asset, "A-1"), "iso27001:A.5.9", zone="b", name=3)
    assert (one.register, one.record, one.params) == ("assets", "A-1", (("name", "3"), ("zone", "b")))
    whole = lack_of(Code.EXERCISE_MISSING, "exercises", "soc2:A1.3", since=TODAY, kind="restore")
    assert (whole.register, whole.record, whole.since) == ("exercises", "", TODAY)


def test_settings_have_a_name_and_a_positive_or_zero_day_each() -> None:
    assert attrs.asdict(STANDARD) == {
        "assessment": 365,
        "report_gap": 92,
        "exercise": 365,
        "review": 365,
        "access_removal": 1,
        "agreement": 0,
        "screening": 0,
        "training": 30,
        "request": 30,
        "breach": 3,
    }
    assert len(SUBJECTS) == 6


@each("code", Code)
def test_every_code_is_one_lower_case_phrase(code: Code) -> None:
    assert code.value.replace("_", "").isalnum()
    assert code.value == code.value.lower()
