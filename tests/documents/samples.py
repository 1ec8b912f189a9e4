"""Inputs for the documents' tests: an invented organisation with all 93 controls of the annex."""

from datetime import date

from attrs import evolve

from dualtrack.catalogues.blocks import FactRef, Status
from dualtrack.catalogues.loader import load_catalogue
from dualtrack.documents.control_matrix.values import (
    FrameworkHeader,
    MatrixInput,
    MatrixRequirement,
    MatrixRow,
    Operated,
)
from dualtrack.documents.statement_of_applicability.values import (
    Implementation,
    OurControl,
    OwnRow,
    SoaInput,
    SoaRow,
)
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.risks.applicability import Ground, Justification

CHECKPOINT = FactRef(id="checkpoint 1841 / 7f3c" + "0a" * 30, label="Ledger checkpoint")
EXCLUSION = "We own no building and no server room; every workload runs at the hosting provider."
_OWNERS = ("Mara Lindqvist", "Tomás Ferreira", "Priya Raman", "Jonas Weber")
_AREAS = ("Access", "Change", "Operations", "People", "Vendors")


def soa() -> SoaInput:
    """A statement over all 93 controls: 4 excluded, 12 planned, the rest implemented."""
    annex = [r for r in load_catalogue().catalogue.requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL]
    rows = tuple(
        _row(number, item.id, item.title, str(item.theme).capitalize()) for number, item in enumerate(annex)
    )
    return SoaInput(
        organisation="Northlight Ledger Ltd",
        example=True,
        version="1.2",
        dated=date(2026, 11, 20),
        status=Status.DRAFT,
        annex_total=len(annex),
        scope_name="Northlight Ledger platform and its operation",
        scope_version="Version 3 of 2026-10-02",
        scope_statement="Design, operation and support of the Northlight Ledger platform, Leeds and Porto.",
        prepared_by="Mara Lindqvist, compliance lead",
        facts=(CHECKPOINT, FactRef(id="scope/isms/3", label="ISMS scope")),
        rows=rows,
        own=(
            OwnRow(
                id="TN-01",
                title="Tenants' data are kept apart by key",
                implemented=True,
                justifications=(Justification(ground=Ground.RISK, reference="R-021"),),
                owner="Jonas Weber",
                evidence=7,
                facts=("TN-01",),
            ),
        ),
    )


def _row(number: int, requirement: str, title: str, theme: str) -> SoaRow:
    if theme == "Physical" and requirement.endswith((".3", ".6", ".8", ".11")):
        return SoaRow(
            requirement=requirement,
            title=title,
            theme=theme,
            included=False,
            status=Implementation.EXCLUDED,
            exclusion=EXCLUSION,
            exclusion_owner="Head of Engineering",
            exclusion_review=date(2027, 10, 1),
        )
    planned = number % 8 == 5
    control = OurControl(id=f"CT-{number + 1:02}", title="Reviewed, approved and kept up to date")
    return SoaRow(
        requirement=requirement,
        title=title,
        theme=theme,
        included=True,
        status=Implementation.PLANNED if planned else Implementation.IMPLEMENTED,
        justifications=_grounds(number),
        because=(f"{control.id} is not approved yet",) if planned else (f"{control.id} has records to date",),
        controls=(control,),
        owner=_OWNERS[number % len(_OWNERS)],
        evidence=number * 3 % 17,
        documented=f"POL-{number % 9 + 1:02} v2" if number % 3 else "",
        facts=(control.id, f"evidence-{number}"),
    )


def _grounds(number: int) -> tuple[Justification, ...]:
    grounds = [
        Justification(ground=Ground.RISK, reference=f"R-{number + 1:03}", text="customer data disclosed")
    ]
    if number % 2:
        grounds.append(Justification(ground=Ground.CRITERION, reference=f"soc2:CC{number % 9 + 1}.1"))
    if number % 5 == 0:
        grounds.append(Justification(ground=Ground.LEGAL, reference="GDPR Art. 32"))
    return tuple(grounds)


def matrix() -> MatrixInput:
    """A matrix of 30 controls in five areas; one criterion has no control."""
    catalogue = load_catalogue().catalogue
    asked = [
        MatrixRequirement(id=item.id, title=item.title, group=f"{item.group} {item.group_title}")
        for framework in ("soc2", "iso27001")
        for item in catalogue.requirements(framework)[:34]
    ]
    return MatrixInput(
        organisation="Northlight Ledger Ltd",
        example=True,
        version="0.4",
        dated=date(2026, 11, 20),
        status=Status.INTERIM,
        status_note="Made before the gate passed: the internal audit is not closed.",
        system_name="Northlight Ledger platform",
        isms_name="Northlight Ledger platform and its operation",
        frameworks=(
            FrameworkHeader(
                key="soc2",
                name="SOC 2",
                starts=date(2026, 7, 1),
                ends=date(2026, 12, 31),
                external_columns=True,
            ),
            FrameworkHeader(key="iso27001", name="ISO 27001"),
        ),
        facts=(CHECKPOINT,),
        rows=tuple(_control(number, asked) for number in range(30)),
        requirements=tuple(asked),
    )


def _control(number: int, asked: list[MatrixRequirement]) -> MatrixRow:
    soc2, iso = asked[:33], asked[34:]
    name = f"CT-{number + 1:02}"
    operations = tuple(Operation)
    met = Operated(
        framework="soc2",
        expected=6,
        met=4,
        late=1,
        missed=1,
        evidence=number,
        design=tuple(Design)[number % 3],
        operation=operations[number % 5],
        because=("The May review was performed nine days late",) if number % 4 == 0 else (),
        facts=(name, f"evidence-{number}"),
    )
    return MatrixRow(
        id=name,
        title="Access rights are reviewed",
        area=_AREAS[number // 6],
        activity="The owner compares the accounts with the people who need them and removes the rest.",
        owner="" if number == 7 else _OWNERS[number % 4],
        cadence=tuple(Cadence)[number % 8],
        operating=tuple(Operating)[number % 3],
        requirements=(*(item.id for item in soc2[number::11]), *(item.id for item in iso[number::15])),
        documented_basis=DocumentedBasis.OWN_DECISION if number % 2 else None,
        documented_in="PRO-04, approved" if number % 2 else "",
        operated=(met, evolve(met, framework="iso27001", expected=12, met=10, because=())),
        facts=(name,),
    )
