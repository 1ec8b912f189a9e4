"""What serves what on a day: controls in use, documents in force, decisions taken, and what is still owed."""

from datetime import date

from tests import factories as make
from tests.each import each

from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.programme.served import Serving, in_use
from dualtrack.domain.programme.statuses import Owed

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
RISK = make.CATALOGUE.requirement(make.RISK)
ASSESSED = make.control("RSK-01", requirements=(make.RISK,), documented_basis=DocumentedBasis.CLAUSE)


def test_a_control_is_in_use_until_the_day_it_retires() -> None:
    held = make.control(retired_on=MARCH)
    assert [in_use(held, d) for d in (date(2026, 2, 28), MARCH)] == [True, False]
    assert in_use(make.control(), date(2099, 1, 1))


def test_controls_serve_in_the_order_of_their_ids_while_in_use() -> None:
    held = (make.control("B"), make.control("A"), make.control("C", retired_on=MARCH))
    lookups = Serving.of(make.programme(controls=held))
    assert [c.id for c in lookups.serving(make.ACCESS, FEBRUARY)] == ["A", "B", "C"]
    assert [c.id for c in lookups.serving(make.ACCESS, MARCH)] == ["A", "B"]
    assert lookups.serving(make.CRYPTO, MARCH) == ()


def documented(lookups: Serving, requirement: Requirement, on: date) -> bool:
    """Whether the requirement is documented by the controls that are in use on the day."""
    serving = [c.id for c in lookups.serving(requirement.id, on)]
    return lookups.documented(requirement, serving, on)


def test_a_clause_is_documented_once_one_of_its_controls_has_a_document_in_force() -> None:
    held = make.programme(controls=(ASSESSED,), documents=(make.document("RSK-01", approved_on=MARCH),))
    lookups = Serving.of(held)
    assert not documented(lookups, RISK, date(2026, 2, 28))
    assert documented(lookups, RISK, MARCH)
    assert documented(lookups, make.CATALOGUE.requirement(make.ACCESS), FEBRUARY)  # asks for none


@each("document", [make.document("AC-02"), make.document("RSK-01", approved_by=None, approved_on=None)])
def test_a_draft_or_a_document_of_another_control_does_not_count(document: object) -> None:
    lookups = Serving.of(make.programme(controls=(ASSESSED,), documents=(document,)))
    assert not documented(lookups, RISK, date(2099, 1, 1))


def test_a_document_of_a_retired_control_does_not_count() -> None:
    retired = make.control("RSK-01", requirements=(make.RISK,), retired_on=MARCH)
    lookups = Serving.of(make.programme(controls=(retired,), documents=(make.document("RSK-01"),)))
    assert documented(lookups, RISK, FEBRUARY)
    assert not documented(lookups, RISK, MARCH)


def test_what_is_owed_names_its_basis_until_the_document_is_in_force() -> None:
    held = make.programme(controls=(ASSESSED,), documents=(make.document("RSK-01", approved_on=MARCH),))
    lookups = Serving.of(held)
    by_control = Owed(
        delta="documented_procedure", requirement=None, control="RSK-01", basis=DocumentedBasis.CLAUSE
    )
    assert lookups.owed_by_control(ASSESSED, FEBRUARY) == (by_control,)
    assert lookups.owed_by_control(ASSESSED, MARCH) == ()
    (owed,) = lookups.owed_by_requirement(RISK, ("RSK-01",), FEBRUARY)
    assert (owed.requirement, owed.control, owed.what) == (make.RISK, None, "risk assessment process")
    assert lookups.owed_by_requirement(RISK, ("RSK-01",), MARCH) == ()
    assert lookups.owed_by_control(make.control(), FEBRUARY) == ()


@each("basis", DocumentedBasis)
def test_only_what_the_standard_itself_asks_for_is_required(basis: DocumentedBasis) -> None:
    owed = Owed(delta="documented_procedure", requirement=None, control="AC-02", basis=basis)
    assert owed.required is (basis.value in ("clause", "annex_a_explicit"))


def test_a_decision_counts_from_its_day() -> None:
    out = make.decision(make.CRYPTO, included=False, decided_on=MARCH)
    lookups = Serving.of(make.programme(applicability=(out,)))
    assert lookups.included(make.CRYPTO, FEBRUARY)
    assert lookups.decision(make.CRYPTO, FEBRUARY) is None
    assert not lookups.included(make.CRYPTO, MARCH)
    assert lookups.decision(make.CRYPTO, MARCH) is out
    assert lookups.included(make.POLICIES, MARCH)
