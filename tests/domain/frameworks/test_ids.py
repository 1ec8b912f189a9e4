"""An id that is not one is refused by name, with what may have been meant."""

from tests.domain.frameworks.pairs import CATALOGUE, requirement
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Catalogue, Framework, Kind
from dualtrack.domain.frameworks.ids import refusal


@each("known", [r.id for r in CATALOGUE.requirements()])
def test_a_full_id_is_not_refused(known: str) -> None:
    assert refusal(known, CATALOGUE) is None


@each(
    ("written", "reason"),
    [
        ("A.6.9", "A.6.9 is not a requirement of SOC 2, ISO/IEC 27001; A.6 holds A.6.1 to A.6.8"),
        ("CC8.2", "CC8.2 is not a requirement of SOC 2, ISO/IEC 27001; CC8 holds CC8.1"),
        ("C6.5.1", "C6.5.1 is not a requirement of SOC 2, ISO/IEC 27001"),
        ("PP1.1", "PP1.1 is not a requirement of SOC 2, ISO/IEC 27001"),
        ("CC.5.3", "CC.5.3 is not a requirement of SOC 2, ISO/IEC 27001"),
        (
            "5.1",
            "5.1 is ambiguous: it may be clause iso27001:5.1 or Annex A control iso27001:A.5.1; "
            "write the full id",
        ),
        ("CC6.1", "CC6.1 lacks its framework; write soc2:CC6.1"),
        ("A.5.18", "A.5.18 lacks its framework; write iso27001:A.5.18"),
        ("5.18", "5.18 lacks its framework; write iso27001:A.5.18"),
        ("soc2:CC8.2", "soc2:CC8.2: SOC 2 2017 has no CC8.2; CC8 holds CC8.1"),
        ("soc2:PP1.1", "soc2:PP1.1: SOC 2 2017 has no PP1.1"),
        ("soc2:CC.5.3", "soc2:CC.5.3: SOC 2 2017 has no CC.5.3"),
        ("hipaa:164.308", "hipaa:164.308: no framework hipaa is loaded; loaded are soc2, iso27001"),
        ("", "no requirement id was given; write one such as soc2:CC6.1 or iso27001:A.8.24"),
        ("  ", "no requirement id was given; write one such as soc2:CC6.1 or iso27001:A.8.24"),
    ],
)
def test_a_wrong_id_is_named_with_its_reason(written: str, reason: str) -> None:
    assert refusal(written, CATALOGUE) == reason


def test_a_group_of_two_frameworks_is_told_apart() -> None:
    ids = {"One": ("one:A.6.1", "one:A.6.2"), "Two": ("two:A.6.1.2", "two:A.6.2.8")}
    held = {name: tuple(requirement(i, Kind.ANNEX_CONTROL) for i in of) for name, of in ids.items()}
    both = Catalogue(
        tuple(
            Framework(key=name.lower(), name=name, edition="1", requirements=of) for name, of in held.items()
        )
    )
    assert refusal("A.6.9", both) == (
        "A.6.9 is not a requirement of One, Two; A.6 holds A.6.1 to A.6.2 in One; "
        "A.6 holds A.6.1.2 to A.6.2.8 in Two"
    )


def test_with_nothing_loaded_nothing_is_known() -> None:
    empty = Catalogue(())
    assert refusal("soc2:CC6.1", empty) == "soc2:CC6.1: no framework soc2 is loaded; loaded are none"
    assert refusal("CC6.1", empty) == "CC6.1 is not a requirement of no framework"
