"""What an added framework changes, in words."""

from datetime import date

from dualtrack.app.programme.join_words import joined_lines
from dualtrack.domain.programme.plan.comparison import Joined, Moved

DAY = date(2027, 3, 1)
SPAN = (DAY, DAY)


def test_each_end_says_whether_it_is_new_and_by_how_much_it_moved() -> None:
    found = Joined(
        framework="iso27001",
        since=date(2026, 11, 27),
        came=(Moved(task="stage1", before=None, after=SPAN, days=0),),
        gone=(),
        moved=(Moved(task="assertion", before=SPAN, after=SPAN, days=5),) * 2,
        kept=("kickoff",),
        before={"last_audit_day": DAY, "soc2_report": DAY},
        after={"last_audit_day": date(2027, 3, 3), "soc2_report": DAY, "certificate": DAY},
    )
    assert joined_lines(found) == (
        "ISO 27001 was added on 2026-11-27: tasks that came 1, went 0, moved 2, were done and stay done 1.",
        "last audit day: 2027-03-03, 2 days later than 2027-03-01",
        "SOC 2 report: 2027-03-01, as before",
        "certificate: 2027-03-01, new",
    )


def test_an_end_may_come_earlier_and_nothing_is_said_where_nothing_was_added() -> None:
    found = Joined(
        framework="soc2",
        since=DAY,
        came=(),
        gone=(),
        moved=(),
        kept=(),
        before={"certificate": DAY},
        after={"certificate": date(2027, 2, 28)},
    )
    assert joined_lines(found)[1] == "certificate: 2027-02-28, 1 day earlier than 2027-03-01"
    assert joined_lines(None) == ()
