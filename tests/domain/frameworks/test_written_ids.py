"""Requirement ids as tools write them."""

from tests.each import each

from dualtrack.domain.frameworks.written_ids import carried, framework_of, normalised


@each(
    ("written", "ours"),
    [
        ("cc_6_1", "soc2:CC6.1"),
        ("CC6.1", "soc2:CC6.1"),
        ("cc6_1", "soc2:CC6.1"),
        ("cc_a_1_1", "soc2:A1.1"),
        ("A1.2", "soc2:A1.2"),
        ("cc_c_1_1", "soc2:C1.1"),
        ("c_1_2", "soc2:C1.2"),
        ("pi_1_2", "soc2:PI1.2"),
        ("cc_pi_1_5", "soc2:PI1.5"),
        ("p_4_3", "soc2:P4.3"),
        (" cc_9_2 ", "soc2:CC9.2"),
        ("cc_6", None),
        ("6.1", None),
        ("cc_6_1_2", None),
        ("cc_0_1", None),
        ("xx_6_1", None),
        ("", None),
        ("cc_6_١", None),
    ],
)
def test_soc_2(written: str, ours: str | None) -> None:
    assert normalised("soc2", written) == ours


@each(
    ("written", "ours"),
    [
        ("A.8.24", "iso27001:A.8.24"),
        ("a.5.1", "iso27001:A.5.1"),
        ("A 8.9", "iso27001:A.8.9"),
        ("A8.9", "iso27001:A.8.9"),
        ("A.9.2", None),  # of 2013: Annex A ends with A.8 now
        ("A.8.24.1", None),
        ("8.24", None),  # a clause or an Annex A control, nobody can tell
        ("A.8.0", None),
        ("A.8", None),
    ],
)
def test_iso_27001(written: str, ours: str | None) -> None:
    assert normalised("iso27001", written) == ours


@each(
    ("name", "key"),
    [
        ("SOC2", "soc2"),
        ("SOC-2", "soc2"),
        ("soc 2", "soc2"),
        ("ISO27001-2022", "iso27001"),
        ("ISO/IEC 27001:2022", "iso27001"),
        ("iso27001_2022", "iso27001"),
        ("ISO27001-2013", None),
        ("ISO27001", None),
        ("CIS-2.0", None),
        ("", None),
    ],
)
def test_frameworks(name: str, key: str | None) -> None:
    assert framework_of(name) == key


def test_nothing_is_invented() -> None:
    named = [("soc2", "SOC2", ("cc_6_1", "cc_9_9", "what")), ("iso27001", "ISO27001-2022", ("A.8.24",))]
    assert carried(named, {"soc2:CC6.1"}.__contains__) == (
        ("soc2:CC6.1",),
        ("ISO27001-2022:A.8.24", "SOC2:cc_9_9", "SOC2:what"),
    )


def test_without_a_catalogue_the_shape_decides() -> None:
    assert carried([("soc2", "SOC2", ("cc_9_9", "cc_9_9"))], None) == (("soc2:CC9.9",), ())
