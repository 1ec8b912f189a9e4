"""What keeps the line of a sheet from becoming a risk, beside the rules that every risk has to meet."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.registers.shape import normal, shaped, turns
from dualtrack.domain.risks.fault import Fault, fault
from dualtrack.domain.risks.lines import Rated, risk_of, score
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Risk
from dualtrack.domain.risks.risk_faults import Known, risk_faults
from dualtrack.domain.risks.sheet import RiskLine

# What follows the address of the risks where no risk is meant.
TAKEN = ("order", "soc2", "new", "library", "method", "export", "import")
_SHOWN = 80


class LineCode(StrEnum):
    """Why a line is refused before it is a risk."""

    ID = "id_has_another_shape"
    RETIRED = "risk_left_the_register"
    WORST = "consequence_is_not_the_worst"
    HALF = "residual_is_half_rated"


@frozen(kw_only=True)
class LineFault:
    """One thing wrong with the risk that a line would make."""

    record: str
    fault: Fault

    @property
    def field(self) -> str:
        """Where it stands."""
        return self.fault.field


def line_faults(
    line: RiskLine, before: Risk | None, method: RiskMethod, known: Known, today: date
) -> tuple[LineFault, ...]:
    """Everything that is wrong with one line."""
    found = [*_own(line, before)]
    if not found:
        found += risk_faults(risk_of(line, before, method, today), method, known, today)
    return tuple(LineFault(record=line.id, fault=one) for one in found)


def _own(line: RiskLine, before: Risk | None) -> Iterator[Fault]:
    if before is None and (not shaped(line.id) or not normal(line.id) or turns(line.id) or line.id in TAKEN):
        yield fault(LineCode.ID, "id", came=ascii(line.id)[1:-1][:_SHOWN])
    if before is not None and before.retired_on is not None:
        yield fault(LineCode.RETIRED, "id", day=before.retired_on)
    rated = Rated(line, before)
    if rated.contradicts:
        worst = rated.apart.overall
        came = score(line.consequence_level)
        yield fault(LineCode.WORST, "consequence_level", came=came, worst=worst)
    likelihood, consequence = score(line.residual_likelihood), score(line.residual_consequence)
    if bool(likelihood) != bool(consequence):
        lacking = "residual_consequence" if likelihood else "residual_likelihood"
        yield fault(LineCode.HALF, lacking)
