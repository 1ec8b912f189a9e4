"""The example's decisions on all 93 Annex A controls, grounded on criteria where the crosswalk has one."""

from datetime import date

from dualtrack.app.cli.example import trouble
from dualtrack.app.programme.catalogue import catalogue, crosswalk
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification

_LEGAL = {
    "iso27001:A.5.31": "Energy sector law, contracts with utilities",
    "iso27001:A.5.32": "Licences of third-party software",
    "iso27001:A.5.34": "Regulation (EU) 2016/679",
    "iso27001:A.5.33": "Commercial and tax retention duties",
    "iso27001:A.6.6": "Contracts with customers",
}


def decisions(day: date) -> tuple[Applicability, ...]:
    """One decision for each Annex A control, taken on that day by the compliance lead."""
    annex = (r for r in catalogue().requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL)
    return tuple(_decision(r.id, day) for r in annex)


def _decision(requirement: str, day: date) -> Applicability:
    excluded = trouble.EXCLUDED.get(requirement, "")
    return Applicability(
        requirement=requirement,
        included=not excluded,
        justifications=() if excluded else _grounds(requirement),
        exclusion=excluded,
        owner_role="head_of_engineering" if excluded else "",
        review_on=date(day.year + 1, day.month, day.day) if excluded else None,
        decided_by="person:mara",
        decided_on=day,
    )


def _grounds(requirement: str) -> tuple[Justification, ...]:
    grounds = []
    if requirement in _LEGAL:
        grounds.append(Justification(ground=Ground.LEGAL, reference=_LEGAL[requirement]))
    pairs = sorted(crosswalk().of(requirement), key=lambda m: (-m.strength, m.target))
    grounds += [
        Justification(ground=Ground.CRITERION, reference=m.target.partition(":")[2])
        for m in pairs[:2]
        if m.target.startswith("soc2:")
    ]
    return tuple(grounds) or (Justification(ground=Ground.PRACTICE, reference="cloud software company"),)
