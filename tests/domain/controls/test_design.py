"""A design is worded and owned, then approved as worded: any later change of wording voids the approval."""

import json
from hashlib import sha256
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.controls.design import Design, design_of, digest
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.ledger.codec import decode, encode

CONTROL = make.control()
APPROVED = (make.approval(CONTROL, approved_on=make.day("2026-02-01")),)
FEBRUARY = make.day("2026-02-01")


def test_the_digest_is_that_of_the_wording_as_it_is_recorded() -> None:
    names = ("id", "title", "purpose", "activity", "cadence", "operating", "requirements")
    recorded = {name: encode(CONTROL)[name] for name in names}
    text = json.dumps(recorded, sort_keys=True, ensure_ascii=False)
    assert digest(CONTROL) == sha256(text.encode()).hexdigest()


@each(
    "change",
    [
        {"id": "AC-03"},
        {"title": "Access review."},
        {"purpose": "Other"},
        {"activity": "Alice reviews accounts"},
        {"cadence": Cadence.MONTHLY},
        {"operating": Operating.BOTH},
        {"requirements": (make.ACCESS, make.CRYPTO)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_wording_voids_the_approval(change: dict[str, Any]) -> None:
    changed = evolve(CONTROL, **change)
    assert digest(changed) != digest(CONTROL)
    assert design_of(changed, APPROVED, FEBRUARY) is Design.DESIGNED


@each(
    "change",
    [
        {"owner": "alice"},
        {"owner_role": "ciso"},
        {"effort_hours": "9"},
        {"evidence": ()},
        {"documented_basis": DocumentedBasis.CLAUSE},
        {"operating_since": None},
        {"retired_on": make.END},
    ],
    ids=lambda change: next(iter(change)),
)
def test_who_owns_it_and_what_it_takes_do_not_void_the_approval(change: dict[str, Any]) -> None:
    assert design_of(evolve(CONTROL, **change), APPROVED, FEBRUARY) is Design.APPROVED


def test_an_approval_counts_from_its_day() -> None:
    assert design_of(CONTROL, APPROVED, make.day("2026-01-31")) is Design.DESIGNED
    assert design_of(CONTROL, APPROVED, FEBRUARY) is Design.APPROVED


def test_an_approval_of_an_older_wording_beside_the_right_one_does_no_harm() -> None:
    older = make.approval(CONTROL, id="older", digest="0" * 64)
    assert design_of(CONTROL, (older, *APPROVED), FEBRUARY) is Design.APPROVED
    assert design_of(CONTROL, (older,), FEBRUARY) is Design.DESIGNED


@each("change", [{"owner": None}, {"activity": ""}, {"activity": " \n"}])
def test_without_an_owner_or_an_activity_nothing_is_designed(change: dict[str, Any]) -> None:
    changed = evolve(CONTROL, **change)
    assert design_of(changed, (make.approval(changed),), FEBRUARY) is Design.NOT_DESIGNED


def test_a_designed_control_needs_no_approval_to_be_designed() -> None:
    assert design_of(CONTROL, (), FEBRUARY) is Design.DESIGNED


def test_controls_and_their_approvals_are_recorded_whole() -> None:
    whole = make.control(documented_basis=DocumentedBasis.OWN_DECISION, retired_on=make.END)
    assert decode("control", 1, encode(whole)) == whole
    assert decode("control_approval", 1, encode(APPROVED[0])) == APPROVED[0]
