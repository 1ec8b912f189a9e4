"""The internal auditor did not build what is audited."""

from datetime import date
from typing import Any

from tests.domain.registers.records import TODAY, before

from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.controls.document import Document, DocumentKind
from dualtrack.domain.ledger.person import Person, Role
from dualtrack.domain.programme.auditors.inside import Built, built, built_findings, since_when

NIKO = Person(id="niko", roles=(Role.INTERNAL_AUDITOR,))


def control(id: str = "AC-01", **given: Any) -> Control:  # noqa: A002 - the field's own name
    """A control that niko owns."""
    says: dict[str, Any] = {
        "title": id,
        "owner": "niko",
        "requirements": ("soc2:CC6.1", "iso27001:A.5.15"),
        **given,
    }
    plain = {"purpose": "", "activity": "", "owner_role": "", "effort_hours": "1"}
    return Control(id=id, cadence=Cadence.MONTHLY, operating=Operating.MANUAL, evidence=(), **plain, **says)


def document(prepared_by: str = "person:niko", version: int = 1, title: str = "Access policy") -> Document:
    """A version of a document."""
    return Document(
        id=f"{title}-{version}",
        title=title,
        kind=DocumentKind.POLICY,
        version=version,
        controls=(),
        sha256="0" * 64,
        prepared_by=prepared_by,
    )


def found(*held: Control | Document, person: Person = NIKO, day: date = TODAY) -> tuple[Built, ...]:
    """What the auditor built."""
    controls = [one for one in held if isinstance(one, Control)]
    return built([person], controls, [one for one in held if isinstance(one, Document)], day)


def test_an_auditor_who_built_nothing_is_not_found() -> None:
    assert found(control(owner="ann"), document("person:ann")) == ()


def test_owning_a_control_or_preparing_a_document_is_building() -> None:
    assert found(control()) == (Built(person="niko", controls=("AC-01",)),)
    assert found(document()) == (
        Built(person="niko", documents=("Access policy",), versions=("Access policy-1",)),
    )


def test_only_the_newest_version_of_a_document_counts() -> None:
    assert found(document(version=1), document("person:ann", version=2)) == ()


def test_what_was_retired_does_not_count() -> None:
    assert found(control(retired_on=TODAY)) == ()
    assert found(control(retired_on=before(-1))) != ()


def test_the_internal_audit_itself_is_theirs_to_run() -> None:
    assert found(control(requirements=("iso27001:9.2.2", "soc2:CC4.1", "iso27001:A.5.35"))) == ()
    assert found(control(requirements=("iso27001:9.2.2", "soc2:CC6.1"))) != ()
    assert found(control(requirements=("soc2:CC4.1",))) != ()


def test_who_is_no_internal_auditor_or_has_left_is_not_asked() -> None:
    assert found(control(), person=Person(id="niko", roles=(Role.OWNER,))) == ()
    gone = Person(id="niko", roles=(Role.INTERNAL_AUDITOR,), left_on=before(3))
    assert found(control(), person=gone) == ()


def test_the_finding_counts_all_and_names_the_first() -> None:
    held = [control(f"AC-0{n}") for n in range(1, 8)]
    (one,) = built_findings(found(*held, document()))
    assert dict(one.params) == {
        "person": "niko",
        "count": "8",
        "what": "AC-01, AC-02, AC-03, AC-04, AC-05",
    }
    assert one.requirements == ("iso27001:9.2.2", "soc2:CC4.1")


def since(*revisions: tuple[Control | Document | Person, int]) -> date | None:
    """The day since when niko built what they audit, from revisions with how many days ago each was."""
    told = [
        (f"{kind(value)}/{value.id}", value, before(days))
        for value, days in sorted(revisions, key=lambda one: -one[1])
    ]
    (one,) = found(control(), document())
    assert one.objects == ("person/niko", "control/AC-01", "document/Access policy-1")
    return since_when(one, told).since


def kind(value: object) -> str:
    """As the ledger names the kind of a value."""
    return type(value).__name__.lower()


def test_it_began_when_both_held_the_role_and_the_first_of_what_was_built() -> None:
    assert since((NIKO, 90), (control(), 40), (document(), 60)) == before(60)
    assert since((NIKO, 20), (control(), 40), (document(), 60)) == before(20)


def test_it_began_with_the_last_change_of_owner_or_role_and_not_with_other_changes() -> None:
    other = (control(owner="ann"), 80), (control(), 40), (control(title="Better"), 10)
    assert since((NIKO, 90), *other) == before(40)
    owner = Person(id="niko", roles=(Role.OWNER,))
    more = Person(id="niko", roles=(Role.OWNER, Role.INTERNAL_AUDITOR))
    assert since((owner, 90), (NIKO, 30), (more, 5), (control(), 80)) == before(30)


def test_where_the_revisions_are_gone_no_day_is_made_up() -> None:
    assert since((NIKO, 90)) is None
    assert since((control(), 90)) is None
