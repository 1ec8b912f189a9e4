"""Every step of a reckoning and every refusal about auditors has its sentence."""

from decimal import Decimal

from dualtrack.app.programme.auditor_words import REFUSALS, SOURCES, STEPS, step_text
from dualtrack.domain.programme.auditors.deciding import Refusal
from dualtrack.domain.programme.cost.audit_days import Grade, Profile, Source, StepCode, audit_days


def test_nothing_is_without_words() -> None:
    assert set(STEPS) == set(StepCode)
    assert set(REFUSALS) == set(Refusal)
    assert set(SOURCES) == set(Source)


def test_every_step_is_told_with_its_figures() -> None:
    profile = Profile(business=Grade.HIGH, alike=(100,), integration=10, sites=(900, 40))
    found = audit_days(20_000, profile)
    assert found.initial == Decimal("41.5")
    assert [step_text(step) for step in found.steps] == [
        "20000 persons count as 19910: those with one simple task by their root (groups: 1).",
        "19910 persons are more than the table holds (10700); ask the certification body.",
        "19910 persons: 28 days by the table (field knowledge, to be checked against ISO/IEC 27006-1:2024).",
        "Changed by 10 percent for complexity: business high, technology medium (allowed: 10 to 50).",
        "2 further sites, of which 2 are visited: 46 days.",
        "Lowered by 10 percent for an audit of two standards as one (at most 20).",
        "About a third in Stage 1: 14 days, then 27.5 in Stage 2.",
        "Each surveillance audit about a third: 14; recertification about two: 27.5.",
    ]


def test_a_change_is_told_with_its_reason() -> None:
    profile = Profile(
        business=Grade.LOW,
        technology=Grade.LOW,
        adjustment=-20,
        why_complexity="one product, one process",
        alike=(49,),
        why_alike="all answer one telephone line",
        integration=10,
        why_integration="audited with ISO 9001",
    )
    assert [step_text(step) for step in audit_days(100, profile).steps] == [
        "100 persons count as 58: those with one simple task by their root (groups: 1)."
        " Reason: all answer one telephone line",
        "58 persons: 10 days by the table (seen in a public source).",
        "Changed by -20 percent for complexity: business low, technology low (allowed: -30 to -5)."
        " Reason: one product, one process",
        "Lowered by 10 percent for an audit of two standards as one (at most 20)."
        " Reason: audited with ISO 9001",
        "About a third in Stage 1: 2.5 days, then 5 in Stage 2.",
        "Each surveillance audit about a third: 2.5; recertification about two: 5.",
    ]
