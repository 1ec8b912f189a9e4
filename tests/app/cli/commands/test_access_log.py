"""`dualtrack access-log`: lines of sealed days and of the open one, for those who may."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import Run
from tests.app.entries import size
from tests.conftest import NOW

from dualtrack.app.accounts import access, access_file
from dualtrack.app.cli.commands import up
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.domain.ledger.access import Access, Action, to_line

VIEW = Access(
    at=NOW,
    actor="person:sam",
    action=Action.VIEW,
    route="deliverables",
    object=None,
    status=200,
    address="192.0.2.0/24",
)


@pytest.fixture
def log(programme: Home) -> Callable[..., Path]:
    """Write lines into the file of a day."""

    def write(back: int, *lines: bytes) -> Path:
        file = access_file.file_of(programme, (NOW - timedelta(days=back)).date())
        for line in lines:
            access_file.append(file, line)
        return file

    return write


@pytest.fixture
def three(log: Callable[..., Path]) -> None:
    """A sealed day, and an open one with half a line and a line that says what was lost."""
    log(1, to_line(evolve(VIEW, at=NOW - timedelta(days=1))))
    access.seal(now=NOW)
    failed = evolve(
        VIEW, actor=None, action=Action.SIGN_IN_FAILED, route="account_login", object="person:sam"
    )
    other = evolve(VIEW, actor="person:bob", route="controls.one", object="AC-02", lost=2, address=None)
    log(0, to_line(failed), b'{"action":"vi', to_line(other))


def test_every_line_with_its_days(cli: Run, three: None) -> None:
    done = cli("access-log", "--json")
    assert done.code == 0
    assert list(done.json) == ["days", "lines"]
    first, second = done.json["days"]
    assert list(first) == ["id", "day", "sealed", "sha256", "seq", "lines", "unreadable", "lost", "erased"]
    assert (first["id"], first["sealed"], first["seq"], first["lines"]) == ("2026-03-01", True, size() - 1, 1)
    assert (second["sealed"], second["sha256"], second["unreadable"], second["lost"]) == (False, None, [2], 2)
    assert [line["actor"] for line in done.json["lines"]] == ["person:sam", None, "person:bob"]
    assert done.json["lines"][2] == {
        "at": "2026-03-02T09:00:00.000000Z",
        "actor": "person:bob",
        "action": "view",
        "route": "controls.one",
        "object": "AC-02",
        "status": 200,
        "address": None,
        "lost": 2,
    }


def test_for_people_each_is_a_line_and_half_ones_are_named(cli: Run, three: None) -> None:
    done = cli("access-log", "--day", "2026-03-02")
    assert done.out.splitlines() == [
        "2026-03-02T09:00:00Z  -                        sign_in_failed 200  account_login person:sam"
        "  192.0.2.0/24",
        "2026-03-02T09:00:00Z  person:bob               view           200  controls.one AC-02"
        "  (2 lines before this one could not be written)",
    ]
    assert '2026-03-02, line 2: cannot be read, kept as it is: {"action":"vi' in done.err


def test_one_day_and_one_person(cli: Run, three: None) -> None:
    assert len(cli("access-log", "--day", "2026-03-01", "--json").json["lines"]) == 1
    assert cli("access-log", "--day", "2026-01-01", "--json").json == {"days": [], "lines": []}
    found = cli("access-log", "--person", "sam", "--json").json["lines"]
    assert [(line["actor"], line["object"]) for line in found] == [("person:sam", None), (None, "person:sam")]


def test_it_is_for_those_who_may(cli: Run, three: None) -> None:
    for person, code in (("alice", 0), ("ada", 0), ("bob", 2), ("sam", 2), ("ivy", 2), ("charlie", 2)):
        assert cli("access-log", "--as", person, "--json").code == code, person
    assert cli("access-log", "--as", "bob", "--json").error["code"] == "not_allowed"


def test_a_sealed_day_that_was_changed_is_not_shown(cli: Run, three: None, programme: Home) -> None:
    (sealed,) = (d["sha256"] for d in cli("access-log", "--json").json["days"] if d["sealed"])
    blob = programme.path / "blobs" / sealed[:2] / sealed
    blob.chmod(0o600)
    blob.write_bytes(b"nothing to see")
    done = cli("access-log", "--json")
    assert (done.code, done.error["code"]) == (3, "changed")


def test_a_server_that_starts_seals_and_signs(programme: Home, log: Callable[..., Path]) -> None:
    file, before = log(0, to_line(VIEW)), size()
    with clock.use(NOW + timedelta(days=1)):
        up._seal()
    assert (size(), file.exists()) == (before + 1, False)
    assert (programme.checkpoints_folder / f"{size():012d}.note").exists()


def test_doctor_names_days_that_wait_to_be_sealed(
    cli: Run, programme: Home, log: Callable[..., Path]
) -> None:
    def point() -> tuple[bool, str]:
        (found,) = (p for p in cli("doctor", "--json").json["points"] if p["name"] == "access log")
        return found["ok"], found["detail"]

    assert point() == (True, "every day that is over is sealed")
    log(1, to_line(VIEW))
    assert point() == (True, "1 days that are over are not sealed, the oldest 2026-03-01")
    log(2, to_line(VIEW))
    assert point() == (False, "2 days that are over are not sealed, the oldest 2026-02-28")
