"""Rules of single registers: each broken, kept, and said in its exact sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.domain.registers.records import ANN, BEN, OUTSIDE, TODAY, before, least, register
from tests.each import each

from dualtrack.domain.registers.customers import CommitmentKind
from dualtrack.domain.registers.fault import Code
from dualtrack.domain.registers.fault_rules import MANY_RULES, RULES, left_before_joined
from dualtrack.domain.registers.fault_words import sentence
from dualtrack.domain.registers.faults import faults, faults_of_all
from dualtrack.domain.registers.people import EmploymentKind
from dualtrack.domain.registers.privacy import Notification, RequestOutcome
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.vendors import SubserviceMethod

KNOWN = {**OUTSIDE, **{one.key: {"X-1": None, "X-2": None} for one in REGISTERS}}
CARVE_OUT, INCLUSIVE = SubserviceMethod.CARVE_OUT, SubserviceMethod.INCLUSIVE
REFUSED, PARTLY, GRANTED = RequestOutcome.REFUSED, RequestOutcome.PARTLY, RequestOutcome.GRANTED
REQUIREMENT, COMMITMENT = CommitmentKind.REQUIREMENT, CommitmentKind.COMMITMENT
DECIDED = Notification.NOBODY

METHOD = (
    "Vendors, X-1, Method: came nothing, expected carve_out or inclusive for a subservice organization; "
    "choose the method"
)
LOOSE = (
    "Vendors, X-1, Subservice organization: came no beside the method {}, expected a method for subservice "
    "organizations alone; mark it as one or take the method out"
)
CUEC = (
    "Controls that vendors expect of us, X-1, Our controls: came nothing, expected a control of ours or a "
    "reason "
    "why there is none; name the control or give the reason"
)
UNDATED = (
    "Customers' demands, X-1, Accepted the other on: came nothing, expected the day on which the customer "
    "accepted the other; enter it"
)
NOT_ACCEPTED = (
    "Customers' demands, X-1, Accepts the other instead: came no yes beside the day 2026-06-20, expected "
    "yes where "
    "a day of acceptance stands; say yes or take the day out"
)
CURRENCY = (
    "Customers' demands, X-1, Currency: came nothing beside 1200000, expected a currency; enter its three "
    "letters"
)
CLIMATE = (
    "Context issues, X-1, {}: came nothing, expected the reason and the day of the determination on climate "
    "change; enter it"
)
KEEPS = (
    "Commitments and system requirements, X-1, Keeps commitment: came X-1 for a service commitment, "
    "expected it "
    "for a system requirement alone; change the kind or take it out"
)
GAP = (
    "Competence of people, X-1, What is done about it: came nothing beside what is lacking, expected what "
    "is done "
    "about it; enter the action"
)
DECISION = (
    "Breaches of personal data, X-1, {}: came nothing, expected the day and the reason of the decision on "
    "who is "
    "told; enter it"
)
REASON = (
    "Requests of data subjects, X-1, Why: came nothing, expected the reason why the request was refused, "
    "granted "
    "in part or extended; enter it"
)
NO_DAYS = (
    "Audit quotes, X-1, {}: came {}, expected more than zero days; enter what the quote says or "
    "leave it empty"
)
STAGE = (
    "Audit quotes, X-1, Of these in Stage 1: came 10 days, expected fewer than both stages have together, "
    "10; correct one of the two"
)
NO_CURRENCY = (
    "Audit quotes, X-1, Currency: came nothing beside {}, expected a currency; enter its three letters"
)
NO_CODE = (
    "Audit quotes, X-1, Currency: came {}, expected the three capital letters of a currency, such as EUR; "
    "correct it"
)
ITSELF = (
    "Relationships between audit firms, X-1, With firm: came X-1, which is the firm itself; expected "
    "another; name the other firm"
)

BROKEN: list[tuple[str, dict[str, Any], list[str]]] = [
    ("vendors", {"subservice": True}, [METHOD]),
    ("vendors", {"method": CARVE_OUT}, [LOOSE.format("carve_out")]),
    ("vendors", {"method": INCLUSIVE}, [LOOSE.format("inclusive")]),
    ("vendor_cuecs", {}, [CUEC]),
    ("vendor_cuecs", {"reason": "  "}, [CUEC]),
    ("audit_quotes", {"days": Decimal(0)}, [NO_DAYS.format("Audit days", "0")]),
    (
        "audit_quotes",
        {"days": Decimal(10), "stage1_days": Decimal("0.0")},
        [NO_DAYS.format("Of these in Stage 1", "0.0")],
    ),
    ("audit_quotes", {"days": Decimal(10), "stage1_days": Decimal(10)}, [STAGE]),
    ("audit_quotes", {"fee": Decimal(21000)}, [NO_CURRENCY.format(21000)]),
    ("audit_quotes", {"day_rate": Decimal(1900), "currency": " "}, [NO_CURRENCY.format(1900)]),
    ("audit_quotes", {"fee": Decimal(21000), "currency": "euro"}, [NO_CODE.format("euro")]),
    ("audit_quotes", {"currency": "€"}, [NO_CODE.format("€")]),
    ("firm_relations", {"other": "X-1"}, [ITSELF]),
    ("demands", {"accepts_other": True}, [UNDATED]),
    ("demands", {"accepted_on": before(10)}, [NOT_ACCEPTED]),
    ("demands", {"accepts_other": False, "accepted_on": before(10)}, [NOT_ACCEPTED]),
    ("demands", {"revenue": Decimal("1.2E+6")}, [CURRENCY]),
    ("demands", {"revenue": Decimal(1200000), "currency": " "}, [CURRENCY]),
    ("issues", {"climate": True, "relevant": True}, [CLIMATE.format("Why"), CLIMATE.format("Determined on")]),
    (
        "issues",
        {"climate": True, "relevant": False, "rationale": "No site by water."},
        [CLIMATE.format("Determined on")],
    ),
    ("issues", {"climate": True, "relevant": False, "determined_on": before(1)}, [CLIMATE.format("Why")]),
    ("commitments", {"kind": COMMITMENT, "keeps": "X-1"}, [KEEPS]),
    ("competences", {"gap": "No incident drill yet."}, [GAP]),
    ("competences", {"gap": "No incident drill yet.", "action": " "}, [GAP]),
    ("breaches", {"notification": DECIDED}, [DECISION.format("Decided on"), DECISION.format("Why")]),
    ("breaches", {"notification": DECIDED, "reason": "Encrypted."}, [DECISION.format("Decided on")]),
    ("breaches", {"notification": DECIDED, "decided_on": before(9)}, [DECISION.format("Why")]),
    ("subject_requests", {"outcome": REFUSED}, [REASON]),
    ("subject_requests", {"outcome": PARTLY}, [REASON]),
    ("subject_requests", {"extended_until": TODAY}, [REASON]),
]
KEPT: list[tuple[str, dict[str, Any]]] = [
    ("vendors", {}),
    ("vendors", {"subservice": True, "method": CARVE_OUT}),
    ("vendors", {"subservice": True, "method": INCLUSIVE}),
    ("vendor_cuecs", {"controls": ("AC-01",)}),
    ("vendor_cuecs", {"reason": "We do not use that part."}),
    ("audit_quotes", {}),
    ("audit_quotes", {"fee": Decimal(0), "currency": "EUR", "days": Decimal("0.5")}),
    ("audit_quotes", {"days": Decimal(10), "stage1_days": Decimal("3.5")}),
    ("firm_relations", {}),
    ("firm_relations", {"other": "X-2"}),
    ("demands", {}),
    ("demands", {"accepts_other": False}),
    ("demands", {"accepts_other": True, "accepted_on": before(10)}),
    ("demands", {"revenue": Decimal("1.5"), "currency": "EUR"}),
    ("demands", {"currency": "EUR"}),
    ("issues", {"climate": True}),
    ("issues", {"relevant": True}),
    (
        "issues",
        {"climate": True, "relevant": False, "rationale": "No site by water.", "determined_on": before(1)},
    ),
    ("commitments", {"kind": COMMITMENT}),
    ("commitments", {"kind": REQUIREMENT, "keeps": "X-1", "id": "X-2"}),
    ("competences", {"gap": "No drill yet.", "action": "Takes part in the next one."}),
    ("breaches", {}),
    ("breaches", {"notification": DECIDED, "decided_on": before(9), "reason": "Encrypted."}),
    ("subject_requests", {"outcome": GRANTED}),
    ("subject_requests", {"outcome": REFUSED, "reason": "Not the person."}),
    ("subject_requests", {"extended_until": TODAY, "reason": "Many systems."}),
]


def said(key: str, given: dict[str, Any]) -> list[str]:
    """The sentences of what is wrong with a record."""
    of = register(key)
    return [sentence(one) for one in faults(of, least(of, **given), KNOWN, today=TODAY)]


@each(("key", "given", "sentences"), BROKEN)
def test_a_rule_that_is_broken_is_said(key: str, given: dict[str, Any], sentences: list[str]) -> None:
    assert sorted(said(key, given)) == sorted(sentences)


@each(("key", "given"), KEPT)
def test_a_rule_that_is_kept_is_silent(key: str, given: dict[str, Any]) -> None:
    assert said(key, given) == []


def test_every_rule_is_tried_both_ways() -> None:
    assert {key for key, _, _ in BROKEN} == {key for key, _ in KEPT} == set(RULES)
    assert set(MANY_RULES) == {"employment"}


def test_a_rule_leaves_records_of_another_class_alone() -> None:
    (method,) = RULES["vendors"]
    assert list(method(register("vendors"), least(register("units")))) == []


def event(id: str, what: EmploymentKind, on: date, person: str = ANN) -> Any:  # noqa: A002 - the field's own name
    """Something that happened to a person."""
    return least(register("employment"), id, what=what, on=on, person=person)


JOINED, LEFT = EmploymentKind.JOINED, EmploymentKind.LEFT


def test_somebody_who_left_before_they_joined_is_named() -> None:
    events = [event("E-1", LEFT, before(30)), event("E-2", JOINED, before(20))]
    assert [sentence(one) for one in left_before_joined(register("employment"), events)] == [
        "Joiners, movers and leavers, E-1, On: came 2026-05-31 for person:ann, who joined on 2026-06-10; "
        "expected a "
        "day no earlier; correct one of the two"
    ]


@each(
    "events",
    [
        [],
        [event("E-1", LEFT, before(30))],
        [event("E-1", JOINED, before(30)), event("E-2", LEFT, before(30))],
        [event("E-1", JOINED, before(40)), event("E-2", LEFT, before(30)), event("E-3", JOINED, before(20))],
        [event("E-1", LEFT, before(30)), event("E-2", JOINED, before(20), BEN)],
        [event("E-1", EmploymentKind.TRAINED, before(30)), event("E-2", JOINED, before(20))],
    ],
)
def test_any_other_course_is_no_fault(events: list[Any]) -> None:
    assert list(left_before_joined(register("employment"), events)) == []
    assert list(left_before_joined(register("employment"), events[::-1])) == []


def test_the_rule_over_many_is_part_of_the_whole() -> None:
    events = [event("E-1", LEFT, before(30)), event("E-2", JOINED, before(20))]
    found = faults_of_all({"employment": events}, OUTSIDE, today=TODAY)
    assert [one.code for one in found] == [Code.LEFT_BEFORE_JOINED]
