"""Evidence whose file was erased counts up to that day and no longer; what was shown then stays shown."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.programme.programmes import days, known_ats, programmes
from tests.domain.programme.test_properties import assert_nowhere_lower

from dualtrack.domain.evidence.evidence import Artifact, Evidence
from dualtrack.domain.ledger.erasure import Erasure, Ground
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.series import series
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Figure

HELD = make.control(requirements=(make.ACCESS,))
FIRST = make.evidence("2026-01-10", "2026-01-10", artifact=Artifact(sha256="1" * 64, size=1, filename="a"))
GONE = date(2026, 3, 1)
quick = settings(deadline=None)


def erasure(*names: str, on: date = GONE, replacement: str | None = None) -> Erasure:
    return Erasure(
        id=f"ers-{on}-{len(names)}",
        blobs=names,
        entries=(),
        ground=Ground.ORDER,
        legal_basis="Order 7",
        reason="As ordered.",
        engagements=(),
        effects=(),
        replacement=replacement,
        requested_by=make.ALICE,
        carried_out_by=make.BOB,
        carried_out_on=on,
        carried_out_at=make.at(on),
    )


def programme(*evidence: Evidence, erasures: tuple[Erasure, ...] = ()) -> Programme:
    return make.programme(
        controls=(HELD,), approvals=(make.approval(HELD),), evidence=evidence, erasures=erasures
    )


def met(held: Programme, on: date) -> int:
    return assess(held, on).controls[0].by_framework[0].tally.shown


def test_it_counts_until_the_day_of_the_erasure_and_not_from_then_on() -> None:
    before, after = programme(FIRST), programme(FIRST, erasures=(erasure("1" * 64),))
    day = GONE - timedelta(days=1)
    assert assess(after, day) == assess(before, day)
    assert met(after, day) == met(before, GONE) == 1
    assert met(after, GONE) == 0
    standing = assess(after, GONE).controls[0].by_framework[0]
    assert standing.operation in (Operation.TOO_EARLY, Operation.NOT_EVIDENCED)
    assert FIRST.id not in {fact for reason in standing.because for fact in reason.facts}


def test_known_before_the_erasure_it_counts_and_known_after_it_does_not() -> None:
    held = programme(FIRST, erasures=(erasure("1" * 64),))
    then, now = make.at(GONE - timedelta(days=1)), make.at(GONE)
    day = date(2026, 2, 1)
    assert assess(held, day, known_at=then).controls[0].by_framework[0].tally.shown == 1
    assert assess(held, day, known_at=now).controls[0].by_framework[0].tally.shown == 0
    assert assess(held, day).controls[0].by_framework[0].tally.shown == 1  # as known on that day


def test_a_redacted_file_in_its_place_counts_on() -> None:
    stands = make.evidence(
        "2026-01-10",
        "2026-01-10",
        id="ev-redacted",
        performed_on=date(2026, 1, 10),
        received_at=make.at("2026-02-20"),
        artifact=Artifact(sha256="2" * 64, size=1, filename="b"),
    )
    held = programme(FIRST, stands, erasures=(erasure("1" * 64, replacement=stands.id),))
    assert [met(held, on) for on in (date(2026, 2, 1), GONE, GONE + timedelta(days=90))] == [1, 1, 1]


def test_of_two_files_about_the_same_one_that_stays_is_enough() -> None:
    other = make.evidence(
        "2026-01-10", "2026-01-10", id="ev-2", artifact=Artifact(sha256="2" * 64, size=1, filename="b")
    )
    held = programme(FIRST, other, erasures=(erasure("1" * 64),))
    assert met(held, GONE) == 1


def with_own_files(held: Programme) -> Programme:
    """The same with a file of its own for each piece of evidence."""
    own = tuple(
        evolve(e, artifact=Artifact(sha256=f"{n:064x}", size=1, filename="f"))
        for n, e in enumerate(held.evidence)
    )
    return evolve(held, evidence=own)


@quick
@given(held=programmes(), picks=st.sets(st.integers(0, 5)), on=days, asked=days, known_at=known_ats)
def test_an_erasure_never_raises_anything(
    held: Programme, picks: set[int], on: date, asked: date, known_at: object
) -> None:
    whole = with_own_files(held)
    names = tuple(f"{n:064x}" for n in sorted(picks))
    less = evolve(whole, erasures=(erasure(*names, on=on),))
    assert_nowhere_lower(
        assess(less, asked, known_at=known_at),  # type: ignore[arg-type]  # an instant or nothing
        assess(whole, asked, known_at=known_at),  # type: ignore[arg-type]  # as above
    )


@quick
@given(held=programmes(), picks=st.sets(st.integers(0, 5)), on=days, asked=st.lists(days, max_size=6))
def test_a_series_over_an_erasure_equals_day_after_day(
    held: Programme, picks: set[int], on: date, asked: list[date]
) -> None:
    names = tuple(f"{n:064x}" for n in sorted(picks))
    less = evolve(with_own_files(held), erasures=(erasure(*names, on=on),))
    asked = [*asked, on, on - timedelta(days=1), on + timedelta(days=1)]
    expected = []
    for day in sorted(set(asked)):
        judged = assess(less, day)
        rows = tuple((f.framework, f.readiness, f.counts) for f in judged.frameworks)
        expected.append(Figure(as_of=day, frameworks=rows))
    assert series(less, asked) == tuple(expected)
