"""Verifying names what is kept beside the record and is not as the record says: lake, counts."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.app.evidence.sources import OPERATOR, finding, observe, write
from tests.conftest import NOW

from dualtrack.app.controls.services import change
from dualtrack.app.evidence.models import CheckDayRow, CountedRow, RunRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme import queries
from dualtrack.app.programme.counting import recount
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.services import put
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.registers.governance import Communication
from dualtrack.lake.engine import LakeError

AGO = NOW - timedelta(days=3)


@pytest.fixture
def scanned(programme: Home, tmp_path: Path) -> Iterator[Home]:
    """Two scans, counted."""
    observe(write(tmp_path / "one.ocsf.json", finding(1, AGO), finding(2, AGO, "FAIL")), NOW)
    observe(write(tmp_path / "two.ocsf.json", finding(3, AGO, "FAIL")), NOW)
    queries.snapshot(OPERATOR)
    assert told() == []
    return programme


def told() -> list[tuple[str, str]]:
    """Item and kind of every problem."""
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return [(p["item"], p["kind"]) for p in problems]


def detail() -> str:
    """The words of the one problem."""
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    (one,) = problems
    return str(one["detail"])


def lake_file(home: Home) -> Path:
    """The file of the first run."""
    return min((home.path / "lake").glob("[!.]*.parquet"))


def sql(statement: str, *values: object) -> None:
    """Behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_changed_file_of_the_lake_is_named(scanned: Home) -> None:
    file = lake_file(scanned)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(data)
    assert told() == [(f"lake/{file.name}", "changed")]


def test_a_missing_file_of_the_lake_is_named(scanned: Home) -> None:
    file = lake_file(scanned)
    file.unlink()
    assert told() == [(f"lake/{file.name}", "missing")]
    assert detail() == "the file of a run is gone; its results are in the blob of the same hash"


def test_a_file_of_the_lake_that_is_a_link_or_a_pipe_is_named_and_never_opened(scanned: Home) -> None:
    file = lake_file(scanned)
    data = file.read_bytes()
    aside = file.with_suffix(".aside")
    for make, kind in (
        (lambda: file.symlink_to(aside), "a symbolic link"),
        (lambda: os.mkfifo(file), "a pipe"),
    ):
        aside.write_bytes(data)
        file.unlink()
        make()
        assert told() == [(f"lake/{file.name}", "changed")]
        assert detail() == f"is {kind} and no file; it is not opened"
        with pytest.raises(LakeError) as caught:
            recount(OPERATOR)
        assert str(caught.value) == (
            f"{file}: is {kind} and no file; it is not opened; take it away and restore the run's file"
        )


def test_a_file_that_no_run_has_is_named_once_it_is_no_run_in_the_making(scanned: Home) -> None:
    extra = scanned.path / "lake" / "run_zz.parquet"
    extra.write_bytes(lake_file(scanned).read_bytes())
    assert told() == []
    os.utime(extra, (1, 1))
    assert told() == [("lake/run_zz.parquet", "extra")]


def test_a_run_that_was_altered_is_named_and_its_file_is_not(scanned: Home) -> None:
    run = RunRow.objects.order_by("pk")[0].pk
    sql("UPDATE evidence_runrow SET parquet_sha256 = %s WHERE id = %s", "0" * 64, run)
    assert told() == [(f"evidence_runrow/{run}", "changed")]


def test_a_run_that_was_taken_away_is_named_and_its_file_is_not(scanned: Home) -> None:
    run = lake_file(scanned).stem
    os.utime(lake_file(scanned), (1, 1))
    sql("DELETE FROM evidence_runrow WHERE id = %s", run)
    assert told() == [(f"evidence_runrow/{run}", "missing")]


def test_a_changed_count_is_named(scanned: Home) -> None:
    row = CheckDayRow.objects.filter(failed__gt=0).order_by("pk")[0]
    sql("UPDATE evidence_checkdayrow SET failed = 0 WHERE id = %s", row.pk)
    assert told() == [(f"checkday/{row.pk}", "changed")]
    assert detail() == f"differs from the results on record: failed is 0, not {row.failed}"


def test_a_count_that_no_result_gives_is_named(scanned: Home) -> None:
    row = CheckDayRow.objects.order_by("pk")[0]
    row.pk, row.control = None, "AC-01"
    row.save()
    assert told() == [(f"checkday/{row.pk}", "extra")]


def test_a_count_that_was_taken_away_is_named(scanned: Home) -> None:
    row = CheckDayRow.objects.order_by("pk")[0]
    sql("DELETE FROM evidence_checkdayrow WHERE id = %s", row.pk)
    assert told() == [(f"checkday/{row.control}/{row.framework}/{row.day}/{row.run}", "missing")]


@pytest.mark.sqlite  # PostgreSQL takes no such day
def test_a_count_that_cannot_be_read_is_named(scanned: Home) -> None:
    row = CheckDayRow.objects.order_by("pk")[0]
    sql("UPDATE evidence_checkdayrow SET day = '2026-99-99' WHERE id = %s", row.pk)
    assert told() == [(f"checkday/{row.pk}", "changed")]


def test_a_forged_stamp_hides_no_changed_count(scanned: Home) -> None:
    row = CheckDayRow.objects.order_by("pk")[0]
    sql("UPDATE evidence_checkdayrow SET passed = 99 WHERE id = %s", row.pk)
    CountedRow.objects.update(digest="0" * 64)
    assert told() == [(f"checkday/{row.pk}", "changed")]


def test_counts_that_nobody_would_read_are_not_judged(scanned: Home) -> None:
    row = CheckDayRow.objects.order_by("pk")[0]
    sql("UPDATE evidence_checkdayrow SET passed = 99 WHERE id = %s", row.pk)
    CountedRow.objects.update(program="0.0.0")
    assert told() == []
    queries.snapshot(OPERATOR)
    assert told() == []
    assert not CheckDayRow.objects.filter(passed=99).exists()


def test_where_the_ground_of_the_counts_is_altered_they_are_not_blamed_as_well(scanned: Home) -> None:
    sql("UPDATE controls_controlrow SET requirements = '[]' WHERE id = 'AC-05'")
    assert told() == [("controls_controlrow/AC-05", "changed")]


def test_words_change_no_count_and_verifying_agrees(scanned: Home) -> None:
    change(actor=Actor("person:alice", "ui"), now=NOW, control="AC-05", title="Other words")
    assert told() == []


def test_a_register_with_a_column_named_as_a_word_of_sql_is_verified(programme: Home) -> None:
    said = Communication(id="CMN-1", name="Policy", when="yearly")
    put(actor=Actor("person:ada", "ui"), now=NOW, records=[said])
    assert told() == []
    table = TABLES["communications"]._meta.db_table
    sql(f"UPDATE {table} SET name = 'Other' WHERE id = 'CMN-1'")
    assert told() == [(f"{table}/CMN-1", "changed")]
