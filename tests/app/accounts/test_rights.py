"""Who may do what: every right tried with every role, the operator and nobody."""

import pytest
from tests.app.conftest import PEOPLE, viewer
from tests.each import each

from dualtrack.app.accounts.rights import OPERATOR_MAY_NOT, RIGHTS, NotAllowedError, may, require
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer

INSIDE = {"ada", "alice", "charlie", "bob", "ivy"}
AUDITORS = {"sam", "cora"}
ALLOWED: dict[str, set[str]] = {
    "programme.read": {"ada", "alice", "charlie", "ivy"},
    "costs.read": {"alice", "charlie"},
    "costs.edit": {"alice", "charlie"},
    "advice.read": {"alice", "charlie"},
    "advice.record": {"alice", "charlie"},
    "controls.read": INSIDE,
    "controls.edit": {"alice"},
    "controls.approve": {"alice", "charlie"},
    "evidence.read": INSIDE,
    "evidence.add": {"alice", "bob"},
    "deviations.note": {"alice", "bob", "ivy"},
    "applicability.decide": {"alice"},
    "crosswalk.read": INSIDE | AUDITORS,
    "mappings.enter": {"alice"},
    "mappings.approve": {"alice", "charlie"},
    "mappings.review": {"alice", "charlie", "ivy"} | AUDITORS,
    "deltas.note": {"alice", "bob"},
    "key.rotate": {"ada"},
    "integrity.read": {"ada", "alice", "charlie", "ivy"} | AUDITORS,
    "anchors.record": {"ada", "alice", "charlie"} | AUDITORS,
    "anchors.write": {"ada", "alice", "charlie"},
    "programme.adopt": {"alice"},
    "programme.add": {"alice"},
    "categories.choose": {"alice"},
    "scope.edit": {"alice"},
    "plan.read": INSIDE,
    "plan.change": {"alice", "charlie"},
    "plan.complete": {"alice", "charlie"},
    "sequencing.propose": {"alice", "charlie"},
    "sequencing.approve": {"charlie"},
    "patterns.answer": {"alice", "charlie"},
    "engagements.open": {"alice"},
    "auditors.read": {"alice", "charlie", "ivy"},
    "auditors.decide": {"alice", "charlie"},
    "auditors.book": {"alice", "charlie"},
    "registers.read": INSIDE,
    "registers.edit": {"alice", "bob"},
    "registers.add": {"alice"},
    "registers.import": {"alice"},
    "certificates.record": {"alice", "charlie"},
    "risks.read": INSIDE,
    "risks.edit": {"alice"},
    "risks.assess": {"alice", "bob"},
    "risks.accept": {"ada", "alice", "charlie", "bob"},
    "method.edit": {"alice"},
    "method.approve": {"alice", "charlie"},
    "scope.approve": {"charlie"},
    "documents.add": {"alice", "bob"},
    "documents.approve": {"alice", "charlie"},
    "deliverables.read": {"ada", "alice", "charlie", "ivy"},
    "deliverables.make": {"alice"},
    "releases.prepare": {"alice"},
    "releases.approve": {"charlie"},
    "releases.withdraw": {"alice", "charlie"},
    "packages.take": {"alice", "charlie"} | AUDITORS,
    "people.manage": {"ada"},
    "tokens.own": INSIDE,
    "access.read": {"ada", "alice"},
    "erasures.read": {"ada", "alice", "charlie", "ivy"},
    "erasures.request": {"ada", "alice", "charlie"},
    "erasures.approve": {"alice", "charlie"},
    "holds.set": {"ada", "alice", "charlie"},
    "holds.lift": {"alice", "charlie"},
}


def test_every_right_is_in_the_table_of_this_test() -> None:
    assert set(RIGHTS) == set(ALLOWED)


@each("right", sorted(ALLOWED))
def test_a_right_belongs_to_its_roles_and_to_nobody_else(right: str) -> None:
    assert {name for name in PEOPLE if may(viewer(name), right)} == ALLOWED[right]


@pytest.mark.parametrize("right", sorted(ALLOWED))
def test_the_operator_may_do_everything_but_approve_and_lead_to_erasing(right: str, operator: Viewer) -> None:
    barred = right.endswith(".approve") or right in (
        *("erasures.request", "holds.lift", "risks.accept", "auditors.decide", "patterns.answer"),
    )
    assert may(operator, right) is not barred


def test_what_the_operator_may_not_is_every_approval_and_what_leads_to_erasing() -> None:
    assert {
        "controls.approve",
        "scope.approve",
        "documents.approve",
        "releases.approve",
        "mappings.approve",
        "erasures.approve",
        "erasures.request",
        "holds.lift",
        "method.approve",
        "risks.accept",
        "auditors.decide",
        "patterns.answer",
        "sequencing.approve",
    } == OPERATOR_MAY_NOT


def test_somebody_without_a_role_may_nothing() -> None:
    nobody = Viewer(actor=Actor("system:nobody", "ui"))
    assert [right for right in RIGHTS if may(nobody, right)] == []


def test_an_unknown_right_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match=r"programme\.destroy"):
        may(viewer("alice"), "programme.destroy")


def test_two_roles_add_up() -> None:
    both = Viewer(actor=Actor("person:x", "ui"), roles=frozenset({Role.OWNER, Role.MANAGER}))
    assert may(both, "evidence.add")
    assert may(both, "scope.approve")
    assert not may(both, "people.manage")


def test_require_names_the_missing_right() -> None:
    require(viewer("charlie"), "scope.approve")
    with pytest.raises(NotAllowedError, match=r"^scope\.edit$") as told:
        require(viewer("charlie"), "scope.edit")
    assert told.value.right == "scope.edit"


def test_no_right_of_an_auditor_reads_the_programme() -> None:
    for name in AUDITORS:
        assert {right for right in RIGHTS if may(viewer(name), right)} == {
            "packages.take",
            "crosswalk.read",  # what the catalogues hold, not what the programme does
            "mappings.review",
            "integrity.read",  # the head that they hold, and who else does
            "anchors.record",
        }
