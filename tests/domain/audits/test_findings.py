"""Deviations and nonconformities: recorded whole, open from the day they are raised until they are closed."""

from datetime import date

import pytest
from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.ledger.codec import CodecError, decode, encode


def test_a_nonconformity_is_open_until_the_day_it_is_closed() -> None:
    held = make.nonconformity(make.RISK, raised_on=date(2026, 3, 1), closed_on=date(2026, 4, 1))
    asked = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [held.open_on(d) for d in asked] == [False, True, True, False]
    assert make.nonconformity(make.RISK).open_on(date(2099, 1, 1))


@each("grade", Grade)
def test_a_nonconformity_is_recorded_whole(grade: Grade) -> None:
    held = make.nonconformity(make.RISK, grade=grade, closed_on=date(2026, 4, 1))
    assert decode("nonconformity", 1, encode(held)) == held


def test_a_grade_that_is_none_is_refused_by_name() -> None:
    data = encode(make.nonconformity(make.RISK))
    with pytest.raises(CodecError, match=r"nonconformity\.grade.*grave"):
        decode("nonconformity", 1, {**data, "grade": "grave"})


def test_a_deviation_is_recorded_whole() -> None:
    held = make.deviation("2026-03-09", cause="no reminder", response="reminder set")
    assert decode("deviation", 1, encode(held)) == held


def test_the_making_of_a_package_is_recorded_whole() -> None:
    made = PackageMade(
        id="pkg-1",
        kind="soc2",
        engagement="soc2-type2",
        filename="soc2.zip",
        sha256="b" * 64,
        checkpoint_size=12,
        checkpoint_root="c" * 64,
        interim=True,
        failing_gates=("period_ended",),
        made_at=make.at("2026-07-01"),
        made_by=make.ALICE,
        since_size=7,
        program="0.1.0",
    )
    data = encode(made)
    assert decode("package_made", 2, data) == made
    older = {name: data[name] for name in data if name not in ("since_size", "program")}
    assert decode("package_made", 1, older) == evolve(made, since_size=None, program="")
