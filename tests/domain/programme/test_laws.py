"""Every status leads to facts that are known, and the parts of an assessment agree with each other."""

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from tests import factories as make
from tests.domain.programme.programmes import days, known_ats, programmes

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.design import Design
from dualtrack.domain.programme.due import strip
from dualtrack.domain.programme.judgement import Standing, State, judge, readiness_figure
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.performance import Index, Knowledge, perform
from dualtrack.domain.programme.performance import State as Slotted
from dualtrack.domain.programme.readiness import Prepared, assess, operates_throughout
from dualtrack.domain.programme.reasons import Code
from dualtrack.domain.programme.snapshot import Programme, period_for

LATE = make.control(operating_since=make.START + timedelta(days=1))
LATE_START = make.programme(
    controls=(LATE,),
    approvals=(make.approval(LATE),),
    evidence=(make.evidence("2026-01-02", "2026-03-31"),),
)
quick = settings(deadline=None)
asked = (programmes(), days, known_ats)


def known_ids(programme: Programme, as_of: date, known_at: datetime | None) -> set[str]:
    """Ids of every dated fact that may be used on the day."""

    def usable(happened: date, received: datetime) -> bool:
        reached = programme.local_day(received) <= as_of if known_at is None else received <= known_at
        return reached and happened <= as_of

    seen = {c.id for c in programme.check_days if usable(c.day, c.received_at)}
    seen |= {d.id for d in programme.deviations if usable(d.occurred_on, d.noted_at)}
    return seen | {e.id for e in programme.evidence if usable(e.covers_from, e.received_at)}


@quick
@given(*asked)
def test_every_reason_about_operation_leads_to_facts_that_are_known(
    programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    about = {Code.PERFORMED, Code.LATE, Code.MISSED, Code.LOST, Code.CHECKS_FAILED, Code.DEVIATION}
    allowed = known_ids(programme, as_of, known_at)
    for control in assess(programme, as_of, known_at=known_at).controls:
        for row in control.by_framework:
            named = {fact for r in row.because if r.code in about for fact in r.facts}
            assert named <= allowed


@quick
@given(*asked)
def test_every_status_that_is_shown_or_adverse_names_its_facts(
    programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    for control in assess(programme, as_of, known_at=known_at).controls:
        for row in control.by_framework:
            codes = {r.code: r for r in row.because}
            assert row.because or row.design is Design.APPROVED
            if row.tally.shown:
                assert codes[Code.PERFORMED].facts
                assert dict(codes[Code.PERFORMED].params)["met"] == str(row.tally.shown)
            if row.tally.failing:
                assert all(f.startswith("checks:") for f in codes[Code.CHECKS_FAILED].facts)
                assert codes[Code.CHECKS_FAILED].facts
            assert (Code.DEVIATION in codes) is bool(row.tally.deviations)
            lapsed = Code.MISSED in codes or Code.LOST in codes
            assert lapsed is bool(row.tally.lapsed)
            assert (row.design is Design.DESIGNED) is (Code.NOT_APPROVED in codes)


@quick
@given(*asked)
def test_what_is_shown_of_occurrences_agrees_with_the_tally(
    programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    judged = assess(programme, as_of, known_at=known_at)
    prepared = Prepared.of(programme, known_at)
    by_id = {c.id: c for c in programme.controls}
    for control in judged.controls:
        for row in control.by_framework:
            found = Counter(o.state for o in strip(prepared, judged, by_id[control.id], row.framework))
            for state in set(Slotted) - {Slotted.NOT_YET_DUE}:
                assert found[state] == row.tally.states[state]
            assert found[Slotted.NOT_YET_DUE] <= row.tally.states[Slotted.NOT_YET_DUE]


@quick
@given(*asked)
@example(programme=LATE_START, as_of=make.day("2026-04-10"), known_at=None)  # chance alone seldom draws it
def test_requirements_and_figures_follow_from_the_controls_that_are_shown(
    programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    judged = assess(programme, as_of, known_at=known_at)
    by_id = {c.id: c for c in judged.controls}
    held = {c.id: c for c in programme.controls}
    for row in judged.requirements:
        rows = {c: by_id[c].of(row.framework) for c in row.controls}
        period = period_for(programme, row.framework, as_of)
        standings = [
            Standing("", r.design, r.operation, operates_throughout(held[c], row.framework, period))
            for c, r in rows.items()
            if r is not None
        ]
        assert len(standings) == len(row.controls)
        assert row.status is judge(
            programme.catalogue.requirement(row.id).kind,
            included=row.status not in (State.EXCLUDED, State.NOT_IN_SCOPE),
            decided=not any(r.code is Code.UNDECIDED for r in row.because),
            documented=not any(r.code is Code.DOCUMENT_MISSING for r in row.because),
            serving=standings,
        )
        assert row.because
    for framework in judged.frameworks:
        states = [r.status for r in judged.requirements if r.framework == framework.framework]
        assert framework.readiness == readiness_figure(states)
        assert dict(framework.counts) == {s.value: n for s, n in Counter(states).items()}


@quick
@given(*asked)
def test_nothing_is_supported_without_anything_to_show(
    programme: Programme, as_of: date, known_at: datetime | None
) -> None:
    judged = assess(programme, as_of, known_at=known_at)
    clean = Operation.NO_DEVIATION_NOTED
    for row in judged.requirements:
        if row.status in (State.SUPPORTED, State.PARTLY, State.INCLUDED_IMPLEMENTED):
            standings = [c.of(row.framework) for c in judged.controls if c.id in row.controls]
            assert any(s is not None and s.tally.shown for s in standings)
        if row.status is State.SUPPORTED:
            assert all(s is not None and s.operation is clean for s in standings)


@quick
@given(programmes(), known_ats)
def test_evidence_is_placed_only_in_windows_that_it_touches_and_in_one_unless_it_is_a_log(
    programme: Programme, known_at: datetime | None
) -> None:
    knowledge = Knowledge(programme, known_at)
    index = Index.of(programme, knowledge)
    by_id = {e.id: e for e in programme.evidence}
    logs = (Cadence.CONTINUOUS, Cadence.PER_EVENT, Cadence.DAILY, Cadence.WEEKLY)
    for control in programme.controls:
        for period in programme.periods:
            placed: Counter[str] = Counter()
            for slot in perform(control, period.framework, period.period, index, knowledge):
                for _, fact in slot.facts:
                    held = by_id.get(fact)
                    if held is not None:
                        placed[fact] += 1
                        assert held.covers_from <= slot.window.end
                        assert slot.window.start <= held.covers_to
            assert control.cadence in logs or all(n == 1 for n in placed.values())


@quick
@given(programmes(), days)
def test_knowing_more_about_the_same_day_never_forgets_a_fact(programme: Programme, as_of: date) -> None:
    end_of_day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=programme.zone) + timedelta(days=1)
    then, now = known_ids(programme, as_of, None), known_ids(programme, as_of, end_of_day)
    assert then <= now
    before, after = assess(programme, as_of), assess(programme, as_of, known_at=end_of_day)
    for old, new in zip(before.controls, after.controls, strict=True):
        for row, again in zip(old.by_framework, new.by_framework, strict=True):
            assert row.tally.shown <= again.tally.shown
            assert row.tally.deviations <= again.tally.deviations
