"""Small generated programmes: every kind of fact, several cadences, zones and ways to be late or wrong."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from tests import factories as make

from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.findings import Deviation, Grade, Nonconformity
from dualtrack.domain.controls.control import Cadence, Control
from dualtrack.domain.controls.design import ControlApproval
from dualtrack.domain.controls.document import Document
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.evidence.checkday import CheckDay
from dualtrack.domain.evidence.evidence import Evidence
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.categories import CategoriesChosen
from dualtrack.domain.programme.organisation import FrameworkAdded, Profile
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.risks.applicability import Applicability
from dualtrack.domain.scope.scope import ScopeVersion

SOC2 = tuple(r.id for r in make.CATALOGUE.requirements("soc2"))
ISO = tuple(r.id for r in make.CATALOGUE.requirements("iso27001"))
NAMES = ("C-1", "C-2", "C-3", "C-4")
UNKNOWN_CONTROL = "X-9"
_FIRST = make.START - timedelta(days=120)
_SPAN = 480  # days in which anything may happen
_ZONES = ("UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu")

days = st.integers(0, _SPAN).map(lambda n: _FIRST + timedelta(days=n))
inside = st.integers(0, (make.END - make.START).days).map(lambda n: make.START + timedelta(days=n))
likely = st.one_of(inside, days)
maybe_day = st.one_of(st.none(), likely)
instants = st.integers(0, _SPAN * 96).map(
    lambda n: datetime(_FIRST.year, _FIRST.month, _FIRST.day, tzinfo=UTC) + timedelta(minutes=15 * n)
)
known_ats = st.one_of(st.none(), instants)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def _received(draw: Draw, happened: date) -> datetime:
    """Mostly within hours of what happened, sometimes months later."""
    late = draw(st.sampled_from((0, 0, 0, 1, 5, 40, 200)))
    return make.at(happened, draw(st.integers(0, 23))) + timedelta(days=late)


@st.composite
def controls(draw: Draw, name: str = "C-1", requirements: Sequence[str] = (*SOC2, *ISO)) -> Control:
    """A control that serves some of these requirements; worded, owned and started or not."""
    served = draw(st.lists(st.sampled_from(requirements), min_size=1, max_size=4, unique=True))
    return make.control(
        name,
        cadence=draw(st.sampled_from(tuple(Cadence))),
        requirements=tuple(served),
        owner=draw(st.sampled_from(("bob", "bob", "bob", None))),
        activity=draw(st.sampled_from(("Bob reviews accounts", "Bob reviews accounts", " "))),
        operating_since=draw(st.sampled_from((make.START, make.START, None))) or draw(maybe_day),
        retired_on=draw(st.one_of(st.none(), st.none(), days)),
        documented_basis=draw(st.sampled_from((None, *DocumentedBasis))),
    )


@st.composite
def pieces(draw: Draw, number: int = 0, names: Sequence[str] = (*NAMES, UNKNOWN_CONTROL)) -> Evidence:
    """Evidence for some of these controls, about any span, performed within it or long after."""
    first = draw(likely)
    last = first + timedelta(days=draw(st.sampled_from((0, 0, 6, 30, 90, 200))))
    performed = draw(st.sampled_from((None, None, 0, 10, 60, 250)))
    on = None if performed is None else first + timedelta(days=performed)
    return make.evidence(
        first,
        last,
        *draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)),
        id=f"ev-{number}",
        performed_on=on,
        received_at=_received(draw, on or last),
    )


@st.composite
def counted(
    draw: Draw,
    number: int = 0,
    names: Sequence[str] = NAMES,
    frameworks: Sequence[str] = ("soc2", "iso27001"),
    kinds: Sequence[str] = ("passed", "failed", "unknown", "excepted", "not_applicable"),
) -> CheckDay:
    """Check counts of one day with at least one of these outcomes."""
    on = draw(likely)
    some = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=len(kinds), unique=True))
    return make.checks(
        on,
        draw(st.sampled_from(frameworks)),
        draw(st.sampled_from(names)),
        run=f"run-{number}",
        received_at=_received(draw, on),
        **dict.fromkeys(some, draw(st.integers(1, 9))),
    )


@st.composite
def deviations(draw: Draw, number: int = 0, names: Sequence[str] = NAMES) -> Deviation:
    """A deviation of one of these controls."""
    on = draw(likely)
    return make.deviation(on, draw(st.sampled_from(names)), id=f"dev-{number}", noted_at=_received(draw, on))


@st.composite
def _approvals(draw: Draw, number: int, of: Sequence[Control]) -> ControlApproval:
    """An approval, sometimes of another wording."""
    chosen = draw(st.sampled_from(tuple(of)))
    plain = make.approval(chosen, id=f"approval-{number}", approved_on=draw(likely))
    return plain if draw(st.integers(0, 4)) else make.approval(chosen, id=plain.id, digest="0" * 64)


@st.composite
def _documents(draw: Draw, number: int) -> Document:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
    on = draw(maybe_day)
    by = None if on is None else make.CHARLIE
    return make.document(*names, id=f"doc-{number}", approved_on=on, approved_by=by)


@st.composite
def _periods(draw: Draw) -> tuple[ObservationPeriod, ...]:
    """Up to two periods of each framework; none of either is possible."""
    made = []
    for framework in ("soc2", "iso27001"):
        for number in range(draw(st.sampled_from((1, 1, 1, 2, 0)))):
            start = draw(st.sampled_from((make.START, make.START, None))) or draw(days)
            length = draw(st.sampled_from((180, 180, 91, 364, 0, 1, 213)))
            name = f"{framework}-{number}"
            made.append(make.period(framework, start, start + timedelta(days=length), id=name))
    return tuple(made)


@st.composite
def _engagements(draw: Draw, number: int) -> Engagement:
    kind = draw(st.sampled_from(tuple(EngagementKind)))
    named = st.sampled_from(("soc2-0", "soc2-1", "iso27001-0", "iso27001-1", "nowhere"))
    return make.engagement(
        kind, id=f"eng-{number}", period=draw(named), opened_on=draw(days), closed_on=draw(maybe_day)
    )


@st.composite
def _nonconformities(draw: Draw, number: int) -> Nonconformity:
    return make.nonconformity(
        draw(st.sampled_from((*SOC2, *ISO))),
        id=f"nc-{number}",
        grade=draw(st.sampled_from(tuple(Grade))),
        raised_on=draw(days),
        closed_on=draw(maybe_day),
    )


@st.composite
def _decisions(draw: Draw) -> tuple[Applicability, ...]:
    about = draw(st.lists(st.sampled_from((*SOC2, *ISO)), max_size=4, unique=True))
    return tuple(make.decision(r, draw(st.booleans()), decided_on=draw(days)) for r in about)


@st.composite
def _scopes(draw: Draw, number: int) -> ScopeVersion:
    members = draw(st.lists(st.sampled_from(("app", "app:prod", "site", "vendor")), max_size=3, unique=True))
    framework = draw(st.sampled_from(("soc2", "iso27001")))
    return make.scope(
        framework,
        *members,
        id=f"scope-{number}",
        version=number + 1,
        effective_from=draw(days),
        approved_on=draw(maybe_day),
    )


def _several(draw: Draw, made: Callable[[int], st.SearchStrategy[Any]], most: int) -> tuple[Any, ...]:
    return tuple(draw(made(n)) for n in range(draw(st.integers(0, most))))


@st.composite
def _added(draw: Draw) -> tuple[FrameworkAdded, ...]:
    """Sometimes a framework that joins on a day."""
    key = draw(st.sampled_from((None, None, "soc2", "iso27001")))
    if key is None:
        return ()
    return (FrameworkAdded(id=key, framework=key, since=draw(days), added_by=make.ALICE),)


@st.composite
def _chosen(draw: Draw) -> tuple[CategoriesChosen, ...]:
    """Sometimes other categories from a day on, and others again from a later one."""
    since = draw(st.lists(days, max_size=2, unique=True))
    sets = st.sampled_from(((), ("availability",), ("confidentiality",)))
    return tuple(make.categories_chosen(day, *draw(sets)) for day in since)


@st.composite
def programmes(
    draw: Draw, served: Sequence[Sequence[str]] = ((*SOC2, *ISO),) * 3, profile: Profile | None = None
) -> Programme:
    """A programme; `served` gives, control by control, the requirements to choose from."""
    held = tuple(draw(controls(name, asked)) for name, asked in zip(NAMES, served, strict=False))
    combined = Profile.FIRST_COMBINED
    chosen = profile or draw(st.sampled_from((combined, combined, Profile.SOC2_ONLY, Profile.ISO27001_ONLY)))
    return make.programme(
        added=draw(_added()),
        chosen=draw(_chosen()),
        organisation=make.organisation(
            profile=chosen,
            timezone=draw(st.sampled_from(_ZONES)),
            categories=draw(st.sampled_from(((), ("availability",)))),
        ),
        controls=held,
        approvals=_several(draw, lambda n: _approvals(n, held), 4),
        documents=_several(draw, _documents, 2),
        periods=draw(_periods()),
        applicability=draw(_decisions()),
        evidence=_several(draw, pieces, 6),
        check_days=_several(draw, counted, 4),
        engagements=_several(draw, _engagements, 2),
        deviations=_several(draw, deviations, 2),
        nonconformities=_several(draw, _nonconformities, 2),
        scopes=_several(draw, _scopes, 3),
        scope_reasons=tuple(make.difference(t) for t in draw(st.sampled_from(((), ("site",))))),
    )
