"""A control list taken in: proposals by the crosswalk that count nowhere until they are taken over."""

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dualtrack.catalogues.loader import load_controls, load_library
from dualtrack.domain.audits.adoption_words import said
from dualtrack.domain.controls.listed import ListedControl
from dualtrack.domain.frameworks.coverage import partners
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.programme.adopting import TakenIn, proposals, take_in

STARTERS, _ = load_controls(())
CROSSWALK = load_library().crosswalk
BOTH = ("soc2", "iso27001")
REVIEW = ListedControl(
    id="LA-1",
    name="User access reviews",
    activity="Access of users is reviewed each quarter.",
    requirements=("soc2:CC6.2", "soc2:CC6.3"),
)


def taken(*listed: ListedControl, **changed: Any) -> TakenIn:
    """A list taken in."""
    plain: dict[str, Any] = {"starters": STARTERS, "crosswalk": CROSSWALK, "frameworks": BOTH}
    return take_in(listed, **(plain | {"since": date(2024, 12, 1), "standing": {}} | changed))


def test_a_mapping_never_makes_a_requirement_served() -> None:
    found = taken(REVIEW)
    assert [p.requirement for p in found.proposals] == ["iso27001:A.5.18"]
    assert found.controls[0].requirements == REVIEW.requirements
    assert found.accepted()[0].requirements == (*REVIEW.requirements, "iso27001:A.5.18")


def test_a_proposal_names_the_pairs_that_speak_for_it() -> None:
    (one,) = taken(REVIEW).proposals
    pairs = [m for m in partners(CROSSWALK, "iso27001:A.5.18") if m.target in REVIEW.requirements]
    assert one.partners == tuple(m.target for m in pairs)
    assert one.covered == max((m.source_covered for m in pairs), key=lambda c: c.rank)


def test_nothing_is_proposed_of_a_framework_that_is_not_run_or_that_the_list_names_itself() -> None:
    assert taken(REVIEW, frameworks=("soc2",)).proposals == ()
    stated = evolve(REVIEW, requirements=(*REVIEW.requirements, "iso27001:A.5.15"))
    assert taken(stated).proposals == ()


def test_without_a_like_starter_nothing_is_proposed_and_the_control_is_listed() -> None:
    odd = ListedControl(id="AC-02", name="Plants", activity="Watered.", requirements=("soc2:CC6.1",))
    found = taken(odd)
    assert (found.proposals, found.unmatched) == ((), ("AC-02",))
    assert [(m.id, m.starter) for m in found.matches] == [("AC-02", "")]
    assert [f.code for f in found.faults] == ["control_without_rhythm"]


def test_an_id_that_stands_is_told_with_its_title() -> None:
    (fault,) = taken(REVIEW, standing={"LA-1": "Older"}).faults
    assert (fault.code, dict(fault.params)) == ("control_stands_already", {"title": "Older"})


@given(st.sampled_from(STARTERS), st.sampled_from(BOTH))
def test_every_proposal_is_a_counting_pair_that_the_starter_serves(starter: Any, key: str) -> None:
    own = evolve(starter, requirements=tuple(r for r in starter.requirements if key_of(r) == key))
    for one in proposals(own, starter, CROSSWALK, BOTH):
        assert one.requirement in starter.requirements
        assert one.partners
        assert all(m in own.requirements for m in one.partners)
        pairs = {m.target for m in CROSSWALK.of(one.requirement) if m.counts}
        assert set(one.partners) <= pairs


def test_an_audit_without_any_control_is_refused() -> None:
    (found,) = taken().faults
    assert found.refuses
    assert said(found) == (
        "control list: controls: no control was listed and the programme holds none; name your list with"
        " --controls, since adopting happens once"
    )
    assert taken(standing={"AC-02": "Access review"}).faults == ()


def test_an_id_that_is_the_address_of_a_page_is_refused() -> None:
    (fault,) = taken(evolve(REVIEW, id="proposals")).faults
    assert said(fault) == (
        "control proposals: id: proposals is the address of a page; give the control another id"
    )
    assert taken(evolve(REVIEW, id="proposals-1")).faults == ()
