"""A fact names what is there, or the file is told what it may name: an unknown one is never on record."""

from tests.each import each

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.catalogues.plan_facts import DOCUMENTS, PACKAGES, Nameable, fact_refusal
from dualtrack.documents.registry import KINDS
from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.programme.plan.facts import names
from dualtrack.domain.registers.registry import REGISTERS

THERE = Nameable(groups={"CR", "AC"}, catalogue=load_catalogue().catalogue)


@each(
    "code",
    [
        "scope_approved:soc2",
        "scopes_aligned",
        "auditor_booked:iso27001",
        "released:control-matrix",
        "controls_designed:AC",
        "controls_operating:CR",
        "documented:AC",
        "register_filled:vendors",
        "period_opened:soc2",
        "period_ended:soc2",
        "requirement_supported:iso27001:9.2.2",
        "engagement_opened:iso27001-stage2",
        "package_made:soc2",
    ],
)
def test_a_fact_that_can_be_on_record_is_taken(code: str) -> None:
    assert fact_refusal(code, THERE) is None


@each(
    ("code", "reason"),
    [
        ("done:AC", f"done:AC is a fact that no rule finds; known are {', '.join(sorted(names()))}"),
        ("documented:PH", "documented:PH names 'PH'; documented: goes before one of AC, CR"),
        (
            "controls_operating",
            "controls_operating names ''; controls_operating: goes before one of AC, CR",
        ),
        (
            "scopes_aligned:soc2",
            "scopes_aligned:soc2 names 'soc2', but scopes_aligned stands alone; write scopes_aligned",
        ),
        (
            "scope_approved:iso42001",
            "scope_approved:iso42001 names 'iso42001'; scope_approved: goes before one of iso27001, soc2",
        ),
        (
            "period_ended:iso27001",
            "period_ended:iso27001 names 'iso27001'; period_ended: goes before one of soc2",
        ),
        (
            "released:policy",
            "released:policy names 'policy'; released: goes before one of control-matrix,"
            " statement-of-applicability",
        ),
        (
            "package_made:soc2-type2",
            "package_made:soc2-type2 names 'soc2-type2'; package_made: goes before one of "
            + ", ".join(sorted(PACKAGES)),
        ),
        (
            "engagement_opened:soc2",
            "engagement_opened:soc2 names 'soc2'; engagement_opened: goes before one of "
            + ", ".join(sorted(kind.value for kind in EngagementKind)),
        ),
        (
            "register_filled:vendor",
            "register_filled:vendor names 'vendor'; register_filled: goes before one of "
            + ", ".join(sorted(one.key for one in REGISTERS)),
        ),
        (
            "requirement_supported:iso27001:9.9",
            "iso27001:9.9: ISO/IEC 27001 2022 has no 9.9; 9 holds 9.1 to 9.3.3",
        ),
    ],
)
def test_a_fact_that_can_never_be_on_record_is_refused(code: str, reason: str) -> None:
    assert fact_refusal(code, THERE) == reason


def test_the_documents_are_those_that_can_be_made() -> None:
    assert sorted(DOCUMENTS) == sorted(kind.name for kind in KINDS)


def test_the_packages_are_those_of_the_command() -> None:
    from dualtrack.app.cli.commands.package import command  # noqa: PLC0415 - only this test needs click

    (kinds,) = (p.type.choices for p in command.params if p.name == "kind")  # type: ignore[attr-defined]  # a Choice
    assert sorted(kinds) == sorted(PACKAGES)
