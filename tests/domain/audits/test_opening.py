"""Opening an audit: every rule by itself, what refuses and what is only named, all at once."""

from datetime import date
from typing import Any

from attrs import evolve
from tests import factories as make
from tests.each import each

from dualtrack.domain.audits.cycle import NextAudit
from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.opening import Asked, OpeningCode, OpeningFault, opening_faults

TODAY = date(2027, 1, 15)
SOC2, STAGE1, STAGE2, YEARLY, AGAIN = EngagementKind
DUE = NextAudit(kind=YEARLY, due_by=date(2027, 3, 10), clause="ISO/IEC 17021-1 9.1.3.3")
ASKED = Asked(kind=YEARLY, start=date(2026, 3, 1), end=date(2027, 2, 28), opened_on=TODAY)


def faults(
    asked: Asked = ASKED,
    due: NextAudit | None = DUE,
    held: tuple[Engagement, ...] = (),
    frameworks: tuple[str, ...] = ("soc2", "iso27001"),
) -> tuple[OpeningFault, ...]:
    """What is wrong on that day."""
    return opening_faults(asked, frameworks=frameworks, held=held, due=due, today=TODAY)


def test_what_is_asked_for_in_time_is_opened_without_a_word() -> None:
    assert faults() == ()
    assert faults(evolve(ASKED, kind=STAGE1), due=None) == ()  # nothing is certified before Stage 1
    assert faults(evolve(ASKED, kind=SOC2), due=None) == ()


@each(
    ("changed", "code", "field", "params"),
    [
        (
            {"end": date(2026, 2, 27)},
            OpeningCode.REVERSED,
            "to",
            {"first": "2026-03-01", "last": "2026-02-27"},
        ),
        (
            {"opened_on": date(2027, 1, 16)},
            OpeningCode.AHEAD,
            "opened",
            {"day": "2027-01-16", "today": "2027-01-15"},
        ),
    ],
)
def test_days_have_to_make_sense(
    changed: dict[str, Any], code: OpeningCode, field: str, params: dict[str, str]
) -> None:
    (found,) = faults(evolve(ASKED, **changed))
    assert (found.code, found.field, dict(found.params), found.refuses) == (code, field, params, True)


def test_a_framework_has_to_be_run_and_one_of_a_kind_is_open_at_a_time() -> None:
    (not_run,) = faults(frameworks=("soc2",))
    assert (not_run.code, dict(not_run.params)["known"]) == (OpeningCode.NOT_RUN, "soc2")
    held = make.engagement(YEARLY, id="s-1", opened_on=date(2026, 9, 1))
    (open_,) = faults(held=(held,))
    assert (open_.code, dict(open_.params)["engagement"]) == (OpeningCode.OPEN, "s-1")
    assert faults(held=(evolve(held, closed_on=TODAY), evolve(held, kind=STAGE2))) == ()


@each("kind", [YEARLY, AGAIN])
def test_there_is_none_without_a_certificate(kind: EngagementKind) -> None:
    (found,) = faults(evolve(ASKED, kind=kind), due=None)
    assert (found.code, found.refuses) == (OpeningCode.UNCERTIFIED, True)


def test_what_an_auditor_would_ask_about_is_named_and_refuses_nothing() -> None:
    early = faults(evolve(ASKED, kind=AGAIN))
    late = faults(evolve(ASKED, end=DUE.due_by))
    assert [one.code for one in early] == [OpeningCode.OTHER_DUE]
    assert [one.code for one in late] == [OpeningCode.LATE, OpeningCode.LONG]
    assert not any(one.refuses for one in (*early, *late))
    assert faults(evolve(ASKED, kind=AGAIN, start=date(2025, 1, 1)), evolve(DUE, kind=AGAIN)) == ()


def test_everything_is_told_at_once() -> None:
    wrong = evolve(ASKED, end=date(2026, 1, 1), opened_on=date(2028, 1, 1))
    found = faults(wrong, due=None, frameworks=("soc2",))
    assert [one.code for one in found] == [
        OpeningCode.NOT_RUN,
        OpeningCode.REVERSED,
        OpeningCode.AHEAD,
        OpeningCode.UNCERTIFIED,
    ]
