"""What adopting replaces of what was opened by the profile, and what hangs on it."""

from datetime import date

from attrs import evolve
from tests import factories as make

from dualtrack.domain.audits.adoption_words import said
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.programme.replacing import hanging, replaced

OPENED = make.period("soc2", id="soc2-1")
AUDIT = make.engagement(id="soc2-type2-1", period="soc2-1")
STAGE1 = make.engagement(EngagementKind.ISO_STAGE1, id="iso27001-stage1-1")
TRUE = make.period("soc2", date(2025, 12, 1), date(2026, 11, 30), id="soc2-1")
HELD = make.programme(periods=(OPENED,), engagements=(AUDIT, STAGE1), controls=(make.control(),))
NEW = make.period("soc2", date(2024, 12, 1), date(2025, 11, 30), id="soc2-0")


def test_what_stands_under_the_same_id_and_says_something_else_is_replaced() -> None:
    later = evolve(AUDIT, opened_on=date(2025, 12, 1))
    found = replaced(HELD, (NEW, TRUE, later))
    assert [(one.kind, one.before, one.after, one.closes) for one in found] == [
        ("period", OPENED, TRUE, False),
        ("engagement", AUDIT, later, False),
    ]
    assert found[1].period == OPENED
    assert replaced(HELD, (OPENED, AUDIT)) == ()


def test_an_audit_that_only_ends_is_closed_and_nothing_hangs_on_that() -> None:
    (one,) = replaced(HELD, (evolve(STAGE1, closed_on=make.END),))
    assert one.closes
    assert hanging(HELD, (one,), packages=[STAGE1.id], grants=[STAGE1.id]) == ()


def test_evidence_about_a_day_of_the_period_stands_in_the_way() -> None:
    found = replaced(HELD, (TRUE,))
    inside = evolve(HELD, evidence=(make.evidence("2026-03-20"),))
    (wrong,) = hanging(inside, found, packages=(), grants=())
    assert wrong.refuses
    assert said(wrong) == (
        f"period soc2-1: evidence: 1 on record hang on it ({inside.evidence[0].id}), and adopting would put"
        " another in its place; adopt into a home that was begun anew, before anything is added"
    )
    before = evolve(HELD, evidence=(make.evidence("2025-12-31"),))
    of_iso = evolve(
        HELD, controls=(make.control(requirements=(make.CRYPTO,)),), evidence=(make.evidence("2026-03-20"),)
    )
    for held in (HELD, before, of_iso):
        assert hanging(held, found, packages=(), grants=()) == ()


def test_what_was_made_or_granted_for_the_audit_stands_in_the_way_all_at_once() -> None:
    found = replaced(HELD, (evolve(AUDIT, firm="Another"),))
    many = [AUDIT.id] * 7 + ["other"]
    faults = hanging(HELD, found, packages=many, grants=["other", AUDIT.id])
    assert [(f.record, f.field, dict(f.params)["count"]) for f in faults] == [
        ("engagement soc2-type2-1", "packages", "7"),
        ("engagement soc2-type2-1", "grants", "1"),
    ]
