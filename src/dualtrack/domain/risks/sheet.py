"""A risk as a row of a spreadsheet, and the sheet's fields as the method in force words its scales."""

from datetime import date
from functools import cached_property
from typing import Annotated

from attrs import evolve, frozen

from dualtrack.domain.registers.common import OWNER
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, Field, FieldKind
from dualtrack.domain.registers.record import NAME, Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says
from dualtrack.domain.risks.method import RiskMethod, Step
from dualtrack.domain.risks.risk import Treatment

_TREATMENTS = {
    "modify": ("mitigate", "reduce", "treat", "modify (mitigate)", "mindern", "reduzieren", "réduire"),
    "retain": ("accept", "tolerate", "retain (accept)", "akzeptieren", "tragen", "accepter"),
    "avoid": ("terminate", "eliminate", "vermeiden", "éviter"),
    "share": ("transfer", "share (transfer)", "übertragen", "transférer"),
}
_LIKELIHOODS = ("likelihood", "residual_likelihood")
_SIDES = ("confidentiality", "integrity", "availability")
_CONSEQUENCES = ("consequence_level", "residual_consequence", *_SIDES)
_HIDDEN = ("notes", "retired_on", "steps")


@frozen(kw_only=True)
class RiskLine(Record):
    """A risk as a sheet holds it: one line, scores as the words of their steps such as `4 Likely`.

    `steps` keeps by how much each control lowers the risk, which a sheet does not say.
    """

    id: Annotated[
        str,
        Says(
            "Id",
            help="How people refer to it; it never changes.",
            synonyms=("Risk ID", "Risk No", "Risk Number", "Ref", "Reference", "Nr.", "Risiko-Nr.", "Réf."),
        ),
    ]
    name: Annotated[
        str,
        Says("Title", help="Empty: the event.", synonyms=(*NAME, "Risk", "Risk Title", "Risiko", "Risque")),
    ] = ""
    event: Annotated[
        str,
        Says(
            "Event",
            long=True,
            help="What happens.",
            synonyms=(
                *("Description", "Risk Description", "Scenario", "Risk Scenario"),
                *("Beschreibung", "Risikobeschreibung", "Szenario", "Scénario", "Description du risque"),
            ),
        ),
    ]
    cause: Annotated[
        str,
        Says(
            "Cause",
            long=True,
            synonyms=("Vulnerability", "Root Cause", "Ursache", "Schwachstelle", "Vulnérabilité"),
        ),
    ]
    consequence: Annotated[
        str,
        Says(
            "Consequence",
            long=True,
            synonyms=(
                "Consequences",
                "Consequence Description",
                "Impact Description",
                "Auswirkungen",
                "Folgen",
            ),
        ),
    ]
    category: Annotated[str, Says("Category", synonyms=("Kategorie", "Catégorie", "Risk Category"))]
    likelihood: Annotated[
        str,
        Says(
            "Likelihood",
            help="Before controls.",
            synonyms=(
                *("Inherent Likelihood", "Probability", "Eintrittswahrscheinlichkeit", "Wahrscheinlichkeit"),
                *("Probabilité", "Vraisemblance"),
            ),
        ),
    ]
    consequence_level: Annotated[
        str,
        Says(
            "Consequence level",
            help="The worst; of a new risk it stands for all three properties where none is rated apart.",
            synonyms=(
                *("Impact", "Inherent Impact", "Max Impact", "Severity"),
                *("Auswirkung", "Schadensausmass", "Schadensausmaß", "Gravité"),
            ),
        ),
    ] = ""
    confidentiality: Annotated[
        str, Says("Confidentiality", synonyms=("Vertraulichkeit", "Confidentialité"))
    ] = ""
    integrity: Annotated[str, Says("Integrity", synonyms=("Integrität", "Intégrité"))] = ""
    availability: Annotated[str, Says("Availability", synonyms=("Verfügbarkeit", "Disponibilité"))] = ""
    residual_likelihood: Annotated[
        str,
        Says(
            "Residual likelihood", help="Aimed at.", synonyms=("Target Likelihood", "Restwahrscheinlichkeit")
        ),
    ] = ""
    residual_consequence: Annotated[
        str,
        Says(
            "Residual consequence level",
            help="Aimed at; no property is taken for worse than before.",
            synonyms=("Residual Consequence", "Residual Impact", "Residual Max Impact", "Restauswirkung"),
        ),
    ] = ""
    owner: Annotated[str, Says("Owner", refers=PEOPLE, synonyms=(*OWNER, "Risk Owner", "Risikoeigner"))]
    treatment: Annotated[
        Treatment | None,
        Says(
            "Treatment",
            synonyms=("Treatment Decision", "Treatment Option", "Response", "Behandlung", "Traitement"),
            spellings=_TREATMENTS,
        ),
    ] = None
    lower_likelihood: Annotated[
        tuple[str, ...],
        Says(
            "Controls that make it less likely",
            help="A new one by one step, until somebody says otherwise.",
            refers=CONTROLS,
            synonyms=("Control IDs", "Control ID", "Controls"),
        ),
    ] = ()
    lower_consequence: Annotated[
        tuple[str, ...],
        Says(
            "Controls that lower the consequence",
            help="A new one by one step, until somebody says otherwise.",
            refers=CONTROLS,
        ),
    ] = ()
    assets: Annotated[
        tuple[str, ...], Says("Assets", refers="assets", synonyms=("Asset IDs", "Asset ID"))
    ] = ()
    services: Annotated[tuple[str, ...], Says("Services", refers="services")] = ()
    criteria: Annotated[
        tuple[str, ...],
        Says(
            "Requirements",
            help="Criteria and controls of the frameworks that it speaks to, such as CC6.1; A.8.2",
            refers=REQUIREMENTS,
            synonyms=("Criteria", "Annex A Controls", "Annex A", "ISO Controls"),
        ),
    ] = ()
    fraud: Annotated[bool, Says("Risk of fraud", synonyms=("Fraud", "Betrug", "Fraude"))] = False
    change: Annotated[bool, Says("Risk of a change", synonyms=("Change",))] = False
    identified_on: Annotated[
        date | None,
        Says(
            "Identified on",
            help="Empty: the day of the import.",
            synonyms=("Date Identified", "Date Raised", "Erfasst am", "Identifié le"),
        ),
    ] = None
    steps: Annotated[tuple[str, ...], Says("Steps")] = ()


