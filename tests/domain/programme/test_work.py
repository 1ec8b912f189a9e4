"""Work: an owed delta stands on its control until the fact exists, and mappings never touch a status."""

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories as make
from tests.domain.frameworks.pairs import delta, pair
from tests.domain.programme.programmes import days, programmes
from tests.each import each

from dualtrack.domain.controls.control import Cadence
from dualtrack.domain.controls.delivered import DeltaNote
from dualtrack.domain.frameworks.catalogue import Catalogue, ShownBy
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.mappings.decision import decided, of_ours
from dualtrack.domain.programme.readiness import Prepared, assess
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.work import Work, WorkKind, work

FACTS = {"procedure": ShownBy.DOCUMENT, "record": ShownBy.RECORD, "owner": ShownBy.APPROVAL}
FACTS |= {"interval": ShownBy.CADENCE, "period": ShownBy.OPERATION, "soa": ShownBy.APPLICABILITY}
FACTS |= {"fraud": ShownBy.NOTE}
DELTAS = tuple(delta(name, shown_by, documentary=name == "procedure") for name, shown_by in FACTS.items())
CATALOGUE = Catalogue(tuple(evolve(f, deltas=DELTAS) for f in make.CATALOGUE.frameworks))
AS_OF = date(2026, 2, 10)


def between(**fields: Any) -> Mapping:
    """Access and cryptography as partners, of which cryptography adds what a test names."""
    plain: dict[str, Any] = {"source": make.ACCESS, "target": make.CRYPTO, "source_delta": ()}
    return pair(**(plain | {"target_delta": ("fraud",)} | fields))


def running(*pairs: Mapping, **fields: Any) -> Programme:
    """One control that serves both, and nothing done yet unless a test says so."""
    plain: dict[str, Any] = {"catalogue": CATALOGUE, "shipped": Crosswalk(pairs or (between(),))}
    plain |= {"controls": (make.control(requirements=(make.ACCESS, make.CRYPTO)),)}
    return make.programme(**(plain | fields))


def owed(programme: Programme, as_of: date = AS_OF) -> tuple[Work, ...]:
    """The deltas that are owed; documents that requirements ask for by themselves are left out."""
    found = work(Prepared.of(programme, None), assess(programme, as_of))
    return tuple(w for w in found if w.kind is WorkKind.DELTA or w.control is not None)


def named(programme: Programme, as_of: date = AS_OF) -> set[str]:
    return {w.delta for w in owed(programme, as_of)}


def test_an_owed_delta_names_control_owner_framework_and_why() -> None:
    (one,) = owed(running())
    assert (one.id, one.kind, one.control, one.owner) == (
        "AC-02/iso27001/fraud",
        WorkKind.DELTA,
        "AC-02",
        "bob",
    )
    assert (one.framework, one.requirements, one.beyond) == ("iso27001", (make.CRYPTO,), (make.ACCESS,))
    assert (one.shown_by, one.bases, one.required) == (ShownBy.NOTE, (), False)


def test_the_source_side_owes_as_well() -> None:
    both = between(source_delta=("owner",), target_delta=("interval",))
    per_event = make.control(requirements=(make.ACCESS, make.CRYPTO), cadence=Cadence.PER_EVENT)
    assert {(w.framework, w.delta) for w in owed(running(both, controls=(per_event,)))} == {
        ("soc2", "owner"),
        ("iso27001", "interval"),
    }


def test_a_control_that_serves_one_side_alone_owes_nothing() -> None:
    assert owed(running(controls=(make.control(requirements=(make.CRYPTO,)),))) == ()


@each("status", [MappingStatus.CANDIDATE, MappingStatus.REJECTED])
def test_only_accepted_pairs_owe(status: MappingStatus) -> None:
    assert owed(running(between(status=status))) == ()


def test_a_pair_that_the_organisation_rejected_owes_nothing() -> None:
    no = decided(
        of_ours(between(), on=make.START),
        to=MappingStatus.REJECTED,
        by=Actor(make.CHARLIE, "ui"),
        on=make.START,
        reason="not in our system",
    )
    assert owed(running(mappings=(no,))) == ()


def test_what_is_excluded_owes_nothing() -> None:
    assert owed(running(applicability=(make.decision(make.CRYPTO, included=False),))) == ()


def test_one_delta_of_two_requirements_is_one_piece_of_work() -> None:
    served = make.control(requirements=(make.ACCESS, make.CRYPTO, make.POLICIES))
    second = between(target=make.POLICIES, rationale="Other.")
    (one,) = owed(running(between(), second, controls=(served,)))
    assert set(one.requirements) == {make.CRYPTO, make.POLICIES}


