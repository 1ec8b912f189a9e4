"""The context: climate change, legal requirements owned and reviewed, external documents, demands."""

from datetime import date
from typing import Any

from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import ANN, TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.context import ContextIssue, InterestedParty, LegalRequirement
from dualtrack.domain.registers.customers import Asked, Demand
from dualtrack.domain.registers.documentation import DocumentEntry, Origin
from dualtrack.domain.registers.finding import Code, Settings
from dualtrack.domain.registers.lacks.context import context
from dualtrack.domain.registers.record import Record

DETERMINED: Record = least(
    ContextIssue, "I-0", climate=True, relevant=False, rationale="No site by water.", determined_on=before(90)
)
ASKED: Record = least(InterestedParty, "P-0", climate=False)
CALM = (DETERMINED, ASKED)


def test_nothing_on_record_is_two_findings_about_climate() -> None:
    found = ask(context)
    assert [(one.code, one.register, one.record, one.requirements) for one in found] == [
        (Code.CLIMATE_UNDETERMINED, "issues", "", ("iso27001:4.1",)),
        (Code.CLIMATE_UNASKED, "parties", "", ("iso27001:4.2",)),
    ]


def test_a_determination_and_a_thought_about_parties_settle_them() -> None:
    assert short(context, *CALM) == []


@each("relevant", [True, False])
def test_a_determination_either_way_counts(relevant: bool) -> None:
    issue = least(ContextIssue, climate=True, relevant=relevant, determined_on=TODAY)
    assert short(context, issue, ASKED) == []


@each(
    "given",
    [
        {"climate": True},
        {"climate": True, "relevant": True},
        {"climate": True, "determined_on": before(1)},
        {"climate": True, "relevant": False, "determined_on": date(2026, 7, 1)},
        {"relevant": True, "determined_on": before(1)},
        {"climate": True, "relevant": True, "determined_on": before(1), "retired_on": before(1)},
    ],
)
def test_anything_less_is_no_determination(given: dict[str, Any]) -> None:
    assert short(context, least(ContextIssue, **given), ASKED) == [("", Code.CLIMATE_UNDETERMINED, None)]


@each(
    ("answers", "found"),
    [((), True), ((None,), True), ((None, None), True), ((None, False), False), ((True,), False)],
)
def test_one_party_that_was_considered_is_enough(answers: tuple[bool | None, ...], found: bool) -> None:
    parties = [least(InterestedParty, f"P-{n}", climate=one) for n, one in enumerate(answers)]
    expected = [("", Code.CLIMATE_UNASKED, None)] if found else []
    assert short(context, DETERMINED, *parties) == expected


def legal(**given: Any) -> LegalRequirement:
    """A law that is owned and reviewed."""
    made: LegalRequirement = least(
        LegalRequirement, "L-1", **{"owner": ANN, "reviewed_on": before(30), **given}
    )
    return made


def test_a_legal_requirement_without_owner_is_found() -> None:
    (found,) = ask(context, *CALM, legal(owner="", name="GDPR"))
    assert (found.code, found.record, params(found)) == (Code.LEGAL_UNOWNED, "L-1", {"name": "GDPR"})
    assert found.requirements == ("iso27001:A.5.31", "soc2:CC3.1")


REVIEWS: list[tuple[dict[str, Any], bool, date | None]] = [
    ({"reviewed_on": before(30)}, False, None),
    ({"reviewed_on": before(365)}, False, None),
    ({"reviewed_on": before(366)}, True, TODAY),
    ({"reviewed_on": before(400)}, True, before(34)),
    ({"reviewed_on": None}, True, None),
    ({"reviewed_on": date(2026, 7, 1)}, True, None),
    ({"reviewed_on": before(400), "next_review": TODAY}, False, None),
    ({"reviewed_on": before(400), "next_review": before(1)}, True, TODAY),
    ({"reviewed_on": before(30), "next_review": before(10)}, True, before(9)),
    ({"reviewed_on": before(30), "next_review": before(30)}, False, None),
    ({"reviewed_on": before(30), "next_review": before(40)}, False, None),
    ({"reviewed_on": before(400), "next_review": before(400)}, True, before(34)),
    ({"reviewed_on": None, "next_review": date(2026, 12, 1)}, False, None),
    ({"reviewed_on": None, "next_review": before(5)}, True, before(4)),
]


@each(("given", "found", "since"), REVIEWS)
def test_a_legal_requirement_is_reviewed_when_it_is_due(
    given: dict[str, Any], found: bool, since: date | None
) -> None:
    expected = [("L-1", Code.LEGAL_REVIEW_OVERDUE, since)] if found else []
    assert short(context, *CALM, legal(**given)) == expected


@each(("given", "found", "since"), REVIEWS)
def test_an_external_document_is_reviewed_when_it_is_due(
    given: dict[str, Any], found: bool, since: date | None
) -> None:
    document = least(DocumentEntry, "D-1", origin=Origin.EXTERNAL, **given)
    expected = [("D-1", Code.EXTERNAL_UNREVIEWED, since)] if found else []
    assert short(context, *CALM, document) == expected
    ours = least(DocumentEntry, "D-1", origin=Origin.INTERNAL, **given)
    assert short(context, *CALM, ours) == []


def test_how_long_a_review_counts_is_a_setting() -> None:
    one = legal(reviewed_on=before(60))
    assert short(context, *CALM, one, settings=Settings(review=60)) == []
    assert len(short(context, *CALM, one, settings=Settings(review=59))) == 1


def test_an_external_document_names_its_last_review() -> None:
    document = least(DocumentEntry, "D-1", origin=Origin.EXTERNAL, reviewed_on=before(400), name="DIN 66399")
    (found,) = ask(context, *CALM, document)
    assert params(found) == {"name": "DIN 66399", "last": str(before(400))}
    assert found.requirements == ("iso27001:7.5.3", "soc2:CC5.3")


@each(
    ("given", "since"),
    [
        ({"needed_by": TODAY}, None),
        ({"needed_by": before(1)}, TODAY),
        ({"needed_by": before(30)}, before(29)),
        ({"needed_by": before(30), "answered_on": before(2)}, None),
        ({"needed_by": before(30), "answered_on": date(2026, 7, 2)}, before(29)),
        ({"needed_by": before(30), "retired_on": before(2)}, None),
        ({"needed_by": None}, None),
    ],
)
def test_a_demand_whose_day_has_passed_is_found(given: dict[str, Any], since: date | None) -> None:
    demand = least(Demand, "D-1", asks_for=Asked.ISO27001, **given)
    expected = [("D-1", Code.DEMAND_PASSED, since)] if since else []
    assert short(context, *CALM, demand) == expected


def test_a_demand_says_what_was_asked_for() -> None:
    (found,) = ask(
        context, *CALM, least(Demand, "D-1", asks_for=Asked.BOTH, needed_by=before(3), name="Bank")
    )
    assert params(found) == {"name": "Bank", "asks_for": "both", "needed_by": str(before(3))}
    assert found.requirements == ("iso27001:4.2", "soc2:CC2.3")
