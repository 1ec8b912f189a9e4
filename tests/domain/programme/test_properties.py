"""Laws that hold for every programme: what helps never lowers, what hurts never raises, order is nothing."""

from datetime import UTC, date, datetime, timedelta

from attrs import evolve, fields
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.programme.programmes import (
    ISO,
    NAMES,
    SOC2,
    counted,
    days,
    deviations,
    instants,
    known_ats,
    pieces,
    programmes,
)

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.audits.findings import Deviation
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.programme.gates import gates
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.organisation import Profile
from dualtrack.domain.programme.promise import promise
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.series import series
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

_COLLECTIONS = tuple(
    f.name for f in fields(Programme) if f.name not in ("organisation", "catalogue", "shipped")
)
_RANK = {
    State.UNSUPPORTED: 0,
    State.INCLUDED_PLANNED: 0,
    State.CANNOT_TELL: 1,
    State.PARTLY: 2,
    State.SUPPORTED: 3,
    State.INCLUDED_IMPLEMENTED: 3,
    State.NOT_IN_SCOPE: -1,
    State.EXCLUDED: -1,
}
_LATER = datetime(2030, 1, 1, tzinfo=UTC)
Fact = Evidence | CheckDay | Deviation
quick = settings(deadline=None)


def with_fact(programme: Programme, fact: Fact) -> Programme:
    """The same programme with one fact more."""
    names = {Evidence: "evidence", CheckDay: "check_days", Deviation: "deviations"}
    name = names[type(fact)]
    return evolve(programme, **{name: (*getattr(programme, name), fact)})


def assert_nowhere_lower(low: Readiness, high: Readiness) -> None:
    """No requirement, framework or combined figure stands lower in `high`."""
    for before, after in zip(low.requirements, high.requirements, strict=True):
        assert before.id == after.id
        assert _RANK[before.status] <= _RANK[after.status], (before, after)
    for old, new in zip(low.frameworks, high.frameworks, strict=True):
        assert old.readiness <= new.readiness
    assert low.combined is not None
    assert high.combined is not None
    assert low.combined <= high.combined


def local_noon(programme: Programme, on: date) -> datetime:
    """Noon of an organisation's day."""
    return datetime(on.year, on.month, on.day, 12, tzinfo=programme.zone).astimezone(UTC)


supporting = st.one_of(pieces(99), counted(99, kinds=("passed",)))
adverse = st.one_of(deviations(99), counted(99, kinds=("failed",)))
silent = counted(99, kinds=("unknown", "excepted", "not_applicable"))
facts = st.one_of(supporting, adverse)

_LATE_FOR_NOTHING = make.evidence("2026-02-01", None, "C-1", id="ev-99", performed_on=date(2026, 6, 1))
_STARTED_IN_APRIL = make.programme(
    controls=(control := make.control("C-1", operating_since=date(2026, 4, 1)),),
    approvals=(make.approval(control),),
    evidence=(make.evidence("2026-05-01", "2026-05-02", "C-1"),),
)


@quick
@given(programmes(), supporting, days, known_ats)
@example(_STARTED_IN_APRIL, _LATE_FOR_NOTHING, date(2026, 6, 20), _LATER)
def test_supporting_facts_never_lower_a_status(
    programme: Programme, fact: Fact, as_of: date, known_at: datetime | None
) -> None:
    before = assess(programme, as_of, known_at=known_at)
    assert_nowhere_lower(before, assess(with_fact(programme, fact), as_of, known_at=known_at))


@quick
@given(programmes(), adverse, days, known_ats)
def test_adverse_facts_never_raise_a_status(
    programme: Programme, fact: Fact, as_of: date, known_at: datetime | None
) -> None:
    before = assess(programme, as_of, known_at=known_at)
    assert_nowhere_lower(assess(with_fact(programme, fact), as_of, known_at=known_at), before)


@quick
@given(programmes(), silent, days, known_ats)
def test_what_cannot_tell_changes_no_status(
    programme: Programme, fact: CheckDay, as_of: date, known_at: datetime | None
) -> None:
    before = assess(programme, as_of, known_at=known_at)
    after = assess(with_fact(programme, fact), as_of, known_at=known_at)
    assert after.frameworks == before.frameworks
    assert [(r.id, r.status) for r in after.requirements] == [(r.id, r.status) for r in before.requirements]
    tallies = [(c.id, [b.tally for b in c.by_framework]) for c in after.controls]
    assert tallies == [(c.id, [b.tally for b in c.by_framework]) for c in before.controls]