def _note(**fields: Any) -> DeltaNote:
    plain: dict[str, Any] = {"id": "n", "control": "AC-02", "framework": "iso27001", "delta": "fraud"}
    plain |= {"note": "Minuted.", "said_by": make.BOB, "said_on": make.START}
    return DeltaNote(**(plain | fields))


CONTROL = make.control(requirements=(make.ACCESS, make.CRYPTO))
SHOWN = tuple(make.evidence(f"2026-0{m}-01", f"2026-0{m}-28") for m in range(1, 7))


@each(
    ("delta_id", "fact"),
    [
        ("fraud", {"delta_notes": (_note(),)}),
        ("procedure", {"documents": (make.document("AC-02"),)}),
        ("owner", {"approvals": (make.approval(CONTROL),)}),
        ("soa", {"applicability": (make.decision(make.CRYPTO),)}),
        ("record", {"evidence": SHOWN}),
        ("period", {"evidence": SHOWN}),
    ],
)
def test_work_goes_away_when_the_fact_exists(delta_id: str, fact: dict[str, Any]) -> None:
    asking = between(
        target_delta=(delta_id,),
        documented_basis=DocumentedBasis.CLAUSE if delta_id == "procedure" else None,
    )
    assert named(running(asking), make.END) == {delta_id}
    assert named(running(asking, **fact), make.END) == set()


def test_a_control_that_waits_for_events_owes_an_interval_until_it_has_one() -> None:
    asking = between(target_delta=("interval",))
    waits = make.control(requirements=(make.ACCESS, make.CRYPTO), cadence=Cadence.PER_EVENT)
    assert named(running(asking, controls=(waits,))) == {"interval"}
    assert named(running(asking)) == set()


def test_another_control_of_the_requirement_may_have_the_document_and_not_the_record() -> None:
    other = make.control("AC-09", requirements=(make.CRYPTO,))
    asking = between(target_delta=("procedure", "record"))
    fact = {"documents": (make.document("AC-09"),)}
    fact |= {"evidence": tuple(evolve(e, controls=("AC-09",)) for e in SHOWN)}
    assert named(running(asking, controls=(CONTROL, other), **fact), make.END) == {"record"}


@each(
    "said", [{"control": "AC-09"}, {"framework": "soc2"}, {"delta": "owner"}, {"said_on": date(2026, 5, 1)}]
)
def test_a_note_about_something_else_or_of_a_later_day_settles_nothing(said: dict[str, Any]) -> None:
    assert named(running(delta_notes=(_note(**said),))) == {"fraud"}


def test_a_document_that_two_ask_for_is_one_piece_of_work() -> None:
    wants = make.control(
        requirements=(make.ACCESS, make.CRYPTO), documented_basis=DocumentedBasis.OWN_DECISION
    )
    asking = between(target_delta=("procedure",), documented_basis=DocumentedBasis.CLAUSE)
    (one,) = owed(running(asking, controls=(wants,)))
    assert (one.kind, one.requirements, one.required) == (WorkKind.DOCUMENT, (make.CRYPTO,), True)
    assert one.bases == (DocumentedBasis.OWN_DECISION, DocumentedBasis.CLAUSE)


def test_a_document_that_no_control_has_is_owed_by_nobody_in_particular() -> None:
    found = work(Prepared.of(make.programme(), None), assess(make.programme(), AS_OF))
    (one,) = (w for w in found if w.requirements == (make.RISK,))
    assert (one.control, one.owner, one.what, one.required) == (None, None, "risk assessment process", True)


@settings(deadline=None)
@given(programmes(), days)
def test_a_crosswalk_never_changes_a_status(programme: Programme, as_of: date) -> None:
    with_pairs = evolve(programme, shipped=Crosswalk((between(target_delta=tuple(FACTS)),)))
    assert assess(with_pairs, as_of) == assess(programme, as_of)


@settings(deadline=None)
@given(programmes(), days, st.sampled_from(sorted(FACTS)))
def test_a_note_never_adds_work(programme: Programme, as_of: date, delta_id: str) -> None:
    held = evolve(programme, catalogue=CATALOGUE, shipped=Crosswalk((between(target_delta=tuple(FACTS)),)))
    with_note = evolve(held, delta_notes=(_note(control="C-1", delta=delta_id),))
    before = {w.id for w in work(Prepared.of(held, None), assess(held, as_of))}
    assert {w.id for w in work(Prepared.of(with_note, None), assess(with_note, as_of))} <= before
