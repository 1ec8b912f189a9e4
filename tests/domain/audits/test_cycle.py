"""The three years of a certificate: the first surveillance, one a calendar year, then recertification."""

from datetime import date

from tests.each import each

from dualtrack.domain.audits.cycle import next_audit
from dualtrack.domain.audits.engagement import EngagementKind

DECIDED, EXPIRES = date(2026, 3, 10), date(2029, 3, 9)
YEARLY, AGAIN = EngagementKind.ISO_SURVEILLANCE, EngagementKind.ISO_RECERTIFICATION


@each(
    ("held_on", "kind", "due_by", "clause"),
    [
        ((), YEARLY, date(2027, 3, 10), "ISO/IEC 17021-1 9.1.3.3"),
        ((date(2027, 2, 20),), YEARLY, date(2028, 12, 31), "ISO/IEC 17021-1 9.1.3.3"),
        ((date(2027, 2, 20), date(2028, 2, 18)), AGAIN, EXPIRES, "ISO/IEC 17021-1 9.6.3"),
        ((date(2028, 2, 18), date(2027, 2, 20)), AGAIN, EXPIRES, "ISO/IEC 17021-1 9.6.3"),  # in any order
        (
            (date(2026, 2, 20), DECIDED),
            YEARLY,
            date(2027, 3, 10),
            "ISO/IEC 17021-1 9.1.3.3",
        ),  # certified by it
    ],
)
def test_what_comes_next_follows_from_what_was_held(
    held_on: tuple[date, ...], kind: EngagementKind, due_by: date, clause: str
) -> None:
    found = next_audit(decided_on=DECIDED, valid_until=EXPIRES, held_on=held_on)
    assert (found.kind, found.due_by, found.clause) == (kind, due_by, clause)


def test_it_is_late_the_day_after() -> None:
    found = next_audit(decided_on=DECIDED, valid_until=EXPIRES)
    assert not found.late(date(2027, 3, 10))
    assert found.late(date(2027, 3, 11))


def test_nothing_is_due_after_the_certificate_has_expired_and_a_month_has_no_31st() -> None:
    assert next_audit(decided_on=DECIDED, valid_until=date(2026, 9, 9)).due_by == date(2026, 9, 9)
    leap = next_audit(decided_on=date(2028, 2, 29), valid_until=date(2031, 2, 28))
    assert leap.due_by == date(2029, 2, 28)


def test_only_what_is_certified_has_a_surveillance() -> None:
    assert [kind for kind in EngagementKind if kind.follows_certificate] == [YEARLY, AGAIN]
    assert {kind.framework for kind in EngagementKind if kind is not EngagementKind.SOC2_TYPE2} == {
        "iso27001"
    }
