"""The files of facts: read whole, or refused with everything that is wrong in them."""

from datetime import date
from pathlib import Path

from tests.app.cli.commands import adopted
from tests.each import each

from dualtrack.app.cli.adoption_file import Signed, read_iso27001, read_soc2
from dualtrack.app.cli.adoption_template import TEMPLATES
from dualtrack.domain.audits.findings import Grade
from dualtrack.domain.registers.vendors import SubserviceMethod

BY = Signed(by="person:alice", on=date(2026, 3, 2))


def soc2(folder: Path, text: str = adopted.REPORT) -> list[str]:
    """What is wrong with a file, line by line."""
    facts, _ = adopted.report_files(folder, report=text)
    found, problems = read_soc2(facts, BY)
    assert (found is None) == bool(problems)
    return [str(one) for one in problems]


def iso(folder: Path, text: str) -> list[str]:
    """The same of a certificate's."""
    facts, _ = adopted.certificate_files(folder, certificate=text)
    found, problems = read_iso27001(facts, BY)
    assert (found is None) == bool(problems)
    return [str(one) for one in problems]


def test_a_report_is_read_whole(tmp_path: Path) -> None:
    facts, _ = adopted.report_files(tmp_path)
    found, problems = read_soc2(facts, BY)
    assert found is not None
    assert problems == ()
    report = found.report
    assert (report.start, report.end, report.open_start) == (
        date(2024, 12, 1), date(2025, 11, 30), date(2025, 12, 1),
    )  # fmt: skip
    assert report.opinion == (
        "In our opinion, in all material respects, the controls stated were suitably designed."
    )
    (host,) = report.subservices
    assert (host.name, host.method) == ("Fictional Cloud", SubserviceMethod.CARVE_OUT)
    assert host.csocs[0].requirements == ("soc2:CC6.4",)
    assert report.cuecs[0].requirements == ("soc2:CC6.2",)
    assert report.deviations[0].test == "Inspected removal tickets of 25 leavers."
    assert (report.adopted_by, report.adopted_on) == ("person:alice", date(2026, 3, 2))
    assert found.document == tmp_path / "report.pdf"


def test_a_certificate_is_read_whole(tmp_path: Path) -> None:
    facts, _ = adopted.certificate_files(tmp_path)
    found, problems = read_iso27001(facts, BY)
    assert found is not None
    assert problems == ()
    held = found.certificate
    assert (held.number, held.valid_until, held.soa_version) == ("FC-0001", date(2028, 5, 31), "3.1")
    assert [f.grade for f in held.findings] == [Grade.MINOR, Grade.MINOR]
    assert (held.findings[0].due, held.findings[0].closed_on) == (date(2025, 8, 9), date(2025, 7, 30))
    assert found.soa == tmp_path / "soa.csv"


def test_rows_may_stand_in_the_file_itself(tmp_path: Path) -> None:
    row = '[[soa_row]]\ncontrol = "A.7.4"\nincluded = false\nexclusion = "No building is ours"\n'
    text = adopted.CERTIFICATE.replace('sheet = "soa.csv"\n', "") + row
    facts, _ = adopted.certificate_files(tmp_path, certificate=text)
    found, _ = read_iso27001(facts, BY)
    assert found is not None
    (held,) = found.certificate.soa
    assert (held.requirement, held.included, held.exclusion) == (
        "iso27001:A.7.4", False, "No building is ours",
    )  # fmt: skip


@each(
    ("old", "new", "message"),
    [
        ('firm = "Fictional & Partners"\n', "", "report: firm: the field is missing; every record has it"),
        (
            "period_end = 2025-11-30",
            'period_end = "November"',
            "report: period_end: 'November' is not a date; write it as 2026-01-31",
        ),
        (
            "period_end = 2025-11-30\n",
            "",
            "report: period_end: the day is missing; write it as 2026-01-31",
        ),
        ('type = "type_2"', 'type = "2"', "report: type: '2' is not one of type_1, type_2"),
        (
            'file = "report.pdf"',
            'file = "other.pdf"',
            "report: file: other.pdf: there is no such file beside last-report.toml",
        ),
        (
            'method = "carve_out"',
            'method = "carved"',
            "subservice 1: method: 'carved' is not one of carve_out, inclusive",
        ),
        (
            'description = "Physical',
            'descripton = "Physical',
            "subservice 1, csoc 1: description: the field is missing; every record has it",
        ),
        (
            "[open_period]\nstart = 2025-12-01\nend = 2026-11-30\n",
            "",
            "open_period: the file holds no [open_period]",
        ),
        (
            "[[cuec]]",
            "[[cuecs]]",
            "cuecs: unknown table; known are report, open_period, subservice, cuec, deviation",
        ),
        ("[[deviation]]", "[deviation]", "deviation: expected tables [[deviation]]"),
        (
            'test = "Inspected removal tickets of 25 leavers."\n',
            "",
            "deviation 1: test: the field is missing; every record has it",
        ),
    ],
)
def test_each_thing_wrong_in_a_report_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in adopted.REPORT
    told = soc2(tmp_path, adopted.REPORT.replace(old, new))
    assert told[0] == f"last-report.toml: {message}"


def test_a_file_that_is_no_toml_says_so(tmp_path: Path) -> None:
    (told,) = soc2(tmp_path, "[report")
    assert told.startswith(f"{tmp_path / 'last-report.toml'}: not valid TOML: ")


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    text = adopted.REPORT.replace('firm = "Fictional & Partners"\n', "").replace("carve_out", "x")
    assert soc2(tmp_path, text.replace("end = 2026-11-30", 'end = ""')) == [
        "last-report.toml: subservice 1: method: 'x' is not one of carve_out, inclusive",
        "last-report.toml: report: firm: the field is missing; every record has it",
        "last-report.toml: open_period: end: the day is missing; write it as 2026-01-31",
    ]


@each(
    ("old", "new", "message"),
    [
        ('grade = "minor"', 'grade = "small"', "finding 1: grade: 'small' is not one of major, minor"),
        (
            'sheet = "soa.csv"',
            'sheet = "soa.xlsx"',
            "soa: sheet: soa.xlsx: there is no such file beside certificate.toml",
        ),
        ('number = "FC-0001"\n', "", "certificate: number: the field is missing; every record has it"),
        (
            "[[finding]]",
            '[[soa_row]]\ncontrol = "A.5.1"\nincluded = true\n\n[[finding]]',
            "soa: sheet: the file holds [[soa_row]] as well; state the rows in one of the two",
        ),
        ("date = 2025-04-20\n", "", "soa: date: the day is missing; write it as 2026-01-31"),
    ],
)
def test_each_thing_wrong_in_a_certificate_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    told = iso(tmp_path, adopted.CERTIFICATE.replace(old, new, 1))
    assert told[0] == f"certificate.toml: {message}"


@each("kind", sorted(TEMPLATES))
def test_a_template_with_every_line_taken_in_is_known_throughout(tmp_path: Path, kind: str) -> None:
    """Every commented field is one that the reader knows."""
    lines = TEMPLATES[kind].splitlines()
    active = "\n".join(
        one.removeprefix("# ") if " = " in one or one.startswith("# [") else one for one in lines
    )
    file = tmp_path / "facts.toml"
    file.write_text(active)
    read = {"soc2": read_soc2, "iso27001": read_iso27001}[kind]
    _, problems = read(file, BY)
    assert not [str(one) for one in problems if "unknown" in one.reason or "TOML" in one.reason]
