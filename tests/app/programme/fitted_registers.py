"""What others published, with profiles that say what their words mean, as a compliance lead brings it in.

The people are those whom the templates themselves name, with the jobs that they give them; whom they name
nobody for is left without an owner. Nothing is dressed up: what is wrong in a file stays refused.
"""

from attrs import frozen
from tests.app.programme import real_registers as real

TEMPLATES = real.INPUTS / "isms-templates" / real.KIT.name
SMALL = real.INPUTS / "risk-register-soa" / "shahmikh__ISO27001-Automation"
STAFF = """Id,Name,Address,Jobs
AW,Anna Weber,aw@nordwind.example,ISO; Information Security Officer
MS,Markus Schulz,ms@nordwind.example,IT Operations Lead; IT Ops Lead; BCM Lead
JH,Julia Hoffmann,jh@nordwind.example,DPO; Data Protection Officer
TK,Thomas Krüger,tk@nordwind.example,HR Lead
EF,Elena Fischer,ef@nordwind.example,Finance Lead
SB,Sebastian Brand,sb@nordwind.example,Head of Engineering
LH,Lisa Hartmann,lh@nordwind.example,Head of Sales
KM,Katharina Meier,km@nordwind.example,CEO
TW,Thomas Weissenberg,tw@nordwind.example,CFO
TB,Tobias Wagner,tb@nordwind.example,Ops Lead; Head of Ops
SL,Sarah Lindner,sl@nordwind.example,Comms Lead; Marketing Lead
SO,Sophie Lang,so@nordwind.example,
"""


@frozen(kw_only=True)
class Fitted:
    """One sheet: its file, the register, the rest of the profile, and the rows that come in and stay out."""

    file: str
    register: str
    rest: str
    read: int
    new: int
    why: tuple[str, ...] = ()  # of each row that is refused, the words that say it
    sheet: str = ""


def _columns(*pairs: tuple[str, str]) -> str:
    return "[columns]\n" + "".join(f'"{header}" = "{field}"\n' for header, field in pairs)


def _meant(header: str, **words: str) -> str:
    """What words of a column mean; an empty meaning leaves the field empty."""
    return f'[values."{header}"]\n' + "".join(f'"{said}" = "{meant}"\n' for said, meant in words.items())


_REST = 'rest_into = "notes"\n'
_NOBODY = {"Procurement": "", "Procurement Lead": "", "PMO Lead": "", "Facilities Lead": "", "Legal": ""}
_GROUP = "is not among the people"
_EMPTY = "the field is required and empty"
_QUOTES = "put texts that hold , in quotation marks"
_AHEAD = "expected a day no later than today"

