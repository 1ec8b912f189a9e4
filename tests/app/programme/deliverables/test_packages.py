"""The two packages: final when gates pass, equal for equal checkpoints, closed to what is another audit's."""

import csv
import io
import shutil
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import PEOPLE, viewer
from tests.app.entries import last, refused, size
from tests.app.programme.conftest import Taken, take
from tests.app.programme.deliverables.zips import entries, holding, manifest, members
from tests.app.programme.ready import CANARY, DONE, LEAD

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.audits.models import EngagementRow, PackageMadeRow
from dualtrack.app.audits.services import note_deviation, open_engagement, raise_nonconformity
from dualtrack.app.ledger import checkpoints
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.models import CheckpointRow
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.deliverables import packages
from dualtrack.domain.audits.findings import Grade
from dualtrack.render.package.check import check_package

KINDS = ("soc2", "iso27001-stage1")
GATES = {"soc2": 5, "iso27001-stage1": 7}


def rows(path: Path) -> list[dict[str, str]]:
    """The index."""
    return list(csv.DictReader(io.StringIO(members(path)["index.csv"].decode("utf-8-sig"))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_whose_gates_pass_is_final(taken: dict[str, Taken], kind: str) -> None:
    held = manifest(taken[kind].path)
    assert (held["kind"], held["state"], held["interim"]) == (kind, "FINAL", [])
    assert (held["example"], held["mark"]) == (True, "EXAMPLE: invented data")
    assert len(taken[kind].packed.gates) == GATES[kind]
    assert all(g.passed for g in taken[kind].packed.gates)
    assert not taken[kind].packed.made.interim


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_recorded_of_a_package_is_what_was_written(taken: dict[str, Taken], kind: str) -> None:
    made = taken[kind].packed.made
    assert made.sha256 == sha256(taken[kind].path.read_bytes()).hexdigest()
    head = manifest(taken[kind].path)["checkpoint"]
    assert (made.checkpoint_size, made.checkpoint_root) == (head["size"], head["root"])
    assert (made.kind, made.filename, made.made_by) == (kind, f"{kind}.zip", "person:alice")
    assert made.engagement == manifest(taken[kind].path)["engagement"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_is_intact(taken: dict[str, Taken], kind: str) -> None:
    answer = check_package(taken[kind].path)
    assert (answer["intact"], answer["problems"]) == (True, [])
    assert answer["size"] == taken[kind].packed.made.checkpoint_size


def test_an_item_of_both_audits_is_in_both_with_the_same_hash(taken: dict[str, Taken]) -> None:
    by_kind = {k: {r["evidence"]: r for r in rows(taken[k].path)} for k in KINDS}
    both = set(by_kind["soc2"]) & set(by_kind["iso27001-stage1"])
    assert len(both) > 10
    for item in both:
        mine, theirs = (by_kind[k][item] for k in KINDS)
        assert mine["sha256"] == theirs["sha256"]
        assert (mine["serves_other_audit"], theirs["serves_other_audit"]) == ("yes", "yes")
        name = f"blobs/{mine['sha256']}"
        contents = [members(taken[k].path)[name] for k in KINDS]
        assert contents[0] == contents[1]
        assert sha256(contents[0]).hexdigest() == mine["sha256"]
        assert all(r.startswith("soc2:") for r in mine["requirements"].split())
        assert all(r.startswith("iso27001:") for r in theirs["requirements"].split())


def test_what_serves_one_audit_alone_is_in_that_one(taken: dict[str, Taken]) -> None:
    own = {k: {r["title"] for r in rows(taken[k].path)} for k in KINDS}
    assert own["iso27001-stage1"] - own["soc2"] == {f"{CANARY}.txt"}


def test_entries_of_another_audit_are_their_hash_alone(taken: dict[str, Taken]) -> None:
    stage1, soc2 = taken["iso27001-stage1"].path, taken["soc2"].path
    assert holding(stage1, CANARY) != []
    assert holding(soc2, CANARY) == []
    assert holding(soc2, sha256(f"{CANARY} was done".encode()).hexdigest()) == []
    assert holding(soc2, "Fictional firm for iso27001-stage1-1") == []
    assert holding(stage1, "Fictional firm for soc2-type2-1") == []
    assert holding(soc2, "Fictional firm for soc2-type2-1") == ["entries.jsonl"]
    stubs = [n for n, e in enumerate(entries(soc2)) if e is None]
    lines, leaves = (members(soc2)[n].splitlines() for n in ("entries.jsonl", "leaves"))
    assert len(stubs) > 10
    assert all(lines[n] == b"#" + leaves[n] for n in stubs)


@pytest.mark.parametrize("kind", KINDS)
def test_personal_details_are_never_disclosed(taken: dict[str, Taken], kind: str) -> None:
    for name in PEOPLE:
        assert holding(taken[kind].path, f"Canary-{name}") == []
        assert holding(taken[kind].path, f"{name}@acme.example") == []
    types = {e["type"] for e in entries(taken[kind].path) if e}
    assert types.isdisjoint({"person", "person_details", "sign_in", "setup_link", "grant", "package_made"})


def test_a_soc2_package_leaves_out_what_lies_before_its_look_back(ready: Home, tmp_path: Path) -> None:
    from tests.app.programme.ready import PERIOD, add  # noqa: PLC0415 - beside its only use

    old = PERIOD.end - timedelta(days=365)
    add("too old", ["AC-02"], old, old)
    add("old enough", ["AC-02"], old + timedelta(days=1), old + timedelta(days=1))
    titles = {k: {r["title"] for r in rows(take(k, tmp_path / f"{k}.zip").path)} for k in KINDS}
    assert "too old.txt" not in titles["soc2"]
    assert "old enough.txt" in titles["soc2"]
    assert {"too old.txt", "old enough.txt"} <= titles["iso27001-stage1"]


def test_one_checkpoint_gives_the_same_bytes_again(ready: Home, tmp_path: Path) -> None:
    first = take("soc2", tmp_path / "one.zip")
    at = first.packed.made.checkpoint_size
    assert size() == at + 1  # the entry that records its making comes after
    again = take("soc2", tmp_path / "two.zip", checkpoint=at)
    assert first.path.read_bytes() == again.path.read_bytes()
    third = take("soc2", tmp_path / "three.zip")
    assert third.packed.made.checkpoint_size == at + 2
    assert f"consistency/{at:012d}" in members(third.path)
    assert PackageMadeRow.objects.count() == 3


def test_the_making_is_recorded_by_who_made_it(ready: Home, tmp_path: Path) -> None:
    made = take("soc2", tmp_path / "one.zip").packed.made
    (entry,) = last()
    assert (entry.action, entry.object, entry.actor) == (
        "package.make",
        f"package_made/{made.id}",
        "person:alice",
    )


def test_heads_that_nobody_outside_was_given_stay_out(ready: Home, tmp_path: Path) -> None:
    from tests.app.programme.ready import PERIOD, add  # noqa: PLC0415 - beside its only use

    first = take("soc2", tmp_path / "one.zip").packed.made.checkpoint_size
    checkpoints.checkpoint()  # as at the end of each write
    add("another", ["AC-02"], PERIOD.start, PERIOD.start)
    second = take("iso27001-stage1", tmp_path / "two.zip").packed.made.checkpoint_size
    last = members(take("soc2", tmp_path / "three.zip").path)
    assert CheckpointRow.objects.filter(size__gt=first, size__lt=second).count() == 1
    earlier = [name for name in last if name.startswith("consistency/")]
    assert earlier == [f"consistency/{first:012d}", f"consistency/{second:012d}"]


def test_an_unknown_checkpoint_is_refused_with_those_there_are(ready: Home, tmp_path: Path) -> None:
    begun = CheckpointRow.objects.get().size
    held = take("soc2", tmp_path / "y.zip").packed.made.checkpoint_size
    words = f"checkpoint 7: none of this size was signed; there are: {begun}, {held}"
    with refused("unknown_checkpoint", words):
        take("soc2", tmp_path / "x.zip", checkpoint=7)
    assert not (tmp_path / "x.zip").exists()


def test_an_open_gate_makes_it_interim_and_is_named(ready: Home, tmp_path: Path) -> None:
    raise_nonconformity(
        actor=LEAD,
        now=DONE,
        today=DONE.date(),
        requirement="iso27001:9.2.1",
        grade=Grade.MAJOR,
        description="No audit was held.",
        catalogue=catalogue(),
    )
    stage1, soc2 = (take(k, tmp_path / f"{k}.zip") for k in ("iso27001-stage1", "soc2"))
    held = manifest(stage1.path)
    assert (held["state"], held["interim"]) == ("INTERIM", ["No major nonconformity is open"])
    assert stage1.packed.made.failing_gates == ("no_open_major_nonconformity",)
    assert manifest(soc2.path)["state"] == "FINAL"  # neither borrows the other's
    assert b"INTERIM" in members(stage1.path)["index.html"]
    assert b"INTERIM" not in members(soc2.path)["index.html"]
    assert holding(soc2.path, "No audit was held.") == []


def test_before_its_period_ends_a_package_is_interim(programme: Home, tmp_path: Path) -> None:
    held = manifest(take("soc2", tmp_path / "x.zip").path)
    assert held["state"] == "INTERIM"
    assert "The observation period has ended" in held["interim"]


def test_a_deviation_goes_to_the_audits_that_its_control_serves(ready: Home, tmp_path: Path) -> None:
    for control, words in (("AU-01", "deviation-iso"), ("GOV-01", "deviation-soc")):
        note_deviation(
            actor=LEAD,
            now=DONE,
            today=DONE.date(),
            control=control,
            occurred_on=DONE.date(),
            description=words,
        )
    soc2, stage1 = (take(k, tmp_path / f"{k}.zip").path for k in KINDS)
    assert holding(soc2, "deviation-iso") == []
    assert holding(stage1, "deviation-soc") == []
    assert "entries.jsonl" in holding(soc2, "deviation-soc")
    assert "entries.jsonl" in holding(stage1, "deviation-iso")


def test_who_may_not_take_a_package_gets_none(ready: Home, tmp_path: Path) -> None:
    before = size()
    day = DONE.date()
    for who in (
        viewer("bob"),
        viewer("ivy"),
        viewer("ada"),
        viewer("sam"),
        viewer("sam", engagements=("iso27001-stage1-1",)),
    ):
        with pytest.raises(NotAllowedError):
            packages.make(who, kind="soc2", out=tmp_path / "x.zip", now=DONE, today=day)
    assert (size(), list(tmp_path.glob("*.zip*"))) == (before, [])
    packages.make(
        viewer("sam", engagements=("soc2-type2-1",)),
        kind="soc2",
        out=tmp_path / "x.zip",
        now=DONE,
        today=day,
    )
    assert check_package(tmp_path / "x.zip")["intact"]


def test_two_open_audits_of_a_kind_have_to_be_told_apart(ready: Home, tmp_path: Path) -> None:
    first = EngagementRow.objects.get(pk="soc2-type2-1").to_value()
    open_engagement(actor=LEAD, now=DONE, engagement=evolve(first, id="soc2-type2-2"))
    words = "several audits are open (soc2-type2-1, soc2-type2-2); say which with --engagement ID"
    with refused("several_open_engagements", words):
        take("soc2", tmp_path / "x.zip")


def test_an_audit_of_another_kind_is_refused(ready: Home, tmp_path: Path) -> None:
    words = "iso27001-stage1-1: is not an audit of this kind; of this kind are: soc2-type2-1"
    with refused("engagement_of_another_kind", words):
        packages.make(
            viewer("alice"),
            kind="soc2",
            out=tmp_path / "x.zip",
            now=DONE,
            today=DONE.date(),
            engagement="iso27001-stage1-1",
        )


def test_a_full_disk_leaves_the_earlier_file_as_it_was(
    ready: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.zip"
    take("soc2", out)
    content, before = out.read_bytes(), size()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dualtrack.app.ledger.durable_files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        take("soc2", out)
    assert (out.read_bytes(), size()) == (content, before)
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["x.zip"]


def bare(folder: Path) -> subprocess.CompletedProcess[str]:
    """`verify.py` by an interpreter that knows nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_package_is_checked_without_our_program_and_a_flipped_byte_is_named(
    taken: dict[str, Taken], kind: str, tmp_path: Path
) -> None:
    shutil.unpack_archive(taken[kind].path, tmp_path / "p")
    done = bare(tmp_path / "p")
    assert done.returncode == 0, done.stdout + done.stderr
    blob = min((tmp_path / "p" / "blobs").iterdir())
    blob.chmod(0o600)
    content = bytearray(blob.read_bytes())
    content[3] ^= 1
    blob.write_bytes(content)
    done = bare(tmp_path / "p")
    assert done.returncode == 1
    assert f"blobs/{blob.name}" in done.stdout


def test_the_file_s_own_name_says_that_it_is_an_example(ready: Home) -> None:
    assert packages.default_name("soc2") == "EXAMPLE-soc2.zip"


def test_a_real_home_s_file_has_no_such_mark(real_home: Home) -> None:
    assert packages.default_name("soc2") == "soc2.zip"
