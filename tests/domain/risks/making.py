"""Methods, risks and registers for tests, with defaults that a test overrides by name."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from dualtrack.domain.risks.acceptance import AcceptanceKind, RiskAcceptance, digest_of, material
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.method import Band, Making, RiskMethod, Step
from dualtrack.domain.risks.register import RiskRegister
from dualtrack.domain.risks.risk import (
    Consequences,
    Lowers,
    Rating,
    Risk,
    RiskAssessment,
    RiskControl,
    Treatment,
    TreatmentAction,
)
from dualtrack.domain.risks.risk_faults import Known

BEGUN = date(2026, 1, 10)
TODAY = date(2026, 6, 1)


def scale(size: int) -> tuple[Step, ...]:
    """A scale of that size."""
    return tuple(Step(number=n, name=f"step {n}", criteria=f"what step {n} is") for n in range(1, size + 1))


def band(name: str, lowest: int, highest: int, accepted_by: str = "", months: int = 12) -> Band:
    """A band called by its id."""
    return Band(
        id=name,
        name=name.title(),
        lowest=lowest,
        highest=highest,
        accepted_by=accepted_by,
        review_months=months,
    )


BANDS = (band("low", 1, 6), band("medium", 7, 12, "", 6), band("high", 13, 25, "manager", 3))


def method(**fields: Any) -> RiskMethod:
    """Five by five by product, low to 6, medium to 12, high to 25; the line is at 6."""
    plain: dict[str, Any] = {
        "id": "method-v1",
        "version": 1,
        "name": "Five by five",
        "likelihood": scale(5),
        "consequence": scale(5),
        "making": Making.PRODUCT,
        "bands": BANDS,
        "acceptable": 6,
        "prepared_by": "person:alice",
        "approved_by": "person:bob",
        "approved_on": BEGUN,
    }
    return RiskMethod(**{**plain, **fields})


def rating(likelihood: int, confidentiality: int = 0, integrity: int = 0, availability: int = 0) -> Rating:
    """A rating by its numbers."""
    sides = Consequences(confidentiality=confidentiality, integrity=integrity, availability=availability)
    return Rating(likelihood=likelihood, consequences=sides)


def link(control: str = "AC-05", lowers: str = "likelihood", steps: int = 2) -> RiskControl:
    """A control behind a risk."""
    return RiskControl(control=control, lowers=Lowers(lowers), steps=steps)


def risk(**fields: Any) -> Risk:
    """Stolen passwords: 4 x 5 inherent, 2 x 5 aimed at, owned by Dana, modified by AC-05."""
    plain: dict[str, Any] = {
        "id": "R-001",
        "title": "Account taken over",
        "cause": "An employee's password is stolen by phishing",
        "event": "Somebody signs in to production as that employee",
        "consequence": "Customer data is read and copied",
        "category": "access",
        "inherent": rating(4, confidentiality=5, integrity=3),
        "residual": rating(2, confidentiality=5, integrity=3),
        "method": "method-v1",
        "owner": "dana",
        "treatment": Treatment.MODIFY,
        "controls": (link(),),
        "criteria": ("soc2:CC6.1",),
        "identified_on": BEGUN,
    }
    return Risk(**{**plain, **fields})


def action(**fields: Any) -> TreatmentAction:
    """Dana rolls out hardware keys by the end of July."""
    plain: dict[str, Any] = {
        "id": "act-1",
        "risk": "R-001",
        "what": "Roll out hardware keys",
        "owner": "dana",
        "due": date(2026, 7, 31),
    }
    return TreatmentAction(**{**plain, **fields})


def run(**fields: Any) -> RiskAssessment:
    """The first run of R-001."""
    plain: dict[str, Any] = {
        "id": "run-1",
        "risk": "R-001",
        "assessed_on": BEGUN,
        "assessed_by": "person:alice",
        "method": "method-v1",
        "inherent": rating(4, confidentiality=5, integrity=3),
        "residual": rating(2, confidentiality=5, integrity=3),
        "reason": "first assessment",
    }
    return RiskAssessment(**{**plain, **fields})


def accepted(
    of: Risk,
    kind: str = "residual",
    actions: tuple[TreatmentAction, ...] = (),
    capacities: tuple[str, ...] = ("owner",),
    **fields: Any,
) -> RiskAcceptance:
    """An acceptance of a risk as it is."""
    said = material(of, actions)
    plain: dict[str, Any] = {
        "id": f"acc-{kind}-{'-'.join(capacities)}",
        "risk": of.id,
        "kind": AcceptanceKind(kind),
        "accepted_by": "dana",
        "accepted_on": BEGUN,
        "capacities": capacities,
        "digest": digest_of(said),
        "material": said,
    }
    return RiskAcceptance(**{**plain, **fields})


def register(*risks: Risk, **fields: Any) -> RiskRegister:
    """A register with the one method."""
    return RiskRegister(**{"methods": (method(),), "risks": risks, **fields})


def known(**fields: Any) -> Known:
    """Dana and Evan are there, Finn left in May; two controls, one of them retired."""
    plain: dict[str, Any] = {
        "people": {"dana": None, "evan": None, "finn": date(2026, 5, 1)},
        "controls": {"AC-05", "CR-02"},
    }
    return Known(**{**plain, **fields})


backings = st.sampled_from(Backing)
links = st.builds(
    RiskControl,
    control=st.sampled_from(["AC-01", "AC-02", "AC-03", "AC-04"]),
    lowers=st.sampled_from(Lowers),
    steps=st.integers(1, 4),
)
states = st.fixed_dictionaries(dict.fromkeys(("AC-01", "AC-02", "AC-03", "AC-04"), backings))


@st.composite
def ratings(draw: st.DrawFn, size: int = 5) -> Rating:
    """Ratings on scales of a size that touch something."""
    sides = draw(st.tuples(*[st.integers(0, size)] * 3).filter(any))
    return rating(draw(st.integers(1, size)), *sides)


@st.composite
def risks(draw: st.DrawFn, size: int = 5) -> Risk:
    """Risks with up to six links and, now and then, an aim."""
    return risk(
        inherent=draw(ratings(size)),
        residual=draw(st.none() | ratings(size)),
        controls=tuple(draw(st.lists(links, max_size=6))),
    )
