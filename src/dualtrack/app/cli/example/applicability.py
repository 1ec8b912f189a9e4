"""The example's decisions on all 93 Annex A controls: what the records ground needs no further word."""

from datetime import date, datetime

from dualtrack.app.cli.example import trouble
from dualtrack.app.cli.example.script import VIEWER, by
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.app.programme.why import why
from dualtrack.app.risks import services as risks
from dualtrack.domain.frameworks.catalogue import Kind
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification
from dualtrack.domain.risks.grounds import Grounds

_PRACTICE = Justification(ground=Ground.PRACTICE, reference="cloud software company")


def decide(now: datetime) -> None:
    """One decision for each Annex A control, taken by the compliance lead on the grounds of the day."""
    when = When(as_of=now.date())
    grounds = why(snapshot(VIEWER, when), when).grounds
    risks.decide(
        actor=by("mara"),
        now=now,
        decisions=decisions(now.date(), grounds),
        catalogue=catalogue(),
        grounds=grounds,
    )


def decisions(day: date, grounds: Grounds) -> tuple[Applicability, ...]:
    """The decision on each; good practice is said where neither risk, duty nor criterion asks for it."""
    annex = (r for r in catalogue().requirements("iso27001") if r.kind is Kind.ANNEX_CONTROL)
    return tuple(_decision(r.id, day, grounded=bool(grounds.of(r.id, None))) for r in annex)


def _decision(requirement: str, day: date, *, grounded: bool) -> Applicability:
    excluded = trouble.EXCLUDED.get(requirement, "")
    return Applicability(
        requirement=requirement,
        included=not excluded,
        justifications=() if excluded or grounded else (_PRACTICE,),
        exclusion=excluded,
        owner_role="head_of_engineering" if excluded else "",
        review_on=date(day.year + 1, day.month, day.day) if excluded else None,
        decided_by="person:mara",
        decided_on=day,
    )
