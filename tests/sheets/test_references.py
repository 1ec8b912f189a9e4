"""References are known by id, by name, and as people write requirements."""

import pytest
from tests.each import each
from tests.sheets.registers import resolve

from dualtrack.domain.registers.field import PEOPLE, REQUIREMENTS, RISKS
from dualtrack.sheets.problem import RefusedError
from dualtrack.sheets.references import referred
from dualtrack.sheets.words import said


@each(
    ("text", "register", "expected"),
    [
        ("R-001", RISKS, ("R-001",)),
        ("ransomware", RISKS, ("R-001",)),
        ("R-001 R-002", RISKS, ("R-001", "R-002")),
        ("Phishing, Ransomware", RISKS, ("R-002", "R-001")),
        ("R-001: Ransomware", RISKS, ("R-001",)),
        ("R-001 (Ransomware)", RISKS, ("R-001",)),
        ("נועה לוי", PEOPLE, ("P-003",)),
        ("iso27001:A.5.1", REQUIREMENTS, ("iso27001:A.5.1",)),
        ("A.5.1", REQUIREMENTS, ("iso27001:A.5.1",)),
        ("A 5.17 A 8.5", REQUIREMENTS, ("iso27001:A.5.17", "iso27001:A.8.5")),
        ("A.5.17 and A.8.5", REQUIREMENTS, ("iso27001:A.5.17", "iso27001:A.8.5")),
        ("ISO 27001:2022 A 8.34 + SOC 2 CC6.1", REQUIREMENTS, ("iso27001:A.8.34", "soc2:CC6.1")),
        ("cc_6_1", REQUIREMENTS, ("soc2:CC6.1",)),
    ],
)
def test_what_is_meant(text: str, register: str, expected: tuple[str, ...]) -> None:
    assert referred(text, register, resolve, many=True) == expected


@each(
    ("text", "register", "named"),
    [
        ("R-009", RISKS, "R-009"),
        ("R-001 R-009", RISKS, "R-001 R-009"),
        ("R-001 Phishing", RISKS, "R-001 Phishing"),  # the id of one beside the name of another
        ("A.9.1", REQUIREMENTS, "A.9.1"),  # an id of the edition of 2013
        ("A 5.17 A 5.18", REQUIREMENTS, "A 5.18"),
        ("see A.5.1 there", REQUIREMENTS, "see A.5.1 there"),
        ("6.1.2", REQUIREMENTS, "6.1.2"),
    ],
)
def test_what_is_not_known_is_named(text: str, register: str, named: str) -> None:
    with pytest.raises(RefusedError) as caught:
        referred(text, register, resolve, many=True)
    words = f"'{named}' is not among the {register}; add it there first, or correct it"
    assert said(caught.value.problem) == words


def test_a_field_that_holds_one_does_not_take_two_apart() -> None:
    with pytest.raises(RefusedError):
        referred("R-001 R-002", RISKS, resolve, many=False)


def test_an_id_that_two_frameworks_have_is_asked_about() -> None:
    with pytest.raises(RefusedError) as caught:
        referred("A5.1", REQUIREMENTS, lambda _, text: text if ":" in text else None, many=True)
    assert said(caught.value.problem) == (
        "'A5.1' may be iso27001:A.5.1 or soc2:A5.1; write the one that is meant"
    )
