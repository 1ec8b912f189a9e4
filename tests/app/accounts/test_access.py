"""The access log: one write a line, sealed by the day as one blob with one entry, safe at each step."""

import errno
import logging
import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from django.db import OperationalError, connection
from tests.app.entries import last, same, size
from tests.conftest import NOW

from dualtrack.app.accounts import access, access_file
from dualtrack.app.accounts import access_queries as queries
from dualtrack.app.accounts.models import AccessDayRow
from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.ledger import backup, checkpoints, clock
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.access import Access, Action, Page, read, to_line
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role, Viewer

DAY = NOW.date()
LATER = NOW + timedelta(days=1)
VIEW = Access(
    at=NOW, actor="person:claire", action=Action.VIEW, route="today", object=None, status=200, address=None
)
ADMIN = Viewer(actor=Actor("person:ada", "ui"), roles=frozenset({Role.ADMIN}))


@pytest.fixture
def file(home: Home, now: datetime) -> Path:
    """The file of the day."""
    return access_file.file_of(home, DAY)


def written(file: Path, *lines: Access) -> None:
    for line in lines:
        access_file.append(file, to_line(line))


def problems() -> list[tuple[str, str, str]]:
    connection.close()
    found = verify_home()["problems"]
    assert isinstance(found, list)
    return [(p["item"], p["kind"], p["detail"]) for p in found]


