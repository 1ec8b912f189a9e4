"""A scope from a file: the days of its period, as chosen or as on record, and what makes none."""

from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.app.entries import size

from dualtrack.app.controls.models import PeriodRow

WORDS = 'name = "The service"\nstatement = "What we run."\n'
MEMBERS = '[[members]]\nthing = "service/app"\n'


@pytest.fixture
def drafted(cli: Run, tmp_path: Path) -> Run:
    """Drafts the scope of a framework with these lines in its file."""
    cli("register", "set", "services", "app", "name=Application")

    def run(framework: str, lines: str) -> object:
        file = tmp_path / "scope.toml"
        file.write_text(WORDS + lines + MEMBERS)
        return cli("scope", "draft", framework, file, "--json")

    return run  # type: ignore[return-value]  # it runs the same


def test_the_period_is_that_of_the_file_or_of_the_record(drafted: Run) -> None:
    row = PeriodRow.objects.get(framework="soc2")
    recorded = {"id": row.pk, "start": str(row.start), "end": str(row.end)}
    chosen = recorded | {"start": "2026-01-15", "end": "2026-07-14"}
    days = "period_start = 2026-01-15\nperiod_end = 2026-07-14\n"
    assert drafted("soc2", days).json["terms"]["period"] == chosen
    assert drafted("soc2", "").json["terms"]["period"] == recorded
    assert drafted("iso27001", "").json["terms"]["period"] is None


@pytest.mark.parametrize(
    ("framework", "lines", "told"),
    [
        (
            "soc2",
            "period_start = 2026-07-14\nperiod_end = 2026-01-15\n",
            "The period of the scope ends on 2026-01-15, which does not lie after its first day, 2026-07-14;"
            " correct one of the two. Nothing was written.",
        ),
        (
            "soc2",
            "period_end = 2026-01-15\n",
            "The period of the scope needs both its first and its last day, or neither. Nothing was written.",
        ),
        (
            "iso27001",
            "period_start = 2026-01-15\nperiod_end = 2026-07-14\n",
            "Only the SOC 2 scope states a period, and this is that of iso27001; leave its days out."
            " Nothing was written.",
        ),
    ],
)
def test_days_that_make_no_period_are_refused(drafted: Run, framework: str, lines: str, told: str) -> None:
    before = size()
    done = drafted(framework, lines)
    assert (done.code, done.error["message"], size()) == (2, told, before)
