"""A mature SOC 2 at month 4 of its period, and an ISMS with its certificate: files that leads fill in."""

from pathlib import Path
from typing import Any

from tests.app.conftest import Run

from dualtrack.catalogues.loader import load_catalogue
from dualtrack.domain.frameworks.catalogue import Kind

REPORT = """\
[report]
firm = "Fictional & Partners"
type = "type_2"
period_start = 2024-12-01
period_end = 2025-11-30
issued_on = 2026-01-15
categories = ["security"]
opinion = "In our opinion, in all material respects, the controls stated were suitably designed."
file = "report.pdf"

[open_period]
start = 2025-12-01
end = 2026-11-30

[[subservice]]
name = "Fictional Cloud"
service = "Hosting"
method = "carve_out"
[[subservice.csoc]]
description = "Physical access to data centres is restricted to those who need it."
requirements = ["soc2:CC6.4"]

[[cuec]]
description = "Customers remove the accounts of their own leavers."
requirements = ["soc2:CC6.2"]

[[deviation]]
control = "LA-7"
criterion = "soc2:CC6.2"
description = "2 of 25 leavers kept access for three days."
test = "Inspected removal tickets of 25 leavers."
response = "Removal is triggered by the HR system since October."
occurred_on = 2025-06-12
"""

CONTROLS = """\
ID,Title,Control Description,Criteria,Frequency,Operated by
LA-1,User access reviews,Access of users is reviewed each quarter.,CC6.2; CC6.3,Quarterly,manual
LA-7,Terminations,Access is revoked within one business day of termination.,CC6.2; CC6.3,,
LA-9,Data in transit,TLS encrypts data in transit over public networks.,CC6.7,Continuous,automated
AC-02,Office plants,Plants are watered.,CC1.1,Weekly,manual
"""

CERTIFICATE = """\
[certificate]
body = "Fictional Certification"
accreditation = "Fictional Accreditation Board"
number = "FC-0001"
issued = 2025-06-01
valid_until = 2028-05-31
scope = "Development and operation of the payroll service."
audit_start = 2025-05-05
audit_end = 2025-05-09

[open_period]
start = 2025-05-10
end = 2026-05-09

[soa]
version = "3.1"
date = 2025-04-20
sheet = "soa.csv"

[[finding]]
requirement = "iso27001:9.2.1"
grade = "minor"
description = "The audit programme left one site out."
correction = "The site is in the programme."
due = 2025-08-09
closed_on = 2025-07-30

[[finding]]
requirement = "iso27001:A.8.13"
grade = "minor"
description = "One restore was not tested."
"""

ISMS_CONTROLS = """\
ID,Title,Control Description,Annex A,Frequency,Operated by
IS-1,User access reviews,Owners review the access of each user every quarter.,A.5.18,Quarterly,manual
IS-2,Daily backup,Backups are taken daily and a restore is tested each quarter.,A.8.13,Daily,automated
"""


def annex() -> tuple[str, ...]:
    """The 93 Annex A controls by their local ids."""
    requirements = load_catalogue().catalogue.requirements("iso27001")
    return tuple(r.local_id for r in requirements if r.kind is Kind.ANNEX_CONTROL)


def soa(**changed: str) -> str:
    """A Statement of Applicability as a sheet: all included but A.7.4, or rows as they are changed."""
    lines = ["Control ID;Applicable;Justification;Implemented"]
    for one in annex():
        plain = f"{one};no;No building is ours;no" if one == "A.7.4" else f"{one};yes;Risk treatment;yes"
        line = changed.get(one.replace(".", "_"), plain)
        lines += [line] if line else []
    return "\n".join(lines) + "\n"


def report_files(folder: Path, *, report: str = REPORT, controls: str = CONTROLS) -> tuple[Path, Path]:
    """The facts and the control list of a mature SOC 2, written."""
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 invented")
    facts, listed = folder / "last-report.toml", folder / "controls.csv"
    facts.write_text(report)
    listed.write_text(controls)
    return facts, listed


def certificate_files(
    folder: Path, *, certificate: str = CERTIFICATE, rows: str = "", controls: str = ISMS_CONTROLS
) -> tuple[Path, Path]:
    """The facts, the SoA and the control list of an ISMS, written."""
    facts, listed = folder / "certificate.toml", folder / "isms.csv"
    facts.write_text(certificate)
    listed.write_text(controls)
    (folder / "soa.csv").write_text(rows or soa())
    return facts, listed


def adopt(call: Run, files: tuple[Path, Path], kind: str, *more: str) -> Any:
    """One call with both files."""
    return call("adopt", kind, files[0], "--controls", files[1], "--json", *more)