KIT = (
    Fitted(
        file="asset-register.csv",
        register="assets",
        rest=real.FILES["asset-register"][1]
        + _meant("Type", Facility="infrastructure")
        + _meant("Owner", **_NOBODY),
        read=18,
        new=18,
    ),
    Fitted(
        file="cryptography-register.csv",
        register="assets",
        rest=_REST
        + _columns(("Key ID", "id"), ("Purpose", "name"), ("Owner", "owner"), ("Storage", "location"))
        + '[constants]\n"kind" = "data"\n',
        read=10,
        new=10,
    ),
    Fitted(
        file="supplier-register.csv",
        register="vendors",
        rest=real.FILES["supplier-register"][1]
        + _meant("Contract End", Rolling="")
        + _meant("Owner", **_NOBODY),
        read=12,
        new=12,
    ),
    Fitted(
        file="incident-register.csv",
        register="incidents",
        rest=real.FILES["incident-register"][1]
        + _meant("Data Breach", **{"No (no sensitive data accessed)": "no"}),
        read=10,
        new=10,
    ),
    Fitted(
        file="legal-compliance-register.csv",
        register="legal",
        rest=real.FILES["legal-compliance-register"][1]
        + _meant("Responsible", **_NOBODY, **{"Top management": "CEO", "HR + ISO": "HR Lead"}),
        read=27,
        new=27,
    ),
    Fitted(
        file="document-control-register.csv",
        register="documentation",
        rest=_REST
        + real.FILES["document-control-register"][1]
        + _meant("Owner", **_NOBODY)
        + _meant("Next Review", Continuous=""),
        read=26,
        new=26,
    ),
    Fitted(
        file="records-retention-schedule.csv",
        register="documentation",
        rest=_REST
        + _columns(
            ("ID", "id"),
            ("Record Category", "name"),
            ("Owner", "owner"),
            ("Storage Location", "location"),
            ("Format", "kept_as"),
            ("Retention Period", "retention"),
        )
        + _meant(
            "Owner",
            **_NOBODY,
            **{
                "Finance": "Finance Lead",
                "IT Operations": "IT Operations Lead",
                "Operations": "Head of Ops",
                "Marketing": "Marketing Lead",
                "Facilities": "",
                "HR": "HR Lead",
                "Sales": "Head of Sales",
            },
        ),
        read=27,
        new=27,
    ),
    Fitted(
        file="competence-matrix.csv",
        register="roles",
        rest=real.FILES["competence-matrix"][1],
        read=22,
        new=22,
    ),
    Fitted(
        file="training-register.csv",
        register="employment",
        rest=real.FILES["training-register"][1],
        read=14,
        new=6,
        why=(_EMPTY, _EMPTY, _EMPTY, _EMPTY, _GROUP, _GROUP, _GROUP, _GROUP),
    ),
    Fitted(
        file="stakeholder-requirements.csv",
        register="parties",
        rest=real.FILES["stakeholder-requirements"][1],
        read=12,
        new=11,
        why=(_QUOTES,),
    ),
    Fitted(
        file="stakeholder-communication.csv",
        register="communications",
        rest='make_ids = "COM"\n'
        + _REST
        + _columns(
            ("Stakeholder", "name"),
            ("Communication Content", "content"),
            ("Channel", "how"),
            ("Frequency", "when"),
            ("Owner", "owner"),
            ("Language", "language"),
        ),
        read=12,
        new=1,
        why=(_QUOTES,) * 11,
    ),
    Fitted(
        file="security-objectives-register.csv",
        register="objectives",
        rest=real.FILES["security-objectives-register"][1] + _meant("Owner", **_NOBODY),
        read=10,
        new=10,
    ),
    Fitted(
        file="change-log.csv",
        register="changes",
        rest=_REST
        + _columns(
            ("ID", "id"),
            ("Title", "name"),
            ("Category", "category"),
            ("Owner", "owner"),
            ("Impact", "consequences"),
            ("Rollback Plan", "undo"),
            ("Planned Start", "planned_from"),
            ("Planned End", "planned_until"),
            ("CAB Date", "decided_on"),
            ("CAB Decision", "decision"),
            ("Actual Result", "result"),
            ("Closure Date", "done_on"),
        )
        + _meant("Owner", **{"IT Operations": "IT Operations Lead"})
        + _meant("CAB Date", **{"Post-approved 2025-05-14": "2025-05-14", "Pre-approved (standard)": ""}),
        read=10,
        new=9,
        why=(_AHEAD,),
    ),
    Fitted(
        file="threat-register.csv",
        register="issues",
        rest=_REST
        + _columns(
            ("ID", "id"),
            ("Threat", "name"),
            ("Description", "description"),
            ("Last Reviewed", "determined_on"),
        )
        + '[constants]\n"side" = "external"\n',
        read=12,
        new=12,
    ),
    Fitted(
        file="disaster-recovery-register.csv",
        register="exercises",
        rest=_REST
        + _columns(
            ("ID", "id"),
            ("System", "name"),
            ("Owner", "owner"),
            ("Last Restore Test", "on"),
            ("Last Test Result", "result"),
        )
        + '[constants]\n"kind" = "restore"\n',
        read=10,
        new=10,
    ),
    Fitted(
        file="risk-register.csv",
        register="risks",
        rest=real.RISKS.partition('key = ["id"]\n')[2]
        + _meant("Treatment Decision", **{"Accept with monitoring": "retain"}),
        read=7,
        new=7,
    ),
)
PAGES = (
    Fitted(
        file="business-impact-analysis.md",
        sheet="3. Critical processes",
        register="processes",
        rest=_REST
        + _columns(("ID", "id"), ("Process", "name"), ("Owner", "owner"))
        + _meant("Owner", **_NOBODY),
        read=9,
        new=9,
    ),
    Fitted(
        file="business-continuity-plan.md",
        sheet="6. Dependencies",
        register="interfaces",
        rest='make_ids = "DEP"\n'
        + _REST
        + _columns(("Dependency", "name"), ("Provider", "other_side"))
        + '[constants]\n"kind" = "dependency"\n',
        read=6,
        new=6,
    ),
    Fitted(
        file="crisis-communication-template.md",
        sheet="2. Audiences and channels",
        register="communications",
        rest='make_ids = "CRI"\n'
        + _REST
        + _columns(("Audience", "name"), ("Channel", "how"), ("Owner", "owner"))
        + _meant("Owner", **_NOBODY),
        read=9,
        new=9,
    ),
    Fitted(
        file="exercise-test-log.md",
        sheet="Upcoming exercises (2026 plan)",
        register="exercises",
        rest=_REST
        + _columns(
            ("ID", "id"), ("Type", "kind"), ("Scope", "name"), ("Planned Date", "on"), ("Lead", "owner")
        )
        + _meant("Type", **{"Technical restore": "restore", "Full walk-through": "continuity"})
        + _meant("Lead", **_NOBODY, **{"DPO + ISO": "DPO"}),
        read=6,
        new=0,
        why=(_AHEAD, _AHEAD, _AHEAD, _AHEAD, _AHEAD, "kind: 'Evacuation' is none of"),
    ),
    Fitted(
        file="pentest-report.md",
        sheet="3. Findings overview",
        register="exercise_findings",
        rest='rest_into = "description"\n'
        + _columns(("ID", "id"), ("Title", "name"), ("Severity", "severity"))
        + '[constants]\n"exercise" = "PT-2026-01"\n'
        + _meant("Severity", Info="low"),
        read=11,
        new=11,
    ),
)
OTHERS = (
    Fitted(
        file="assets.csv",
        register="assets",
        rest=_columns(
            ("asset_id", "id"),
            ("asset_name", "name"),
            ("owner", "owner"),
            ("criticality", "criticality"),
            ("asset_type", "kind"),
        ),
        read=3,
        new=3,
    ),
    Fitted(
        file="risk_register.csv",
        register="risks",
        rest=_columns(
            ("risk_id", "id"),
            ("description", "event"),
            ("impact", "consequence_level"),
            ("likelihood", "likelihood"),
            ("owner", "owner"),
        )
        + '[constants]\n"name" = "named by its id alone"\n"category" = "imported"\n"cause" = "not said"\n'
        + '"consequence" = "rated by score alone"\n'
        + "".join(_meant(one, High="4", Medium="3") for one in ("impact", "likelihood")),
        read=2,
        new=2,
    ),
)
# Files that no register takes, each with what they are.
NO_REGISTER = {
    "statement-of-applicability.csv": "comes in with a certificate: dualtrack adopt iso27001",
    "risk-treatment-plan.csv": "actions of risks, planned on the page of each risk",
    "capa-register.csv": "nonconformities of audits, which are raised in the audit",
    "exceptions-register.csv": "waivers that somebody approved by signing in",
    "deletion-evidence-log.csv": "evidence of a control, handed in as a file",
    "raci-matrix.csv": "a column a role, where registers have a row a record",
    "vulnerability-register.csv": "findings of scans, which sources bring",
    "incident-response-runbooks.md": "no table",
    "internal-audit-plan-and-report.md": "the internal audit, its coverage and findings",
    "management-review-minutes.md": "the management review, its inputs and decisions",
    "gaps.csv": "what another tool concluded",
    "mappings.csv": "what another tool concluded",
    "results.json": "what another tool concluded",
    "report.xlsx": "what another tool concluded",
    "evidence_index.json": "no table",
    "control_requirements.json": "no table",
    "iso27001_annexA.json": "no table",
    "risks.json": "no table: a library of risks in JSON",
}