@quick
@given(st.data(), programmes(), days, known_ats)
def test_the_order_of_facts_never_matters(
    data: st.DataObject, programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    shuffled = {name: tuple(data.draw(st.permutations(getattr(programme, name)))) for name in _COLLECTIONS}
    other = evolve(programme, **shuffled)
    judged = assess(programme, as_of, known_at=known_at)
    assert assess(other, as_of, known_at=known_at) == judged
    assert promise(other, judged) == promise(programme, judged)
    for kind in EngagementKind:
        assert gates(other, judged, kind) == gates(programme, judged, kind)


@quick
@given(programmes(), facts, days, st.integers(1, 300))
def test_a_fact_received_after_the_day_has_no_effect_as_known_then(
    programme: Programme, fact: Fact, as_of: date, later: int
) -> None:
    moment = local_noon(programme, as_of + timedelta(days=later))
    field = "noted_at" if isinstance(fact, Deviation) else "received_at"
    late = evolve(fact, **{field: moment})
    assert assess(with_fact(programme, late), as_of) == assess(programme, as_of)


@quick
@given(programmes(), facts, days, instants)
def test_a_fact_received_after_the_instant_is_not_known_at_it(
    programme: Programme, fact: Fact, as_of: date, known_at: datetime
) -> None:
    field = "noted_at" if isinstance(fact, Deviation) else "received_at"
    late = evolve(fact, **{field: known_at + timedelta(microseconds=1)})
    with_it = assess(with_fact(programme, late), as_of, known_at=known_at)
    assert with_it == assess(programme, as_of, known_at=known_at)


@quick
@given(programmes(), facts, st.integers(1, 60))
def test_moving_the_day_before_a_fact_removes_its_effect(
    programme: Programme, fact: Fact, before: int
) -> None:
    if isinstance(fact, Evidence):
        begun = fact.covers_from
    else:
        begun = fact.day if isinstance(fact, CheckDay) else fact.occurred_on
    as_of = begun - timedelta(days=before)
    with_it = assess(with_fact(programme, fact), as_of, known_at=_LATER)
    assert with_it == assess(programme, as_of, known_at=_LATER)


@quick
@given(programmes(), days, st.lists(st.integers(0, 300), min_size=1, max_size=12), known_ats)
def test_a_series_equals_the_assessment_of_each_of_its_days(
    programme: Programme, first: date, steps: list[int], known_at: datetime | None
) -> None:
    asked = [first + timedelta(days=n) for n in steps]
    figures = series(programme, asked, known_at=known_at)
    assert [f.as_of for f in figures] == sorted(set(asked))
    for figure in figures:
        judged = assess(programme, figure.as_of, known_at=known_at)
        assert figure.frameworks == tuple((f.framework, f.readiness, f.counts) for f in judged.frameworks)
        assert figure.combined == judged.combined


apart = programmes(served=(SOC2, ISO, (*SOC2, *ISO)), profile=Profile.FIRST_COMBINED)
soc2_facts = st.one_of(
    pieces(99, names=NAMES[:1]),
    deviations(99, names=NAMES[:1]),
    counted(99, names=NAMES, frameworks=("soc2",)),
)
iso_facts = st.one_of(
    pieces(99, names=NAMES[1:2]),
    deviations(99, names=NAMES[1:2]),
    counted(99, names=NAMES, frameworks=("iso27001",)),
)


def assert_untouched(framework: str, before: Readiness, after: Readiness) -> None:
    """Nothing of this framework is judged otherwise."""
    assert after.of(framework) == before.of(framework)
    for old, new in zip(before.requirements, after.requirements, strict=True):
        assert old == new or old.framework != framework
    for row, again in zip(before.controls, after.controls, strict=True):
        assert row.of(framework) == again.of(framework)


@quick
@given(apart, soc2_facts, days, known_ats)
def test_facts_of_soc2_alone_never_touch_iso27001(
    programme: Programme, fact: Fact, as_of: date, known_at: datetime | None
) -> None:
    before = assess(programme, as_of, known_at=known_at)
    assert_untouched("iso27001", before, assess(with_fact(programme, fact), as_of, known_at=known_at))


@quick
@given(apart, iso_facts, days, known_ats)
def test_facts_of_iso27001_alone_never_touch_soc2(
    programme: Programme, fact: Fact, as_of: date, known_at: datetime | None
) -> None:
    before = assess(programme, as_of, known_at=known_at)
    assert_untouched("soc2", before, assess(with_fact(programme, fact), as_of, known_at=known_at))


@quick
@given(programmes(), days, known_ats, st.sampled_from((None, "eng-0", "nowhere")))
def test_every_programme_is_judged_without_a_crash_and_within_bounds(
    programme: Programme, as_of: date, known_at: datetime | None, engagement: str | None
) -> None:
    judged = assess(programme, as_of, known_at=known_at, engagement=engagement)
    for framework in judged.frameworks:
        assert 0 <= framework.readiness <= 100
        assert sum(n for _, n in framework.counts) >= framework.in_scope
    for kind in EngagementKind:
        if kind.framework in programme.frameworks:
            assert all(gate.passed is not bool(gate.blocking) for gate in gates(programme, judged, kind))
    held = promise(programme, judged)
    assert held.controls.total == len(judged.controls)
    assert 0 <= held.hours.shared_percent <= 100
