"""What a report of verifying says: problems, what is shown and what is not."""

from dualtrack.app.ledger.verify_report import Report


def test_an_intact_report_says_so() -> None:
    told_as = Report(size=3, root=b"\xab", newest=2).as_json(example=True)
    expected = {
        "intact": True,
        "size": 3,
        "root": "ab",
        "newest_anchor": None,
        "newest_checkpoint": 2,
        "example": True,
        "problems": [],
    }
    assert {name: told_as[name] for name in expected} == expected