@frozen(kw_only=True, slots=False)
class RiskSheet(Register):
    """The register of risks as a sheet; what scores may be, the method in force says."""

    method: RiskMethod

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a line, scores as choices."""
        held = Register.fields.func(self)  # type: ignore[attr-defined]  # a cached property's own function
        return tuple(self._worded(one) for one in held if one.name not in _HIDDEN)

    def _worded(self, field: Field) -> Field:
        steps = self.method.likelihood if field.name in _LIKELIHOODS else self.method.consequence
        if field.name not in (*_LIKELIHOODS, *_CONSEQUENCES):
            return field
        return evolve(field, kind=FieldKind.CHOICE, choices=tuple((_said(s), _spelt(s)) for s in steps))


def _said(step: Step) -> str:
    return f"{step.number} {step.name}"


def _spelt(step: Step) -> tuple[str, ...]:
    return str(step.number), step.name, f"{step.name} {step.number}"


def risk_sheet(method: RiskMethod) -> RiskSheet:
    """The sheet of risks under this method."""
    return RiskSheet(
        key=RISKS,
        cls=RiskLine,
        title="Risks",
        singular="Risk",
        purpose="The risk register: scenarios with their ratings, owners and treatment.",
        group=Group.GOVERNANCE,
        prefix="R",
        clauses=("iso27001:6.1.2", "iso27001:6.1.3"),
        method=method,
    )
