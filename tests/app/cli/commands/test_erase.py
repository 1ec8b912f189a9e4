"""`dualtrack erase` and `dualtrack hold`: persons ask; carrying out and lifting is for the page alone."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from tests.app.conftest import Run, viewer
from tests.app.programme.erasing.conftest import LEAD, TODAY
from tests.conftest import NOW

from dualtrack.app.accounts.models import PersonRow, User
from dualtrack.app.evidence import services as evidence
from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger import clock, erasing, head
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import ErasureRequestRow, LegalHoldRow
from dualtrack.app.programme.erasing.services import carry_out
from dualtrack.domain.evidence.evidence import Evidence

ORDER = ("--ground", "order", "--basis", "Order 7", "--reason", "As ordered.")


@pytest.fixture
def item(programme: Home) -> Evidence:
    """One piece of evidence."""
    return evidence.add(
        actor=LEAD,
        now=NOW,
        today=TODAY,
        content=BytesIO(b"with a name"),
        filename="review.txt",
        controls=("AC-02",),
        covers_from=TODAY,
        covers_to=TODAY,
    )


def test_a_person_asks_and_is_told_who_carries_it_out(cli: Run, item: Evidence) -> None:
    done = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER)
    made = ErasureRequestRow.objects.get()
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        f"{made.pk}: waits; somebody else signs in and carries it out at /integrity/retention/",
        f"  leaves: file {item.artifact.sha256}",
    ]
    assert made.prepared_by == "person:alice"
    assert blob_store().exists(item.artifact.sha256)


def test_a_request_as_json(cli: Run, item: Evidence) -> None:
    told = cli("erase", "request", "--as", "alice", "--file", item.artifact.sha256, *ORDER, "--json").json
    assert set(told) >= {"id", "state", "target", "subject", "ground", "legal_basis", "reason", "kept_until"}
    assert (told["state"], told["target"], told["blobs"]) == ("waiting", "file", [item.artifact.sha256])
    assert [set(effect) for effect in told["effects"]] == [
        {"engagement", "framework", "open", "before", "after", "changed", "packages"}
    ] * 2


def test_a_dry_run_records_nothing(cli: Run, item: Evidence) -> None:
    size = head.read().size
    done = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER, "--dry-run", "--json")
    assert (done.json["blobs"], done.json["entries"], done.json["free_from"]) == (
        [item.artifact.sha256],
        [],
        None,
    )
    shown = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER, "--dry-run")
    assert "soc2-type2-1: readiness" in shown.out
    assert head.read().size == size


def test_a_redacted_file_is_added_with_the_request(cli: Run, item: Evidence, tmp_path: Path) -> None:
    put = tmp_path / "redacted.txt"
    put.write_text("without a name")
    said = ("--ground", "data-subject", "--basis", "GDPR Art. 17(1)(c)", "--reason", "Objection.")
    done = cli("erase", "request", "--as", "alice", "--evidence", item.id, *said, "--redacted", put, "--json")
    made = EvidenceRow.objects.get(pk=done.json["replacement"]).to_value()
    assert (made.artifact.filename, made.controls, made.covers) == (
        "redacted.txt",
        item.controls,
        item.covers,
    )
    gone = cli(
        "erase", "request", "--as", "alice", "--evidence", item.id, *said, "--redacted", "no.txt", "--json"
    )
    assert (gone.code, gone.error["code"], gone.error["field"]) == (2, "usage", "redacted")
    assert gone.error["message"].startswith("Invalid value for --redacted: no.txt: there is no such file")


@pytest.mark.parametrize("given", [(), ("--person", "bob", "--entry", "3")])
def test_one_thing_is_named(cli: Run, given: tuple[str, ...]) -> None:
    done = cli("erase", "request", "--as", "alice", *given, *ORDER, "--json")
    assert done.code == 2
    assert done.error["message"] == (
        "name one thing: --evidence, --file, --entry or --person (see: dualtrack erase request --help)"
    )


def test_an_operator_does_not_ask(cli: Run, item: Evidence) -> None:
    done = cli("erase", "request", "--evidence", item.id, *ORDER, "--json")
    assert (done.code, done.error["code"]) == (2, "not_allowed")
    assert done.error["message"] == (
        "not allowed: this needs the right erasures.request; act as somebody who holds it with --as"
    )
    assert not ErasureRequestRow.objects.exists()


def test_the_command_line_carries_nothing_out_and_lifts_nothing(cli: Run, item: Evidence) -> None:
    made = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER, "--json").json["id"]
    for person in ((), ("--as", "charlie")):
        done = cli("erase", "carry-out", made, *person, "--json")
        assert done.code == 2
        assert done.error["message"] == (
            f"{made}: the command line asks for no password and can never approve; somebody else than who"
            " asked signs in and carries it out at /integrity/retention/"
        )
    hold = cli("hold", "set", "--everything", "--reason", "case 12", "--json").json["id"]
    done = cli("hold", "lift", hold, "--as", "charlie", "--json")
    assert done.error["message"] == (
        f"{hold}: only a named person who signed in lifts a hold; sign in on the pages, at"
        " /integrity/retention/"
    )
    assert LegalHoldRow.objects.get().lifted_on is None
    assert blob_store().exists(item.artifact.sha256)


def test_an_empty_list_of_a_day_that_has_passed_says_so(cli: Run, programme: Home) -> None:
    day, moment = "2026-03-01", "2026-03-01T10:00:00+00:00"
    with clock.use(NOW + timedelta(days=1)):
        cli("hold", "set", "--everything", "--reason", "case 12")
        assert cli("hold", "list", "--as-of", day).out == f"no hold was set by {day}\n"
        assert cli("hold", "list", "--known-at", moment).out.splitlines()[0] == f"no hold was set by {moment}"
        assert (
            cli("erase", "list", "--as-of", day).out == f"by {day} nothing waited, and nothing was erased\n"
        )
        assert cli("token", "list", "--as-of", day).out == f"no token was made by {day}\n"
        assert cli("hold", "list").out.splitlines()[0].startswith("id ")


def test_what_waits_and_what_was_erased(cli: Run, item: Evidence) -> None:
    assert cli("erase", "list").out == "nothing waits, and nothing was erased\n"
    made = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER, "--json").json["id"]
    waiting = cli("erase", "list").out
    assert made in waiting
    assert "person:alice" in waiting
    done = carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made)
    shown = cli("erase", "list").out
    assert shown == f"{made}  erased on 2026-03-02 by entry {done.seq}, legal basis: Order 7\n"
    told = cli("erase", "list", "--json").json
    assert set(told) == {"requests", "erasures", "floors"}
    assert (told["requests"][0]["state"], told["requests"][0]["via"].split(":")[0]) == ("carried_out", "cli")
    assert (told["erasures"][0]["entry"], told["erasures"][0]["carried_out_by"]) == (
        done.seq,
        "person:charlie",
    )
    assert {floor["record"]: floor["years"] for floor in told["floors"]}["proof"] is None
    verified = cli("verify", "--json")
    said = [f"erased by entry {done.seq}: blob {item.artifact.sha256}, legal basis: Order 7"]
    assert (verified.code, verified.json["problems"]) == (0, [])
    assert [one["item"] for one in verified.json["erased"]] == [f"blob {item.artifact.sha256}"]
    assert [line for line in cli("verify").out.splitlines() if line.startswith("erased")] == said


def test_an_auditor_and_an_owner_see_none_of_it(cli: Run) -> None:
    for person in ("sam", "cora", "bob"):
        for words in (
            ("erase", "list"),
            ("hold", "list"),
            ("erase", "carry-out", "x"),
            ("hold", "lift", "x"),
        ):
            done = cli(*words, "--as", person, "--json")
            assert (done.code, done.error["code"]) == (2, "not_allowed"), (person, words)


@pytest.mark.parametrize(
    ("given", "covers", "subject"),
    [
        (("--everything",), "everything", None),
        (("--control", "AC-02"), "control", "AC-02"),
        (("--object", "control/AC-02"), "object", "control/AC-02"),
        (("--from", "2026-01-01", "--to", "2026-01-31"), "period", None),
    ],
)
def test_a_hold_is_set_and_listed(cli: Run, given: tuple[str, ...], covers: str, subject: str | None) -> None:
    made = cli("hold", "set", *given, "--reason", "case 12", "--json").json
    assert (made["covers"], made["subject"], made["stands"]) == (covers, subject, True)
    assert cli("hold", "list", "--json").json["holds"] == [made]
    assert "stands" in cli("hold", "list").out


def test_a_hold_covers_one_thing(cli: Run) -> None:
    assert cli("hold", "list").out == "no hold was ever set\n"
    for given in ((), ("--everything", "--control", "AC-02")):
        done = cli("hold", "set", *given, "--reason", "r", "--json")
        assert done.error["message"] == (
            "say what it covers: --everything, --object, --control, or --from and --to"
            " (see: dualtrack hold set --help)"
        )


def test_a_person_leaves(cli: Run) -> None:
    done = cli("people", "leave", "bob@acme.example", "--on", "2026-02-28", "--json")
    assert done.json == {"id": "bob", "left_on": "2026-02-28", "owns": []}
    assert str(PersonRow.objects.get(pk="bob").left_on) == "2026-02-28"
    assert not User.objects.get(pk="bob").is_active
    again = cli("people", "leave", "bob", "--json")
    assert again.error["message"] == "bob: left on 2026-02-28 already"
    assert cli("people", "leave", "zoe", "--json").error["message"] == (
        "zoe: no such person; list them with: dualtrack people list"
    )


def test_the_doctor_takes_away_what_was_cut_off(
    cli: Run, item: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cli("erase", "request", "--as", "alice", "--evidence", item.id, *ORDER, "--json").json["id"]
    with monkeypatch.context() as patched:
        patched.setattr(erasing, "settle_files", lambda _: ())
        carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made)
    name = item.artifact.sha256
    assert blob_store().exists(name)
    (problem,) = cli("verify", "--json").json["problems"]
    assert (problem["item"], problem["kind"]) == (f"blob {name}", "extra")
    assert _point(cli) == (True, f"taken away now: blob {name}")
    assert not blob_store().exists(name)
    assert _point(cli) == (True, "1 on record, all carried out")
    assert cli("verify").code == 0


def _point(cli: Run) -> tuple[bool, str]:
    (found,) = (p for p in cli("doctor", "--json").json["points"] if p["name"] == "erasures")
    return found["ok"], found["detail"]


def test_the_history_of_what_was_erased(cli: Run, item: Evidence) -> None:
    seq = EvidenceRow.objects.get(pk=item.id).seq
    made = cli("erase", "request", "--as", "alice", "--entry", seq, *ORDER, "--json").json
    done = carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made["id"])
    told = cli("history", f"evidence/{item.id}", "--json").json
    assert told["revisions"] == []
    assert told["erased"] == [
        {
            "seq": seq,
            "recorded_at": NOW.isoformat(),
            "actor": "person:alice",
            "action": "evidence.add",
            "leaf": made["entries"][0]["leaf"],
            "by": done.seq,
            "on": "2026-03-02",
            "legal_basis": "Order 7",
        }
    ]
    shown = cli("history", f"evidence/{item.id}").out
    assert f"erased on 2026-03-02 by entry {done.seq}, legal basis: Order 7" in shown
    assert "evidence.add" in shown
