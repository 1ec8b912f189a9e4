"""Privacy: basis and retention of processing, requests in time, breaches decided, processors bound."""

from datetime import date
from typing import Any

import pytest
from tests.domain.registers.lacks.asked import ask, params, short
from tests.domain.registers.records import TODAY, before, least
from tests.each import each

from dualtrack.domain.registers.finding import Code, Settings
from dualtrack.domain.registers.lacks.privacy import privacy
from dualtrack.domain.registers.privacy import (
    Breach,
    LegalBasis,
    Notification,
    Processing,
    ProcessorCommitment,
    RequestKind,
    SubjectRequest,
)
from dualtrack.domain.registers.vendors import Vendor


@each(
    ("given", "codes"),
    [
        ({}, [Code.PROCESSING_NO_BASIS, Code.PROCESSING_NO_RETENTION]),
        ({"retention": "10 years"}, [Code.PROCESSING_NO_BASIS]),
        ({"legal_basis": LegalBasis.CONTRACT}, [Code.PROCESSING_NO_RETENTION]),
        ({"legal_basis": LegalBasis.CONTRACT, "retention": " "}, [Code.PROCESSING_NO_RETENTION]),
        ({"legal_basis": LegalBasis.INSTRUCTION, "retention": "As the contract lasts"}, []),
        ({"retired_on": before(1)}, []),
    ],
)
def test_processing_has_basis_and_retention(given: dict[str, Any], codes: list[Code]) -> None:
    assert [one.code for one in ask(privacy, least(Processing, **given))] == codes


@pytest.mark.parametrize(
    ("given", "since"),
    [
        ({"received_on": before(30)}, None),
        ({"received_on": before(31)}, TODAY),
        ({"received_on": before(90)}, before(59)),
        ({"received_on": before(90), "answered_on": before(1)}, None),
        ({"received_on": before(90), "answered_on": date(2026, 7, 1)}, before(59)),
        ({"received_on": before(90), "extended_until": TODAY}, None),
        ({"received_on": before(90), "extended_until": before(1)}, TODAY),
        ({"received_on": before(90), "extended_until": before(80)}, before(59)),
        ({"received_on": before(90), "retired_on": before(1)}, None),
    ],
)
def test_a_request_is_answered_in_thirty_days_or_its_longer_term(
    given: dict[str, Any], since: date | None
) -> None:
    request = least(SubjectRequest, "Q-1", kind=RequestKind.ACCESS, **given)
    expected = [("Q-1", Code.REQUEST_OVERDUE, since)] if since else []
    assert short(privacy, request) == expected


def test_a_request_says_no_name() -> None:
    (found,) = ask(privacy, least(SubjectRequest, "Q-1", name="Case 7", received_on=before(90)))
    assert params(found) == {"kind": "access", "received": str(before(90)), "due": str(before(60))}
    assert found.requirements == ("iso27001:A.5.34", "soc2:P5.1", "soc2:P5.2", "soc2:P8.1")


DECIDED = {"notification": Notification.AUTHORITY, "decided_on": before(1)}


@each(
    ("given", "since"),
    [
        ({"known_on": before(2)}, None),
        ({"known_on": before(3)}, TODAY),
        ({"known_on": before(9)}, before(6)),
        ({"known_on": before(9), **DECIDED}, None),
        ({"known_on": before(9), **DECIDED, "notification": Notification.NOBODY}, None),
        ({"known_on": before(9), "notification": Notification.NOBODY}, before(6)),
        ({"known_on": before(9), "decided_on": before(1)}, before(6)),
        ({"known_on": before(9), **DECIDED, "decided_on": date(2026, 7, 1)}, before(6)),
        ({"known_on": before(9), "retired_on": before(1)}, None),
    ],
)
def test_who_is_told_of_a_breach_is_decided_in_three_days(given: dict[str, Any], since: date | None) -> None:
    expected = [("B-1", Code.BREACH_UNDECIDED, since)] if since else []
    assert short(privacy, least(Breach, "B-1", **given)) == expected


BOUND: dict[str, Any] = {"vendor": "V-1", "agreed_on": before(100)}


@each(
    ("given", "found"),
    [
        (None, True),
        (BOUND, False),
        ({**BOUND, "vendor": "V-2"}, True),
        ({**BOUND, "agreed_on": None}, True),
        ({**BOUND, "agreed_on": date(2026, 7, 1)}, True),
        ({**BOUND, "valid_until": TODAY}, False),
        ({**BOUND, "valid_until": before(1)}, True),
        ({**BOUND, "retired_on": before(1)}, True),
    ],
)
def test_a_processor_is_bound_in_writing(given: dict[str, Any] | None, found: bool) -> None:
    vendor = least(Vendor, "V-1", personal_data=True)
    bound = [least(ProcessorCommitment, **given)] if given else []
    expected = [("V-1", Code.PROCESSOR_UNCOMMITTED, None)] if found else []
    assert short(privacy, vendor, *bound) == expected


def test_a_vendor_without_personal_data_is_no_processor() -> None:
    assert short(privacy, least(Vendor, "V-1")) == []
    assert short(privacy, least(Vendor, "V-1", personal_data=True, retired_on=before(1))) == []


def test_the_days_are_settings() -> None:
    request, breach = least(SubjectRequest, received_on=before(20)), least(Breach, known_on=before(1))
    assert short(privacy, request, breach) == []
    strict = Settings(request=19, breach=1)
    assert [code for _, code, _ in short(privacy, request, breach, settings=strict)] == [
        Code.REQUEST_OVERDUE,
        Code.BREACH_UNDECIDED,
    ]
