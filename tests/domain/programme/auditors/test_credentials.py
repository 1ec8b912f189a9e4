"""Credentials: licence and peer review of a CPA firm, accreditation, scope and edition of a body."""

from datetime import date
from typing import Any

from tests.domain.programme.auditors.firms import body, codes, cpa, told
from tests.domain.registers.records import TODAY, before, held
from tests.each import each

from dualtrack.domain.programme.auditors.credentials import covers_iso27001, credentials
from dualtrack.domain.registers.auditors import Edition, PeerReview

OLD, FAILED = "peer_review_missing_or_old", "peer_review_with_deficiencies"


def found(firm: Any, framework: str, day: date = TODAY) -> list[str]:
    """What is lacking."""
    return codes(credentials(firm, framework, held(firm, day=day)))


def test_nothing_is_lacking_of_a_firm_that_shows_all() -> None:
    assert found(cpa(), "soc2") == []
    assert found(body(), "iso27001") == []


@each(
    ("given", "lacking"),
    [
        ({"licence": " "}, ["cpa_licence_not_on_record"]),
        ({"peer_reviewed_on": None}, [OLD]),
        ({"peer_reviewed_on": date(2023, 6, 30)}, []),
        ({"peer_reviewed_on": date(2023, 6, 29)}, [OLD]),
        ({"peer_reviewed_on": before(-1)}, [OLD]),
        ({"peer_review": PeerReview.DEFICIENCIES}, [FAILED]),
        ({"peer_review": PeerReview.FAIL, "peer_reviewed_on": date(2020, 1, 1)}, [OLD, FAILED]),
        ({"peer_review": None}, []),
    ],
)
def test_a_cpa_firm_has_its_licence_and_a_peer_review_of_three_years(
    given: dict[str, Any], lacking: list[str]
) -> None:
    assert found(cpa(**given), "soc2") == lacking


def test_an_old_peer_review_is_old_since_three_years_after_it() -> None:
    (one,) = credentials(cpa(peer_reviewed_on=date(2023, 1, 10)), "soc2", held())
    assert (one.since, told(one)["last"]) == (date(2026, 1, 10), "2023-01-10")


@each(
    ("given", "lacking"),
    [
        ({"accreditation": ""}, ["accreditation_not_on_record"]),
        ({"accredited_for": ("ISO 9001",)}, ["accreditation_without_iso27001"]),
        ({"accredited_for": ()}, ["accreditation_without_iso27001"]),
        ({"accredited_until": TODAY}, []),
        ({"accredited_until": before(1)}, ["accreditation_ended"]),
        ({"edition": Edition.Y2015}, ["edition_withdrawn_or_not_on_record"]),
        ({"edition": None}, ["edition_withdrawn_or_not_on_record"]),
    ],
)
def test_a_body_is_accredited_for_iso_27001_and_works_to_the_edition(
    given: dict[str, Any], lacking: list[str]
) -> None:
    assert found(body(**given), "iso27001") == lacking


@each(("day", "count"), [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1)])
def test_the_older_edition_is_one_since_the_transition_ended(day: date, count: int) -> None:
    assert len(found(body(edition=Edition.Y2015), "iso27001", day)) == count


@each(
    ("named", "covers"),
    [
        ("ISO/IEC 27001", True),
        ("ISO 27001:2022", True),
        ("27001", True),
        ("ISO 270010", False),
        ("27701", False),
    ],
)
def test_how_the_standard_is_written_does_not_matter(named: str, covers: bool) -> None:
    assert covers_iso27001(body(accredited_for=("ISO 9001", named))) is covers


def test_each_side_is_asked_for_its_own() -> None:
    assert found(cpa(), "iso27001") == ["accreditation_not_on_record", "edition_withdrawn_or_not_on_record"]
    assert found(body(), "soc2") == ["cpa_licence_not_on_record", OLD]
