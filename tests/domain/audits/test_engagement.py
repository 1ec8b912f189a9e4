"""Which engagement is meant: the one asked for, the only open one, or the reason why there is none."""

from datetime import date

from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.engagement import Engagement, EngagementChoice, EngagementKind, choose
from dualtrack.domain.ledger.codec import decode, encode

SOC2, STAGE1, STAGE2, SURVEILLANCE, RECERTIFICATION = EngagementKind
MARCH = date(2026, 3, 1)
EXAMINATION = make.engagement(SOC2)
FIRST, SECOND = make.engagement(STAGE1), make.engagement(STAGE2)


@each(("kind", "framework"), [(SOC2, "soc2"), (STAGE1, "iso27001"), (STAGE2, "iso27001")])
def test_each_kind_is_about_one_framework(kind: EngagementKind, framework: str) -> None:
    assert kind.framework == framework


def test_an_engagement_is_open_from_its_opening_until_the_day_it_is_closed() -> None:
    held = make.engagement(opened_on=MARCH, closed_on=date(2026, 4, 1))
    asked = (date(2026, 2, 28), MARCH, date(2026, 3, 31), date(2026, 4, 1))
    assert [held.open_on(d) for d in asked] == [False, True, True, False]
    assert make.engagement(opened_on=MARCH).open_on(date(2099, 1, 1))


@each(
    ("held", "kinds", "wanted", "expected"),
    [
        ((EXAMINATION, FIRST), (SOC2,), None, EXAMINATION),
        ((EXAMINATION, FIRST), (STAGE1, STAGE2), None, FIRST),
        ((FIRST, SECOND), (STAGE1, STAGE2), None, EngagementChoice.SEVERAL_OPEN),
        ((FIRST, SECOND), (STAGE1, STAGE2), SECOND.id, SECOND),
        ((EXAMINATION,), (STAGE1,), None, EngagementChoice.NONE_OPEN),
        ((), (SOC2,), None, EngagementChoice.NONE_OPEN),
        ((EXAMINATION,), (SOC2,), "other", EngagementChoice.UNKNOWN),
        ((EXAMINATION,), (STAGE1,), EXAMINATION.id, EXAMINATION),  # asked for by name: taken as it is
    ],
)
def test_one_engagement_is_chosen_or_the_reason_given(
    held: tuple[Engagement, ...],
    kinds: tuple[EngagementKind, ...],
    wanted: str | None,
    expected: Engagement | EngagementChoice,
) -> None:
    assert choose(held, kinds, MARCH, wanted) is expected


def test_closed_and_future_engagements_are_found_by_name_alone() -> None:
    closed = make.engagement(id="old", closed_on=date(2026, 2, 1))
    ahead = make.engagement(id="next", opened_on=date(2026, 9, 1))
    held = (closed, EXAMINATION, ahead)
    assert choose(held, (SOC2,), MARCH) is EXAMINATION
    assert choose(held, (SOC2,), MARCH, "old") is closed
    assert choose(held, (SOC2,), date(2026, 9, 1)) is EngagementChoice.SEVERAL_OPEN


def test_an_engagement_is_recorded_whole() -> None:
    held = make.engagement(categories=("security", "availability"), closed_on=MARCH)
    assert decode("engagement", 1, encode(held)) == held
