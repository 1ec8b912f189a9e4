"""Registers that others published, each with the register of ours it goes into and a profile for its columns.

Owners are named there by their jobs: the people who hold them are put on record first.
"""

from datetime import datetime
from pathlib import Path

from dualtrack.app.accounts.services import add_person
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role

HERE = Path(__file__).parents[3]
INPUTS = next(
    (up / "shared" / "inputs" for up in (HERE.parent, HERE.parent.parent) if (up / "shared").is_dir()), HERE
)
KIT = INPUTS / "risk-register-soa" / "CenedrilTeam__iso27001-starter-kit"
JOBS = {
    "ops": ("Head of Ops", "IT Operations Lead", "Vendor"),
    "iso": ("ISO", "Information Security Officer"),
    "sales": ("Head of Sales", "Marketing Lead"),
    "hr": ("HR Lead", "Facilities Lead", "CFO", "CEO", "Legal", "DPO"),
}
# By file: the register, and the rest of the profile.
FILES: dict[str, tuple[str, str]] = {
    "asset-register": (
        "assets",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Asset Name" = "name"\n"Type" = "kind"\n'
        '"Owner" = "owner"\n"Classification" = "classification"\n'
        '"Criticality" = "criticality"\n"Environment" = "environment"\n',
    ),
    "supplier-register": (
        "vendors",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Supplier" = "name"\n"Service" = "service"\n'
        '"Criticality" = "criticality"\n"Owner" = "owner"\n"Last Review" = "assessed_on"\n'
        '"Next Review" = "next_review"\n"Contract Start" = "contract_from"\n'
        '"Contract End" = "contract_until"\n',
    ),
    "incident-register": (
        "incidents",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Title" = "name"\n"Type" = "kind"\n'
        '"Severity" = "severity"\n"Reported At" = "noticed_on"\n"Resolved At" = "closed_on"\n'
        '"Data Breach" = "personal_data"\n"Root Cause" = "cause"\n"Corrective Action" = "action"\n',
    ),
    "legal-compliance-register": (
        "legal",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Regulation" = "name"\n"Requirement" = "obligation"\n'
        '"Article / Section" = "section"\n"Responsible" = "owner"\n"Next Review" = "next_review"\n',
    ),
    "document-control-register": (
        "documentation",
        '[columns]\n"Doc ID" = "id"\n"Title" = "name"\n"Type" = "kind"\n"Owner" = "owner"\n'
        '"Approver" = "approver"\n"Version" = "version"\n"Effective Date" = "effective_on"\n'
        '"Last Review" = "reviewed_on"\n"Next Review" = "next_review"\n"Classification" = "classification"\n',
    ),
    "competence-matrix": (
        "roles",
        'make_ids = "ROL"\nrest_into = "notes"\n[columns]\n"Role" = "name"\n'
        '"Required Competence" = "competence"\n"Refresh Interval (months)" = "refresh_months"\n',
    ),
    "training-register": (
        "employment",
        'make_ids = "EMP"\nrest_into = "notes"\n[columns]\n"Person" = "person"\n"Training" = "name"\n'
        '"Completion Date" = "on"\n"Next Refresh" = "valid_until"\n"Evidence" = "evidence"\n'
        '[constants]\n"what" = "trained"\n',
    ),
    "stakeholder-requirements": (
        "parties",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Stakeholder" = "name"\n"Need" = "needs"\n'
        '"Derived Requirement" = "requirement"\n"Source" = "source"\n',
    ),
    "security-objectives-register": (
        "objectives",
        'rest_into = "notes"\n[columns]\n"ID" = "id"\n"Objective" = "name"\n"Owner" = "owner"\n'
        '"Metric" = "measure"\n"Baseline (start of year)" = "baseline"\n"Target" = "target"\n'
        '"Measurement Frequency" = "every"\n',
    ),
}
# The register of risks, which says no consequence in words.
RISKS = (
    'name = "risk-register"\nregister = "risks"\nkey = ["id"]\nrest_into = "cause"\n[columns]\n"ID" = "id"\n'
    '"Risk Title" = "name"\n"Description" = "event"\n"Vulnerability" = "cause"\n"Owner" = "owner"\n'
    '"Likelihood (1-5)" = "likelihood"\n"Max Impact" = "consequence_level"\n'
    '"Residual Likelihood" = "residual_likelihood"\n"Residual Max Impact" = "residual_consequence"\n'
    '"Treatment Decision" = "treatment"\n[constants]\n"category" = "imported"\n'
    '"consequence" = "rated by score alone"\n'
)


def profile(name: str) -> str:
    """The profile of one file, as a file of its own."""
    register, rest = FILES[name]
    key = 'key = ["id"]\n'
    return f'name = "{name}"\nregister = "{register}"\n{key}{rest}'


def people(now: datetime) -> None:
    """Those who hold the jobs by which the files name their owners."""
    for person, jobs in JOBS.items():
        add_person(
            actor=Actor("system:test", "job"),
            now=now,
            name="Anna Weber" if person == "iso" else f"Holder {person}",
            email=f"{person}@holders.example",
            roles=(Role.OWNER,),
            jobs=jobs,
            person_id=person,
        )
