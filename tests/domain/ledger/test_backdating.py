"""Times that cannot be so, and the honest ones beside each of them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.backdating import OWN_TIMES, SLACK, WAIT, Known, agrees, behind_the_last, limits
from dualtrack.domain.ledger.codec_types import encode_instant

NOON = datetime(2027, 10, 24, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def at(moment: datetime) -> str:
    return encode_instant(moment)


def known(size: int, seq: int, moment: datetime = NOON, item: str = "anchor a") -> Known:
    return Known(item=item, size=size, seq=seq, at=moment)


def faults(seq: int, moment: datetime, *anchors: Known) -> tuple[str, ...]:
    """What anchors say of the entry at a place."""
    within = [one for one in limits(anchors) if one.start <= seq][-1]
    return within.faults(at(moment))


def test_an_entry_before_the_last_one_is_told_with_both_times() -> None:
    assert behind_the_last(at(NOON), at(NOON), 1900) == ()
    assert behind_the_last(at(NOON), "", -1) == ()
    assert behind_the_last("2027-05-03T09:00:00.000000Z", at(NOON), 1900) == (
        "its recorded_at 2027-05-03T09:00:00.000000Z lies before that of entry 1900,"
        " 2027-10-24T12:00:00.000000Z",
    )


def test_what_follows_the_entry_of_an_anchor_was_recorded_after_it_was_held() -> None:
    anchor, early = known(5, 7), NOON - SLACK - TICK
    said = (
        "its recorded_at is 2027-10-24T11:54:59.999999Z, and entry 7 before it tells that anchor a is held"
        " since 2027-10-24T12:00:00.000000Z"
    )
    assert faults(8, early, anchor) == (said,)
    assert faults(7, early, anchor) == (said,)
    assert faults(8, NOON - SLACK, anchor) == ()
    assert faults(6, early, anchor) == (), "a head may be held long after it was signed"


def test_what_an_anchor_holds_was_recorded_before_it_was_held() -> None:
    anchor, late = known(5, 7), NOON + SLACK + TICK
    assert faults(4, late, anchor) == (
        "its recorded_at is 2027-10-24T12:05:00.000001Z, and anchor a holds it since"
        " 2027-10-24T12:00:00.000000Z",
    )
    assert faults(4, NOON + SLACK, anchor) == ()
    assert faults(5, late, anchor) == ()


def test_of_several_anchors_the_one_that_says_most_is_told() -> None:
    older, newer = known(5, 5, NOON - timedelta(days=3), "anchor old"), known(9, 9, item="anchor new")
    assert "anchor old holds it" in faults(4, NOON + timedelta(days=1), newer, older)[0]
    assert "anchor new holds it" in faults(6, NOON + timedelta(days=1), newer, older)[0]
    assert "anchor old is held" in faults(6, NOON - timedelta(days=9), newer, older)[0]
    assert "anchor new is held" in faults(9, NOON - timedelta(days=9), newer, older)[0]


def test_without_anchors_nothing_is_said() -> None:
    (one,) = limits(())
    assert one.faults(at(NOON)) == ()


@given(
    steps=st.lists(st.integers(0, 3), min_size=1, max_size=12),
    size=st.integers(0, 12),
    wait=st.integers(0, 9),
)
def test_an_honest_ledger_gives_no_alarm(steps: list[int], size: int, wait: int) -> None:
    """Entries in the order of their times; a head held some minutes after, and told when it was held."""
    moments = [NOON + timedelta(minutes=sum(steps[: place + 1])) for place in range(len(steps))]
    held = max((m for m in moments[:size]), default=NOON) + timedelta(minutes=wait)
    told = next(
        (place for place, moment in enumerate(moments) if place >= size and moment >= held), len(steps)
    )
    for place, moment in enumerate(moments):
        assert faults(place, moment, known(size, told, held)) == ()


@each(
    ("own", "last", "skewed", "fits"),
    [
        (NOON, NOON - WAIT, None, True),
        (NOON - TICK, NOON - WAIT, None, False),  # it did not have to take the last one's time
        (NOON + TICK, NOON, None, False),
        (NOON - WAIT, NOON, None, True),
        (NOON - WAIT - TICK, NOON, None, False),
        (NOON - timedelta(days=170), NOON, NOON - timedelta(days=170), True),
        (NOON - timedelta(days=172), NOON, NOON - timedelta(days=170), False),
    ],
)
def test_the_time_of_a_value_is_that_of_its_entry_unless_that_had_to_wait(
    own: datetime, last: datetime, skewed: datetime | None, fits: bool
) -> None:
    assert agrees(at(own), at(NOON), at(last), at(skewed) if skewed else "") is fits


def test_what_is_no_time_agrees_with_nothing() -> None:
    assert not agrees("None", at(NOON), at(NOON), "")
    assert not agrees("2027", at(NOON), at(NOON), "")


def test_each_own_time_is_a_field_of_its_type() -> None:
    from dualtrack.domain.audits.findings import Deviation  # noqa: PLC0415 - above the ledger
    from dualtrack.domain.audits.release import PackageMade  # noqa: PLC0415 - as above
    from dualtrack.domain.audits.releases.release import Release  # noqa: PLC0415 - as above
    from dualtrack.domain.evidence.evidence import Evidence  # noqa: PLC0415 - as above
    from dualtrack.domain.evidence.run import ObservationRun  # noqa: PLC0415 - as above

    types = {
        "deviation": Deviation,
        "evidence": Evidence,
        "observation_run": ObservationRun,
        "package_made": PackageMade,
        "release": Release,
    }
    assert set(types) == set(OWN_TIMES)
    assert [
        name for name, field in OWN_TIMES.items() if types[name].__annotations__[field] is not datetime
    ] == []
