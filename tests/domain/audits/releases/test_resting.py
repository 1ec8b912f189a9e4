"""What a released document rests on: what its rows name, as it stood on the day at the document's head."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve
from tests.domain.audits.releases.test_staleness import entry

from dualtrack.domain.audits.releases.resting import Made, named_by, rests_on
from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.controls.delivered import DeltaNote
from dualtrack.domain.controls.design import ControlApproval, digest
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.ledger.codec import encode, type_of
from dualtrack.domain.ledger.entry import Entry
from dualtrack.domain.risks.applicability import Applicability

DAY = date(2027, 10, 15)
FACTS = frozenset({"iso27001:A.8.34", "SD-07", "R-023", "ev_1"})
CONTROL = Control(
    id="SD-07",
    title="Test data",
    purpose="",
    activity="No real data.",
    owner_role="lead",
    cadence=Cadence.QUARTERLY,
    operating=Operating.MANUAL,
    requirements=("iso27001:A.8.33",),
    evidence=(),
    effort_hours="1",
)


def of(value: Any) -> Entry:
    kind, version = type_of(value)
    return evolve(entry(1, f"{kind}/{value.id}", encode(value)), type=kind, tv=version)


def made(*held: Any) -> Made:
    def then(kind: str) -> Iterable[Any]:
        return [one for one in held if type_of(one)[0] == kind]

    return Made(day=DAY, frameworks=("iso27001",), facts=FACTS, held=then)


def decision(number: int, day: date = DAY) -> Applicability:
    return Applicability(
        id=f"iso27001:A.8.34~{number}",
        requirement="iso27001:A.8.34",
        included=True,
        decided_by="person:mara",
        decided_on=day,
        number=number,
    )


def paper(version: int, **said: Any) -> Document:
    plain: dict[str, Any] = {
        "id": f"doc_{version}",
        "title": "Handbook",
        "kind": DocumentKind.PROCEDURE,
        "version": version,
        "controls": ("SD-07",),
        "sha256": "0" * 64,
        "prepared_by": "person:mara",
        "approved_by": "person:ingrid",
        "approved_on": DAY,
    }
    return Document(**(plain | said))


def test_an_entry_names_its_object_and_what_its_value_points_at() -> None:
    value = {
        "id": "dev_1",
        "control": "AC-04",
        "controls": ["A"],
        "thing": None,
        "requirement": "iso27001:4.3",
    }
    assert named_by(entry(1, "deviation/dev_1", value)) == {"dev_1", "AC-04", "A", "iso27001:4.3"}
    assert named_by(entry(1, "control/AC-02")) == {"AC-02"}


def test_rows_rest_on_what_they_name_and_on_what_may_stand_behind_one() -> None:
    assert rests_on(FACTS, entry(1, "risk/R-023", {"id": "R-023"}))
    assert not rests_on(FACTS, entry(1, "risk/R-024", {"id": "R-024"}))
    assert rests_on(FACTS, entry(1, "applicability/iso27001:A.8.34~2", {"requirement": "iso27001:A.8.34"}))
    assert not rests_on(FACTS, entry(1, "applicability/iso27001:A.8.3~1", {"requirement": "iso27001:A.8.3"}))
    assert rests_on(FACTS, entry(1, "deviation/dev_1", {"control": "SD-07"}))
    assert not rests_on(FACTS, entry(1, "evidence/ev_2", {"controls": ["SD-07"]})), "no row names it"
    assert not rests_on(FACTS, entry(1, "token/SD-07", {"id": "SD-07"}))


def test_a_decision_is_shown_while_no_later_one_stood_on_the_day() -> None:
    first, second = decision(1), decision(2)
    assert made(first).shows(of(first))
    assert not made(first, second).shows(of(first))
    assert made(first, second).shows(of(second))
    later = decision(3, date(2027, 10, 16))
    assert made(first, second, later).shows(of(second)), "the document is about the day before"
    assert not made(first, second, later).shows(of(later))


def test_of_a_document_the_newest_version_in_force_is_shown() -> None:
    first, second = paper(1), paper(2)
    assert made(first).shows(of(first))
    assert not made(first, second).shows(of(first))
    assert made(first, second).shows(of(second))
    waiting = paper(2, approved_by=None, approved_on=None)
    assert made(first, waiting).shows(of(first))
    assert not made(first, waiting).shows(of(waiting))
    narrower = paper(2, controls=("AC-02",))
    assert made(first, narrower).shows(of(first)), "the control that is named has none but the first"


def test_an_approval_is_shown_while_the_control_is_worded_as_it_was() -> None:
    given = ControlApproval(
        id="ca_1",
        control="SD-07",
        digest=digest(CONTROL),
        prepared_by="person:mara",
        approved_by="person:ingrid",
        approved_on=DAY,
    )
    assert made(CONTROL, given).shows(of(given))
    assert not made(evolve(CONTROL, activity="Real data, masked."), given).shows(of(given))


def test_a_delta_is_shown_in_documents_of_its_framework() -> None:
    note = DeltaNote(
        id="SD-07:soc2:x",
        control="SD-07",
        framework="soc2",
        delta="x",
        note="Done.",
        said_by="person:mara",
        said_on=DAY,
    )
    assert not made().shows(of(note))
    assert made().shows(of(evolve(note, framework="iso27001")))


def test_what_was_taken_away_is_shown_nowhere() -> None:
    assert not made().shows(entry(1, "risk/R-023"))
