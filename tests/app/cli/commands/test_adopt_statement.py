"""`dualtrack adopt iso27001`: Statements of Applicability as people really keep them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.app.cli.commands import adopted
from tests.app.conftest import Run
from tests.app.programme import real_registers as real

from dualtrack.app.audits.models import IsoCertificateRow

KIT = (
    "Control ID,Control Name,Theme,Applicable,Justification,Implementation Status,"
    "Implementation Description,Reference"
)


def kit(statuses: Sequence[str], head: str = KIT) -> str:
    """A Statement of Applicability with a status and a reference of its own, as published kits have it."""
    out = "N/A"
    rows = [head]
    for number, one in enumerate(adopted.annex()):
        said = out if one == "A.7.4" else statuses[number % len(statuses)]
        applies = "Not applicable" if said == out else "Applicable"
        rows.append(f"{one},Its name,Its theme,{applies},Its reason,{said},What is done,POL-{number % 3}")
    return "\n".join(rows) + "\n"


def test_a_statement_with_a_status_and_a_reference_is_taken_by_its_control_id(
    isms: Run, tmp_path: Path
) -> None:
    said = ("Implemented", "Partially implemented", "Planned", "Not implemented")
    done = adopted.adopt(isms, adopted.certificate_files(tmp_path, rows=kit(said)), "iso27001")
    assert done.code == 0, done.err
    certificate = IsoCertificateRow.objects.get().to_value()
    by_id = {row.requirement: row for row in certificate.soa}
    assert len(by_id) == 93
    four = [by_id[f"iso27001:A.5.{number}"].implemented for number in (1, 2, 3, 4)]
    assert four == [True, False, False, False]
    assert (by_id["iso27001:A.7.4"].included, by_id["iso27001:A.7.4"].exclusion) == (False, "Its reason")


def test_a_status_that_nobody_knows_is_named_with_its_row(isms: Run, tmp_path: Path) -> None:
    rows = kit(("Implemented",)).replace("Implemented,What", "Almost,What", 1)
    done = adopted.adopt(isms, adopted.certificate_files(tmp_path, rows=rows), "iso27001")
    assert done.code == 2
    assert "'Almost' is neither yes nor no" in done.error["message"]


def test_a_profile_says_which_column_of_a_statement_is_which(isms: Run, tmp_path: Path) -> None:
    rows = kit(("Implemented",), KIT.replace("Control ID", "Clause").replace("Reference", "Control ID"))
    with_map = adopted.CERTIFICATE.replace('sheet = "soa.csv"', 'sheet = "soa.csv"\nmap = "soa.toml"')
    files = adopted.certificate_files(tmp_path, certificate=with_map, rows=rows)
    done = adopted.adopt(isms, files, "iso27001", "--dry-run")
    assert "soa.toml: there is no such file beside certificate.toml" in done.error["message"]
    (tmp_path / "soa.toml").write_text(
        'name = "soa"\nregister = "soa"\n[columns]\n"Clause" = "id"\n"Applicable" = "included"\n'
        '"Justification" = "justification"\n"Implementation Status" = "implemented"\n'
    )
    done = adopted.adopt(isms, files, "iso27001", "--dry-run")
    assert done.code == 0, done.err
    alone = with_map.replace('sheet = "soa.csv"\n', "")
    done = adopted.adopt(isms, adopted.certificate_files(tmp_path, certificate=alone), "iso27001")
    assert "there is no sheet that it would be read by; name it as sheet" in done.error["message"]


@pytest.mark.skipif(not real.KIT.is_dir(), reason="the outside inputs are not beside the checkout")
def test_a_published_statement_is_adopted_once_its_ragged_row_is_mended(isms: Run, tmp_path: Path) -> None:
    rows = (real.KIT / "statement-of-applicability.csv").read_text()
    done = adopted.adopt(isms, adopted.certificate_files(tmp_path, rows=rows), "iso27001")
    assert done.error["message"] == (
        "soa.csv: row 72: sheet soa: 9 cells under a header of 8; put texts that hold , in quotation marks"
    )
    ragged = "Email DLP in place, endpoint DLP planned"
    rows = rows.replace(ragged, f'"{ragged}"')
    done = adopted.adopt(isms, adopted.certificate_files(tmp_path, rows=rows), "iso27001")
    assert done.code == 0, done.err
    held = IsoCertificateRow.objects.get().to_value().soa
    counted = (len(held), sum(r.included for r in held), sum(r.implemented for r in held))
    assert counted == (93, 92, 91)
