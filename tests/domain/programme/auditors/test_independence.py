"""Independence: consultancy and internal audit, groups, two years, management's work, referral interests."""

from datetime import date
from typing import Any

from tests.domain.programme.auditors.firms import body, codes, cpa, interest, service, told
from tests.domain.registers.records import TODAY, before, held, least
from tests.each import each

from dualtrack.domain.programme.auditors.independence import (
    declared,
    group_of,
    independence,
    undeclared,
    years_later,
)
from dualtrack.domain.registers.auditor_ties import AuditorDeclaration, ServiceKind
from dualtrack.domain.registers.auditors import FirmRelation, RelationKind
from dualtrack.domain.registers.record import Record

CONSULTED, AUDITED = "certification_body_gave_consultancy", "certification_body_audited_internally"
OURS, UNDECLARED = "cpa_firm_did_what_it_examines", "referral_interest_not_declared"
LAST_DAY = date(2024, 6, 30)  # two years before TODAY, to the day


def iso(*records: Record, day: date = TODAY) -> list[str]:
    """What stands against the certification body."""
    return codes(independence(body(), "iso27001", held(body(), *records, day=day)))


def soc2(*records: Record, covered_from: date | None = None) -> list[str]:
    """What stands against the CPA firm."""
    return codes(independence(cpa(), "soc2", held(cpa(), *records), covered_from=covered_from))


def test_nothing_stands_against_who_did_nothing() -> None:
    assert iso() == []
    assert soc2() == []


@each("kind", [ServiceKind.CONSULTANCY, ServiceKind.CONTROL_DESIGN])
def test_a_body_that_advised_us_certifies_us_never(kind: ServiceKind) -> None:
    old = service(kind, "CB", started_on=date(2015, 1, 1), ended_on=date(2015, 3, 1))
    (found,) = independence(body(), "iso27001", held(body(), old))
    assert found.code.value == CONSULTED
    assert told(found)["clause"] == "ISO/IEC 17021-1, 5.2.5"
    assert told(found)["clear"] == ""


@each("kind", [ServiceKind.TRAINING, ServiceKind.PENETRATION_TEST, ServiceKind.READINESS, ServiceKind.TOOL])
def test_other_services_do_not_stand_against_a_body(kind: ServiceKind) -> None:
    assert iso(service(kind, "CB")) == []


@each(
    ("ended", "found"),
    [(None, [AUDITED]), (LAST_DAY, []), (date(2024, 7, 1), [AUDITED]), (before(3000), [])],
)
def test_internal_audits_count_for_two_years(ended: date | None, found: list[str]) -> None:
    given = {"started_on": date(2015, 1, 1), "ended_on": ended}
    assert iso(service(ServiceKind.INTERNAL_AUDIT, "CB", **given)) == found


def test_an_internal_audit_says_from_when_it_no_longer_counts() -> None:
    done = service(ServiceKind.INTERNAL_AUDIT, "CB", ended_on=date(2025, 2, 28))
    (found,) = independence(body(), "iso27001", held(body(), done))
    assert told(found) | {"clear": "2027-02-28", "clause": "ISO/IEC 17021-1, 5.2.6"} == told(found)


@each(("ended", "found"), [(before(30), [CONSULTED]), (LAST_DAY, [])])
def test_a_company_of_the_group_counts_for_two_years(ended: date, found: list[str]) -> None:
    assert iso(service(ServiceKind.CONSULTANCY, "CB", by_company="Sister", ended_on=ended)) == found


GROUPED: list[tuple[dict[str, Any], dict[str, Any], list[Record], bool]] = [
    ({"company_group": "North"}, {"company_group": " north"}, [], True),
    ({"company_group": "North"}, {"company_group": "South"}, [], False),
    ({}, {}, [], False),
    ({}, {}, [least(FirmRelation, firm="CB", other="X", kind=RelationKind.SAME_GROUP)], True),
    ({}, {}, [least(FirmRelation, firm="X", other="CB", kind=RelationKind.SAME_GROUP)], True),
    ({}, {}, [least(FirmRelation, firm="CB", other="X", kind=RelationKind.ALLIANCE)], False),
]


