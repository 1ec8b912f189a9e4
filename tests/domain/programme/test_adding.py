"""A framework that is added: from its day on, over what is there; days before stay as they were told."""

from datetime import date, timedelta

from tests import factories as make

from dualtrack.domain.programme.adding import reuse, with_framework
from dualtrack.domain.programme.organisation import FrameworkAdded, Profile, frameworks_on
from dualtrack.domain.programme.readiness import assess
from dualtrack.domain.programme.series import series

DAY = date(2026, 3, 2)
ADDED = FrameworkAdded(id="iso27001", framework="iso27001", since=DAY, added_by=make.ALICE)
SHARED = make.control("AC-02", requirements=(make.ACCESS, make.CRYPTO))
ALONE = make.control("AC-03", requirements=(make.ACCESS,))
GONE = make.control("AC-04", requirements=(make.RISK,), retired_on=date(2026, 2, 1))
BEFORE = make.programme(
    organisation=make.organisation(profile=Profile.SOC2_ONLY),
    controls=(SHARED, ALONE, GONE),
    documents=(make.document("AC-02"), make.document("AC-03", id="doc-2")),
    evidence=(make.evidence("2026-02-20"), make.evidence("2026-02-20", None, "AC-03", id="ev-2")),
)
AFTER = with_framework(BEFORE, ADDED)


def test_the_frameworks_of_a_day_follow_from_the_profile_and_what_was_added_by_then() -> None:
    yesterday = DAY - timedelta(days=1)
    assert frameworks_on(Profile.SOC2_ONLY, (ADDED,), yesterday) == ("soc2",)
    assert frameworks_on(Profile.SOC2_ONLY, (ADDED,), DAY) == ("soc2", "iso27001")
    assert frameworks_on(Profile.SOC2_ONLY, (ADDED,), None) == ("soc2", "iso27001")
    soc2 = FrameworkAdded(id="soc2", framework="soc2", since=DAY, added_by=make.ALICE)
    assert frameworks_on(Profile.ISO27001_ONLY, (soc2,), DAY) == ("soc2", "iso27001")  # in one order
    assert frameworks_on(Profile.FIRST_COMBINED, (ADDED,), None) == ("soc2", "iso27001")


def test_days_before_are_told_as_they_were_and_days_since_with_both() -> None:
    for day in (DAY - timedelta(days=1), DAY - timedelta(days=30)):
        assert assess(AFTER, day) == assess(BEFORE, day)
    assert [f.framework for f in assess(AFTER, DAY).frameworks] == ["soc2", "iso27001"]
    assert {r.framework for r in assess(AFTER, DAY).requirements} == {"soc2", "iso27001"}


def test_a_series_over_the_day_equals_each_day() -> None:
    days = [DAY + timedelta(days=n) for n in range(-3, 4)]
    for figure in series(AFTER, days):
        said = assess(AFTER, figure.as_of)
        assert figure.frameworks == tuple((f.framework, f.readiness, f.counts) for f in said.frameworks)
    assert [len(f.frameworks) for f in series(AFTER, days)] == [1, 1, 1, 2, 2, 2, 2]


def test_what_is_reused_and_what_is_new() -> None:
    found = reuse(AFTER, "iso27001", DAY)
    assert found.controls == ("AC-02",)  # a retired one serves nothing any more
    assert found.served == (make.CRYPTO,)
    assert make.RISK in found.unserved
    assert len(found.served) + len(found.unserved) == found.asked
    assert len(found.evidence) == len(found.documents) == 1


def test_an_excluded_requirement_is_neither_served_nor_new() -> None:
    out = make.programme(
        organisation=BEFORE.organisation,
        added=(ADDED,),
        applicability=(make.decision(make.CRYPTO, included=False, decided_on=DAY),),
    )
    found = reuse(out, "iso27001", DAY)
    assert make.CRYPTO not in (*found.served, *found.unserved)


def test_what_is_owed_is_the_framework_s_own() -> None:
    found = reuse(AFTER, "iso27001", DAY)
    assert {w.framework for w in found.owed} <= {"iso27001"}
    assert any(make.RISK in w.requirements for w in found.owed)
