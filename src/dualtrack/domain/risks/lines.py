"""From a risk to the line of a sheet and back: what a line does not say stays as it was."""

from datetime import date

from attrs import evolve, frozen

from dualtrack.domain.risks.method import RiskMethod, Step
from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, Risk, RiskControl
from dualtrack.domain.risks.sheet import RiskLine

PROPERTIES = ("confidentiality", "integrity", "availability")
TITLE = 120  # of an event that has to serve as the title too
_NOTHING = Consequences()


def line_of(risk: Risk, method: RiskMethod) -> RiskLine:
    """The risk as a line of a sheet, its scores in the words of the method in force."""
    rated, aimed = risk.inherent, risk.residual
    return RiskLine(
        id=risk.id,
        name=risk.title,
        category=risk.category,
        cause=risk.cause,
        event=risk.event,
        consequence=risk.consequence,
        likelihood=worded(method.likelihood, rated.likelihood),
        consequence_level=worded(method.consequence, rated.consequences.overall),
        **{side: worded(method.consequence, step) for side, step in rated.consequences.items()},
        residual_likelihood="" if aimed is None else worded(method.likelihood, aimed.likelihood),
        residual_consequence="" if aimed is None else worded(method.consequence, aimed.consequences.overall),
        owner=risk.owner or "",
        treatment=risk.treatment,
        lower_likelihood=_lowering(risk, Lowers.LIKELIHOOD),
        lower_consequence=_lowering(risk, Lowers.CONSEQUENCE),
        assets=risk.assets,
        services=risk.services,
        criteria=risk.criteria,
        fraud=risk.fraud,
        change=risk.change,
        identified_on=risk.identified_on,
        retired_on=risk.retired_on,
        steps=tuple(f"{one.control} {one.lowers} {one.steps}" for one in risk.controls),
    )


def worded(steps: tuple[Step, ...], number: int) -> str:
    """A score as a cell holds it: `4 Likely`; nothing for 0, the bare number where the scale has no such."""
    if not number:
        return ""
    return next((f"{number} {one.name}" for one in steps if one.number == number), str(number))


def score(said: str) -> int:
    """The score of a cell; 0 where it is empty."""
    return int(said.partition(" ")[0] or 0)


def _lowering(risk: Risk, side: Lowers) -> tuple[str, ...]:
    return tuple(one.control for one in risk.controls if one.lowers is side)


@frozen
class Rated:
    """What a line says of a rating beside the risk that stands, if there is one."""

    line: RiskLine
    before: Risk | None = None

    @property
    def apart(self) -> Consequences:
        """The three properties as the line rates them one by one."""
        return Consequences(**{side: score(getattr(self.line, side)) for side in PROPERTIES})

    @property
    def said(self) -> bool:
        """True when the line rates the properties apart, otherwise than they stand."""
        return self.apart != (_NOTHING if self.before is None else self.before.inherent.consequences)

    @property
    def contradicts(self) -> bool:
        """True when the one score is none of what the properties say."""
        worst = score(self.line.consequence_level)
        stood = 0 if self.before is None else self.before.inherent.consequences.overall
        return self.said and worst not in (0, stood, self.apart.overall)

    def inherent(self) -> Rating:
        """The rating before treatment."""
        return Rating(likelihood=score(self.line.likelihood), consequences=self._consequences())

    def _consequences(self) -> Consequences:
        worst = score(self.line.consequence_level)
        if self.said or worst == self.apart.overall:
            return self.apart
        if self.before is None:
            return Consequences(**dict.fromkeys(PROPERTIES, worst))
        stood = self.apart.overall  # what stood worst moves; the others are at most as bad
        moved = {side: worst if step == stood else min(step, worst) for side, step in self.apart.items()}
        return Consequences(**moved)

    def residual(self) -> Rating | None:
        """The rating that is aimed at: where the line says no other than stands, the one that stands."""
        likelihood, worst = score(self.line.residual_likelihood), score(self.line.residual_consequence)
        if not (likelihood and worst):
            return None
        stood = self.before.residual if self.before else None
        if stood is not None and stood.consequences.overall == worst:
            return evolve(stood, likelihood=likelihood)
        sides = {side: min(step, worst) for side, step in self._consequences().items()}
        return Rating(likelihood=likelihood, consequences=Consequences(**sides))


def risk_of(line: RiskLine, before: Risk | None, method: RiskMethod, today: date) -> Risk:
    """The risk that a line makes of one that stands, or anew; a changed rating is by the method in force."""
    rated = Rated(line, before)
    inherent, residual = rated.inherent(), rated.residual()
    same = before is not None and (before.inherent, before.residual) == (inherent, residual)
    begun = before or Risk(
        id=line.id,
        title="",
        cause="",
        event="",
        consequence="",
        category="",
        inherent=inherent,
        method=method.id,
        identified_on=line.identified_on or today,
    )
    return evolve(
        begun,
        title=line.name.strip() or _short(line.event),
        cause=line.cause,
        event=line.event,
        consequence=line.consequence,
        category=line.category,
        inherent=inherent,
        residual=residual,
        method=begun.method if same else method.id,
        owner=line.owner or None,
        treatment=line.treatment,
        controls=_controls(line, begun),
        assets=line.assets,
        services=line.services,
        criteria=line.criteria,
        fraud=line.fraud,
        change=line.change,
        identified_on=line.identified_on or begun.identified_on,
    )


def _short(event: str) -> str:
    words = " ".join(event.split())
    return words if len(words) <= TITLE else f"{words[: TITLE - 1].rsplit(' ', 1)[0]}…"


def _controls(line: RiskLine, begun: Risk) -> tuple[RiskControl, ...]:
    """The links of the line: those that stand keep their order and steps, a new one lowers by one."""
    named = [(key, Lowers.LIKELIHOOD) for key in line.lower_likelihood]
    named += [(key, Lowers.CONSEQUENCE) for key in line.lower_consequence]
    stays = [one for one in begun.controls if (one.control, one.lowers) in named]
    held = {(one.control, one.lowers) for one in stays}
    fresh = [RiskControl(control=key, lowers=side, steps=1) for key, side in named if (key, side) not in held]
    return (*stays, *fresh)
