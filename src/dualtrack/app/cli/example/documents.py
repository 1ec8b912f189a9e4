"""The example's policy suite and procedures: which document describes which controls."""

from attrs import frozen

from dualtrack.app.cli.example import trouble
from dualtrack.domain.controls.document import DocumentKind


@frozen(kw_only=True)
class Planned:
    """One document of the suite."""

    title: str
    kind: DocumentKind
    owner: str
    controls: tuple[str, ...]


_P, _D, _S, _R = DocumentKind.POLICY, DocumentKind.PROCEDURE, DocumentKind.STATEMENT, DocumentKind.RECORD
_TABLE: tuple[tuple[str, DocumentKind, str, str], ...] = (
    ("Information security policy", _P, "CISO", "POL-01 GOV-02 GOV-03"),
    ("ISMS scope statement", _S, "Compliance lead", "GOV-05"),
    ("Context and interested parties", _R, "Compliance lead", "GOV-04 GOV-07"),
    ("Security objectives", _S, "CISO", "GOV-06"),
    ("Risk method", _D, "CISO", "RSK-01 RSK-02"),
    ("Risk assessment results", _R, "CISO", "RSK-02"),
    ("Risk treatment plan", _R, "CISO", "RSK-05"),
    ("Statement of Applicability", _S, "Compliance lead", "RSK-06"),
    ("Acceptable use policy", _P, "CISO", "POL-02"),
    ("Document control procedure", _D, "Compliance lead", "POL-03 POL-05"),
    ("Operating procedures", _D, "Head of Platform", "POL-04 OP-01 OP-02 OP-04 BC-03 BC-04"),
    ("Access policy and procedure", _P, "Head of IT", "AC-01 AC-02 AC-03 AC-04 AC-05 AC-06 AC-07 AC-08"),
    ("Employment and confidentiality terms", _D, "Head of People", "HR-01 HR-02 HR-05 HR-06 HR-07"),
    ("Training and competence plan", _D, "Head of People", "HR-03 HR-04"),
    ("Change and release procedure", _D, "Head of Engineering", "CH-01 CH-02"),
    ("Configuration standard", _D, "Head of Platform", "CH-03"),
    ("Secure development procedure", _D, "Head of Engineering", "SD-01 SD-02 SD-04 SD-05 SD-06"),
    ("Vulnerability and patch procedure", _D, "CISO", "VM-01 VM-02 VM-03"),
    ("Incident response plan", _P, "CISO", "IR-01 IR-02"),
    ("Continuity plan", _P, "CTO", "BC-01 BC-02 BC-05"),
    ("Vendor policy", _P, "General counsel", "VN-01 VN-02 VN-03 VN-04 VN-05"),
    ("Data classification and retention policy", _P, "DPO", "DP-01 DP-02 DP-03 DP-04"),
    ("Endpoint and asset policy", _P, "Head of IT", "AS-01 AS-02 AS-03 AS-04 AS-05 AS-07"),
    ("Physical security procedure", _D, "Facilities manager", "PH-01 PH-02 PH-03 PH-04 PH-05"),
    ("Audit and review procedure", _D, "Compliance lead", "AU-03 AU-04 AU-05 AU-08"),
)


def _planned(title: str, kind: DocumentKind, owner: str, controls: str) -> Planned:
    kept = tuple(c for c in controls.split() if c not in trouble.UNDOCUMENTED)
    return Planned(title=title, kind=kind, owner=owner, controls=kept)


SUITE: tuple[Planned, ...] = tuple(_planned(*row) for row in _TABLE)