def test_lines_stand_one_after_the_other_for_the_owner_alone(file: Path) -> None:
    assert access.write(VIEW) is None
    assert access.write(evolve(VIEW, actor="person:bob")) is None
    assert [line.actor for line in read(file.read_bytes()).lines] == ["person:claire", "person:bob"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert size() == 0, "reading moves no ledger"


def test_a_line_goes_to_its_day_in_universal_time(home: Home, now: datetime) -> None:
    for hour in (23, 0):
        at = datetime(2026, 3, 2 + (hour == 0), hour, 30, tzinfo=UTC)
        access.write(evolve(VIEW, at=at.astimezone()))
    assert [f.name for f in access_file.open_days(home)] == ["2026-03-02.jsonl", "2026-03-03.jsonl"]


def test_after_half_a_line_the_next_begins_anew_and_the_half_stays(file: Path) -> None:
    written(file, VIEW)
    half = to_line(VIEW)[:40]
    with file.open("ab") as stream:
        stream.write(half)
    written(file, VIEW)
    assert file.read_bytes() == to_line(VIEW) + b"\n" + half + b"\n" + to_line(VIEW) + b"\n"
    page = read(file.read_bytes())
    assert (len(page.lines), [u.number for u in page.unreadable]) == (2, [2])


def test_many_hands_at_once_spoil_no_line(file: Path) -> None:
    def hand(number: int) -> None:
        for each in range(20):
            access_file.append(file, to_line(evolve(VIEW, object=f"{number}-{each}")))

    hands = [threading.Thread(target=hand, args=(number,)) for number in range(8)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    page = read(file.read_bytes())
    assert page.unreadable == ()
    assert {line.object for line in page.lines} == {f"{n}-{e}" for n in range(8) for e in range(20)}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_lines_that_cannot_be_written_are_told_and_counted_by_the_next(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(os, "write", fail)
        reasons = [access.write(VIEW) for _ in range(3)]
    assert reasons == [f"the access log cannot be written ({os.strerror(number)})"] * 3
    assert caplog.messages[-1] == f"{reasons[0]}: 3 lines are lost"
    assert access.write(VIEW) is None
    assert access.write(VIEW) is None
    assert [line.lost for line in read(file.read_bytes()).lines] == [3, 0]


def test_a_line_that_is_cut_by_a_full_disk_is_lost_and_kept_as_it_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, data[:30]))
        assert access.write(VIEW) == "the access log cannot be written (No space left on device)"
    assert access.write(VIEW) is None
    page = read(file.read_bytes())
    assert ([line.lost for line in page.lines], [u.number for u in page.unreadable]) == ([1], [1])


def test_a_day_that_is_over_becomes_one_file_with_one_entry(home: Home, file: Path) -> None:
    written(file, VIEW, evolve(VIEW, lost=2))
    data = file.read_bytes()
    (made,) = access.seal(now=LATER)
    assert (made.id, made.day, made.lines, made.unreadable, made.lost) == ("2026-03-02", DAY, 2, 0, 2)
    assert size() == 1
    (entry,) = last()
    assert (entry.actor, entry.via, entry.action) == ("system:access-log", "job", "access.seal")
    assert (entry.object, entry.blobs) == ("access_day/2026-03-02", (made.sha256,))
    assert same(AccessDayRow.objects.get(), entry)
    with blob_store().open(made.sha256) as stream:
        assert stream.read() == data
    assert not file.exists()
    checkpoints.checkpoint()
    assert problems() == []


def test_half_a_line_is_sealed_as_it_is_and_counted(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(to_line(VIEW) + b"\n" + to_line(VIEW)[:50])
    (made,) = access.seal(now=LATER)
    assert (made.lines, made.unreadable, made.size) == (1, 1, len(to_line(VIEW)) + 51)


def test_today_is_not_sealed(file: Path) -> None:
    written(file, VIEW)
    assert access.seal(now=NOW + timedelta(hours=14)) == ()
    assert file.exists()


def test_every_day_that_is_over_is_sealed_in_order(home: Home, now: datetime) -> None:
    for back in (3, 1, 2):
        day = DAY - timedelta(days=back)
        written(access_file.file_of(home, day), evolve(VIEW, at=NOW - timedelta(days=back)))
    assert [d.day for d in access.seal(now=NOW)] == [DAY - timedelta(days=n) for n in (3, 2, 1)]


def test_an_empty_file_goes_without_an_entry(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert access.seal(now=LATER) == ()
    assert (size(), file.exists()) == (0, False)


def test_a_line_that_comes_late_is_a_part_of_its_own(file: Path) -> None:
    written(file, VIEW)
    access.seal(now=LATER)
    written(file, evolve(VIEW, object="late"))
    (made,) = access.seal(now=LATER)
    assert (made.id, made.day) == ("2026-03-02-2", DAY)
    assert [d.id for d in queries.days(ADMIN, DAY)] == ["2026-03-02", "2026-03-02-2"]


def test_stopped_between_entry_and_removal_it_is_not_sealed_twice(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(file, VIEW)

    real = Path.unlink

    def stop(path: Path, **how: bool) -> None:
        if path.suffix == ".jsonl":
            raise KeyboardInterrupt
        real(path, **how)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stop)
        with pytest.raises(KeyboardInterrupt):
            access.seal(now=LATER)
    assert (size(), file.exists()) == (1, True)
    assert access.seal(now=LATER) == ()
    assert (size(), file.exists()) == (1, False)


def test_stopped_before_the_entry_nothing_is_lost(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(file, VIEW)

    def stop(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(access, "record", stop)
        with pytest.raises(OperationalError):
            access.seal(now=LATER)
    assert (size(), file.exists()) == (0, True)
    assert len(access.seal(now=LATER)) == 1


def test_whoever_waited_for_a_file_that_was_sealed_writes_to_a_new_one(file: Path) -> None:
    written(file, VIEW)
    begun = threading.Event()

    def late() -> None:
        begun.set()
        access_file.append(file, to_line(evolve(VIEW, object="late")))

    with access_file.held(file):
        other = threading.Thread(target=late)
        other.start()
        begun.wait(5)
        sealed = file.read_bytes()
        file.unlink()
    other.join(5)
    assert read(sealed).lines == (VIEW,)
    assert [line.object for line in read(file.read_bytes()).lines] == ["late"]


def test_a_file_that_somebody_else_sealed_meanwhile_is_left_alone(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(file, VIEW)
    monkeypatch.setattr(access_file, "open_days", lambda _: (file, file))
    assert len(access.seal(now=LATER)) == 1


def test_the_first_look_of_a_day_seals_and_the_others_do_not_look(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(file, VIEW)
    looked: list[datetime] = []
    real = access.seal

    def seal(*, now: datetime) -> object:
        looked.append(now)
        return real(now=now)

    monkeypatch.setattr(access, "seal", seal)
    for minutes in range(5):
        access.seal_when_due(LATER + timedelta(minutes=minutes))
    assert (looked, size()) == ([LATER], 1)
    access.seal_when_due(LATER + timedelta(days=1))
    assert len(looked) == 2


def test_a_day_that_cannot_be_sealed_is_logged_and_tried_again_after_a_while(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written(file, VIEW)
    tries: list[int] = []

    def fail(**_: object) -> object:
        tries.append(1)
        raise OperationalError("database is locked")

    wall = [LATER]
    monkeypatch.setattr(clock, "wall", lambda: wall[0])
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(access, "seal", fail)
        access.seal_when_due(LATER)
        access.seal_when_due(LATER)
        assert len(tries) == 1
        wall[0] += timedelta(minutes=5)
        access.seal_when_due(LATER)
    assert len(tries) == 2
    assert caplog.messages[-1] == "days of the access log are not sealed yet: database is locked"
    wall[0] += timedelta(minutes=5)
    access.seal_when_due(LATER)
    assert (size(), file.exists()) == (1, False)


def sealed_day(file: Path) -> str:
    """A day that was sealed and signed; its hash."""
    written(file, VIEW)
    (made,) = access.seal(now=LATER)
    checkpoints.checkpoint()
    return made.sha256


def test_verify_misses_a_sealed_day_that_is_gone(file: Path) -> None:
    name = sealed_day(file)
    blob_store().path(name).unlink()
    assert problems() == [(f"blob {name}", "missing", "an entry names this file; it is not in the store")]


def test_verify_names_a_sealed_day_that_was_changed(file: Path) -> None:
    name = sealed_day(file)
    path = blob_store().path(name)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"claire", b"nobody"))
    assert [(item, kind) for item, kind, _ in problems()] == [(f"blob {name}", "changed")]


def test_verify_names_a_row_that_says_otherwise(file: Path) -> None:
    sealed_day(file)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_accessdayrow SET lines = 0")
    assert problems() == [("accounts_accessdayrow/2026-03-02", "changed", "differs from entry 0: lines")]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_accessdayrow")
    assert problems() == [
        ("accounts_accessdayrow/2026-03-02", "missing", "entry 0 says that this row exists")
    ]


@pytest.mark.parametrize("name", ["notes.txt", "2026-02-30.jsonl", "2026-3-2.jsonl", ".hidden.jsonl"])
def test_verify_names_what_is_no_day(home: Home, now: datetime, name: str) -> None:
    stray = home.access_folder / name
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("x")
    assert problems() == []
    os.utime(stray, (0, 0))
    assert problems() == [(f"access/{name}", "extra", "is no day of the access log")]


def test_an_open_day_with_half_a_line_is_no_tampering(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(to_line(VIEW)[:50])
    os.utime(file, (0, 0))
    assert problems() == []


def test_days_are_read_from_both_places(home: Home, file: Path) -> None:
    name = sealed_day(file)
    written(access_file.file_of(home, LATER.date()), evolve(VIEW, at=LATER, actor="person:bob"))
    first, second = queries.days(ADMIN)
    assert (first.id, first.sha256, first.seq) == ("2026-03-02", name, 0)
    assert (second.id, second.sha256, second.seq) == ("2026-03-03", None, None)
    assert [line.actor for one in (first, second) for line in queries.page(ADMIN, one).lines] == [
        "person:claire",
        "person:bob",
    ]
    assert [d.id for d in queries.days(ADMIN, DAY)] == ["2026-03-02"]
    access_file.file_of(home, LATER.date()).unlink()
    assert queries.page(ADMIN, second) == Page((), ())


def test_a_person_is_found_as_who_looked_and_as_whom_it_was_tried(home: Home) -> None:
    tried = evolve(VIEW, actor=None, action=Action.SIGN_IN_FAILED, object="person:claire")
    other = evolve(VIEW, actor="person:bob")
    assert list(queries.of((VIEW, tried, other), "claire")) == [VIEW, tried]
    assert list(queries.of((VIEW, tried, other), None)) == [VIEW, tried, other]


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.ADMIN, Role.LEAD)])
@pytest.mark.parametrize(
    "work",
    [queries.days, lambda v: queries.page(v, queries.LoggedDay(id="x", day=date(2026, 3, 2)))],
)
def test_nobody_else_reads_it(home: Home, role: Role, work: Callable[[Viewer], object]) -> None:
    viewer = Viewer(actor=Actor("person:x", "ui"), roles=frozenset({role}))
    with pytest.raises(NotAllowedError):
        work(viewer)


@pytest.mark.sqlite
def test_open_days_are_in_a_backup_and_sealed_ones_are_blobs_there(
    home: Home, file: Path, tmp_path: Path
) -> None:
    import zipfile  # noqa: PLC0415 - for this test alone

    name = sealed_day(file)
    today = access_file.file_of(home, LATER.date())
    written(today, VIEW)
    (tmp_path / "out").mkdir()
    backup.take(tmp_path / "out" / "b.zip", now=LATER)
    with zipfile.ZipFile(tmp_path / "out" / "b.zip") as found:
        assert found.read("access/2026-03-03.jsonl") == today.read_bytes()
        assert f"blobs/{name[:2]}/{name}" in found.namelist()