@each(("mine", "theirs", "more", "one"), GROUPED)
def test_firms_of_one_group_are_judged_together(
    mine: dict[str, Any], theirs: dict[str, Any], more: list[Record], one: bool
) -> None:
    firm, other = body(**mine), cpa("X", **theirs)
    kept = held(firm, other, service(ServiceKind.CONSULTANCY, "X", ended_on=before(10)), *more)
    assert group_of(firm, kept) == ({"CB", "X"} if one else {"CB"})
    assert codes(independence(firm, "iso27001", kept)) == ([CONSULTED] if one else [])


def test_groups_reach_over_several_steps() -> None:
    a, b, c = (body(key, company_group=name) for key, name in (("A", "N"), ("B", "N"), ("C", "")))
    tie = least(FirmRelation, firm="C", other="B", kind=RelationKind.SAME_GROUP)
    assert group_of(a, held(a, b, c, tie)) == {"A", "B", "C"}


@each(
    "kind",
    [
        ServiceKind.CONTROL_DESIGN,
        ServiceKind.DESCRIPTION,
        ServiceKind.ASSERTION,
        ServiceKind.INTERNAL_AUDIT,
    ],
)
def test_a_cpa_firm_does_not_do_what_it_examines(kind: ServiceKind) -> None:
    assert soc2(service(kind, "CPA")) == [OURS]
    assert soc2(service(kind, "CPA", by_company="Network firm")) == [OURS]


@each("kind", [ServiceKind.READINESS, ServiceKind.CONSULTANCY, ServiceKind.TRAINING])
def test_what_a_cpa_firm_may_do_is_not_held_against_it(kind: ServiceKind) -> None:
    assert soc2(service(kind, "CPA")) == []


@each(("ended", "found"), [(before(1), []), (TODAY, [OURS]), (None, [OURS])])
def test_what_ended_before_the_period_covered_does_not_count(ended: date | None, found: list[str]) -> None:
    done = service(ServiceKind.CONTROL_DESIGN, "CPA", ended_on=ended)
    assert soc2(done, covered_from=TODAY) == found
    assert soc2(done) == [OURS]


@each(("declared_on", "found"), [(None, [UNDECLARED]), (before(1), [])])
def test_a_referral_interest_is_declared(declared_on: date | None, found: list[str]) -> None:
    assert soc2(interest("CPA", declared_on=declared_on)) == found
    assert iso(interest("CB", declared_on=declared_on)) == found
    assert iso(interest("CPA", declared_on=declared_on)) == []


def test_a_service_that_has_not_begun_or_was_withdrawn_does_not_count() -> None:
    assert soc2(service(ServiceKind.DESCRIPTION, "CPA", started_on=before(-5))) == []
    assert soc2(service(ServiceKind.DESCRIPTION, "CPA", retired_on=TODAY)) == []


def test_the_last_declaration_in_force_counts() -> None:
    old = least(AuditorDeclaration, "D-1", firm="CPA", declared_on=before(20))
    new = least(AuditorDeclaration, "D-2", firm="CPA", declared_on=before(2))
    ended = least(AuditorDeclaration, "D-3", firm="CPA", declared_on=before(1), valid_until=before(1))
    assert declared(cpa(), held(old, new, ended)) == new
    assert declared(body(), held(old, new)) is None


@each(
    ("given", "kinds"),
    [
        (None, ["declaration"]),
        ({}, ["group", "referrals"]),
        ({"covers_group": True}, ["referrals"]),
        ({"covers_group": True, "covers_referrals": True}, []),
    ],
)
def test_a_chosen_firm_declares_itself_its_group_and_its_interests(
    given: dict[str, Any] | None, kinds: list[str]
) -> None:
    said = [] if given is None else [least(AuditorDeclaration, firm="CPA", declared_on=TODAY, **given)]
    assert [told(one)["kind"] for one in undeclared(cpa(), held(*said))] == kinds


@each(
    ("day", "later"),
    [
        (date(2024, 2, 29), date(2026, 3, 1)),
        (date(2025, 6, 30), date(2027, 6, 30)),
        (date(9999, 1, 1), date.max),
    ],
)
def test_two_years_later(day: date, later: date) -> None:
    assert years_later(day, 2) == later
