"""Releases made from the records: what blocks them, what is frozen, what makes them stale, who sees them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.app.entries import refused
from tests.app.programme.conftest import take
from tests.app.programme.deliverables.zips import entries, members
from tests.app.programme.ready import DONE, LEAD, MANAGER, add

from dualtrack.app.accounts.rights import NotAllowedError
from dualtrack.app.audits import queries, releasing
from dualtrack.app.controls import services as controls
from dualtrack.app.ledger import clock, erased, head
from dualtrack.app.ledger.blobs import StoreError, blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme import memo
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.deliverables import releases
from dualtrack.app.programme.deliverables.comparing import compare
from dualtrack.app.programme.deliverables.standings import causes
from dualtrack.app.programme.erasing.services import Asked, ask, carry_out
from dualtrack.app.programme.histories import history_of
from dualtrack.app.programme.queries import When, snapshot
from dualtrack.app.programme.work_words import work_text
from dualtrack.app.risks import services as risks
from dualtrack.documents.registry import UnknownDocumentError, kind_of
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.ledger.erasure import ErasureRequest, Ground, Target
from dualtrack.domain.ledger.person import Role
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.work import WorkKind
from dualtrack.domain.risks.applicability import Applicability
from dualtrack.render.package.check import check_package

SOA, MATRIX = "statement-of-applicability", "control-matrix"
ISO, SOC2 = "iso27001-stage1-1", "soc2-type2-1"
TODAY = DONE.date()
NOW = When(as_of=TODAY)


def prepare(document: str = SOA, change: str = "First version.", **said: object) -> Release:
    plain = {"now": DONE, "today": TODAY, "change": change}
    return releases.prepare(viewer("alice"), document=document, **(plain | said))  # type: ignore[arg-type]  # as its own


def approve(release: Release, **said: object) -> Release:
    plain = {"release": release.id, "now": DONE, "today": TODAY, "seen": revision_digest(release)}
    return releases.approve(viewer("charlie"), **(plain | said))  # type: ignore[arg-type]  # as above


def exclude(requirement: str = "iso27001:A.8.30", why: str = "Nothing is developed outside.") -> None:
    decision = Applicability(
        requirement=requirement,
        included=False,
        exclusion=why,
        decided_by=LEAD.id,
        decided_on=TODAY,
        owner_role="head_of_engineering",
        review_on=date(2027, 6, 1),
    )
    risks.decide(actor=LEAD, now=clock.now(), decisions=[decision], catalogue=catalogue())


def bytes_of(release: Release, wanted: str, name: str = "alice", **grant: tuple[str, ...]) -> bytes:
    found = releases.file_of(viewer(name, **grant), release.id, wanted)
    with blob_store().open(found.sha256) as stream:
        return stream.read()


def test_a_release_states_who_when_and_at_which_head_in_every_format(ready: Home) -> None:
    size = head.read().size
    done = approve(prepare())
    assert [f.format for f in done.files] == list(kind_of(SOA).formats)
    assert done.file("pdf").filename == "EXAMPLE-statement-of-applicability-1.0.pdf"  # type: ignore[union-attr]  # is there
    said = json.loads(bytes_of(done, "json"))["document"]
    assert said["notes"][0] == (
        f"Version 1.0, released by Charlie Canary-charlie on 6 July 2026, ledger head {size}."
    )
    assert (said["status"], said["version"], said["date"]) == ("released", "1.0", "2026-07-06")
    assert said["release"]["prepared_by"] == "Alice Canary-alice"
    assert said["release"]["content"] == done.content
    assert verify_home()["problems"] == []


def test_the_same_records_give_the_same_content_and_the_same_files(ready: Home) -> None:
    first = approve(prepare())
    second = approve(prepare(change="Looked through; nothing changed."))
    assert second.content == first.content
    assert (second.version, second.replaces) == ("1.1", "1.0")
    other = [f for f in second.files if f.sha256 in {g.sha256 for g in first.files}]
    assert other == [], "each states its own version and head"


def test_what_was_released_is_served_unchanged_whatever_the_records_say_since(ready: Home) -> None:
    done = approve(prepare())
    before = {f.format: bytes_of(done, f.format) for f in done.files}
    exclude()
    assert {f.format: bytes_of(done, f.format) for f in done.files} == before


def test_a_decision_after_it_makes_it_stale_and_names_itself(ready: Home) -> None:
    approve(prepare())
    exclude()
    (found,) = memo.judged(viewer("alice"), NOW).standings
    assert found.stale
    changed = {row.key: [c.column for c in row.cells if not c.moving] for row in found.change.changed}
    assert changed == {"A.8.30": ["Applies", "Justification", "Status"]}
    (cause,) = causes(found)
    assert (cause.object, cause.reason) == (
        "applicability/iso27001:A.8.30~2",
        "Nothing is developed outside.",
    )


def test_evidence_alone_makes_nothing_stale(ready: Home) -> None:
    approve(prepare())
    add("one more", ["AC-02"], TODAY - timedelta(days=20), TODAY - timedelta(days=20))
    (found,) = memo.judged(viewer("alice"), NOW).standings
    assert not found.stale
    moved = compare(viewer("alice"), SOA, NOW).change
    assert {cell.column for row in moved.changed for cell in row.cells} == {"Evidence"}
    assert [row.key for row in moved.changed] == ["A.5.18"]


def test_a_new_version_ends_the_work_that_a_stale_one_owes(ready: Home) -> None:
    approve(prepare())
    exclude()
    (owed,) = [w for w in memo.judged(viewer("alice"), NOW).work if w.kind is WorkKind.RELEASE]
    assert (owed.id, owed.owner, owed.framework) == (f"{SOA}/release", "alice", "iso27001")
    assert work_text(owed) == (
        "Prepare a new version of Statement of Applicability: 1.0 no longer says what the records say."
    )
    approve(prepare(change="A.8.30 is excluded."))
    assert [w for w in memo.judged(viewer("alice"), NOW).work if w.kind is WorkKind.RELEASE] == []


def test_what_the_records_contradict_by_now_is_not_approved(ready: Home) -> None:
    made = prepare()
    exclude()
    with refused(
        "release_contradicts_the_records",
        "statement-of-applicability/1.0: by now the records say otherwise; rows that differ: 1, the first:"
        " Annex A, A.8.30: Applies was “Included”, is “Excluded”; Justification was “SOC 2"
        " criterion CC9.2 / Good practice cloud software company”, is “Nothing is developed outside. /"
        " Answers for it: Head of engineering / Reviewed again by 2027-06-01”; Status was “Implemented”, is"
        " “Excluded”; prepare it anew",
    ):
        approve(made)
    again = prepare()
    assert approve(again).version == "1.0"


def test_of_two_approvers_who_read_the_same_one_is_told(ready: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepare()
    rendered = releases._files
    first: list[Release] = []

    def slow(*given: object) -> object:
        """While this one's files are made, somebody else approves."""
        files = rendered(*given)  # type: ignore[arg-type]  # as they came
        if not first:
            first.append(made)
            approve(made)
        return files

    monkeypatch.setattr(releases, "_files", slow)
    other = evolve(viewer("charlie"), actor=evolve(viewer("charlie").actor, id="person:ada"))
    with pytest.raises(releases.RefusedError) as told:
        releases.approve(other, release=made.id, now=DONE, today=TODAY, seen=revision_digest(made))
    assert told.value.code == "not_waiting_for_approval"
    assert releasing.one(made.id).approved_by == MANAGER.id


def test_a_later_revision_voids_what_was_read(ready: Home) -> None:
    made = prepare()
    add("one more", ["AC-02"], TODAY - timedelta(days=20), TODAY - timedelta(days=20))
    prepare(change="With one more piece of evidence.")
    with refused(
        "changed_since_it_was_read",
        f"{made.id}: it was changed since it was shown to you; read it again before you approve it",
    ):
        approve(made)


def test_an_open_point_blocks_and_the_first_is_named(ready: Home) -> None:
    held = controls.held("AC-02")
    controls.change(actor=LEAD, now=DONE, control="AC-02", activity=f"{held.activity} Twice.")
    assert approve(prepare(MATRIX)).version == "1.0", "own words are no default text, approved or not"
    controls.change(actor=LEAD, now=DONE, control="AC-02", activity=" ")
    with refused(
        "release_is_blocked",
        "control-matrix: open points before a release: 1, the first: AC-02 Quarterly user access review: word"
        " what is done. All of them: dualtrack release list",
    ):
        prepare(MATRIX)


def test_default_text_that_nobody_approved_blocks(programme: Home) -> None:
    with pytest.raises(releases.RefusedError) as told:
        releases.prepare(
            viewer("alice"), document=MATRIX, now=clock.now(), today=clock.now().date(), change="x"
        )
    assert told.value.code == "release_is_blocked"
    line = next(li for li in memo.judged(viewer("alice"), When(as_of=clock.now().date())).lines)
    codes = {p.code.value for p in line.draft.open_points}
    assert codes == {"scope_is_not_approved", "default_text_left_in"}


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        (
            {"as_of": TODAY + timedelta(days=1)},
            "release_of_a_day_to_come",
            f"{SOA}: 2026-07-07 lies ahead; a release is about today or a day that has passed",
        ),
        (
            {"engagement": SOC2},
            "document_is_not_of_this_audit",
            f"{SOA}: is no document of soc2-type2-1; it is one of: iso27001",
        ),
        (
            {"engagement": "nope"},
            "unknown_engagement",
            "nope: no such engagement; these are on record: iso27001-stage1-1, soc2-type2-1",
        ),
    ],
)
def test_a_preparation_that_is_refused(ready: Home, said: dict[str, object], code: str, words: str) -> None:
    with refused(code, words):
        prepare(**said)


def test_an_unknown_document_is_named(ready: Home) -> None:
    with pytest.raises(UnknownDocumentError, match=r"^unknown document 'x': expected one of "):
        prepare("x")


def test_rights_of_each_verb(ready: Home) -> None:
    made = prepare()
    for name in ("charlie", "ivy", "bob", "sam"):
        with pytest.raises(NotAllowedError):
            releases.prepare(viewer(name), document=SOA, now=DONE, today=TODAY, change="x")
    for name in ("alice", "ada", "ivy", "bob"):
        with pytest.raises(NotAllowedError):
            releases.approve(viewer(name), release=made.id, now=DONE, today=TODAY)
    for name in ("ivy", "bob", "cora"):
        with pytest.raises(NotAllowedError):
            releases.withdraw(viewer(name), release=made.id, now=DONE, today=TODAY, because="x")


def test_a_release_about_a_day_that_has_passed_is_not_held_against_today(ready: Home) -> None:
    done = approve(prepare(as_of=TODAY - timedelta(days=30)))
    exclude()
    (found,) = memo.judged(viewer("alice"), NOW).standings
    assert (found.release, found.stale, found.compared) == (done, False, False)


def test_as_known_on_a_day_before_there_was_no_release(ready: Home) -> None:
    approve(prepare())
    before = snapshot(viewer("alice"), When(as_of=TODAY - timedelta(days=1)))
    assert before.releases == ()
    assert [r.version for r in snapshot(viewer("alice"), NOW).releases] == ["1.0"]


def test_an_auditor_sees_what_was_released_to_their_engagement_alone(ready: Home) -> None:
    soa, whole = approve(prepare()), approve(prepare(MATRIX))
    cut = approve(prepare(MATRIX, engagement=SOC2))
    waiting = prepare(change="Not released yet.")
    cora, sam = viewer("cora", engagements=(ISO,)), viewer("sam", engagements=(SOC2,))
    assert [r.id for r in queries.releases(cora)] == [soa.id]
    assert [r.id for r in queries.releases(sam)] == [cut.id]
    assert queries.releases(viewer("cora")) == ()
    assert queries.releases(viewer("bob")) == ()
    assert {r.id for r in queries.releases(viewer("ivy"))} == {soa.id, whole.id, cut.id, waiting.id}
    assert b"iso27001" not in bytes_of(cut, "json", "sam", engagements=(SOC2,))
    for about, looks in ((whole, sam), (soa, sam), (cut, cora), (waiting, cora)):
        with refused(
            "unknown_release",
            f"{about.id}: no such release; there are: {cut.id if looks is sam else soa.id}",
        ):
            releases.file_of(looks, about.id, "pdf")


def test_a_withdrawn_release_is_given_to_no_auditor_and_inside_still(ready: Home) -> None:
    done = approve(prepare())
    releases.withdraw(viewer("charlie"), release=done.id, now=DONE, today=TODAY, because="Wrong scope.")
    with refused("release_is_withdrawn", f"{done.id}: is withdrawn"):
        releases.file_of(viewer("cora", engagements=(ISO,)), done.id, "pdf")
    assert bytes_of(done, "pdf")[:4] == b"%PDF"
    assert memo.judged(viewer("alice"), NOW).standings == ()


def test_what_waits_can_be_read_and_is_not_given_out_as_a_release(ready: Home) -> None:
    made = prepare()
    draft = releases.draft_of(viewer("charlie"), made.id, "json")
    assert draft.filename == "EXAMPLE-statement-of-applicability-1.0-draft.json"
    said = json.loads(draft.content)["document"]
    assert (said["status"], said["version"]) == ("draft", "1.0")
    assert "Prepared for release; nobody has approved it yet." in said["notes"]
    with refused(
        "release_waits_for_approval",
        f"{made.id}: waits for approval; only what was released is given out as a release",
    ):
        releases.file_of(viewer("alice"), made.id, "pdf")
    done = approve(made)
    with refused(
        "release_lacks_the_format",
        f"{made.id}: was not released as oscal; there are: pdf, docx, xlsx, html, json",
    ):
        releases.file_of(viewer("alice"), done.id, "oscal")


def test_a_package_carries_the_newest_release_beside_the_draft(ready: Home, tmp_path: Path) -> None:
    approve(prepare())
    exclude()
    newest = approve(prepare(change="A.8.30 is excluded."))
    prepare(change="Waits.")
    approve(prepare(MATRIX))  # about both audits: neither auditor is shown it
    taken = take("iso27001-stage1", tmp_path / "stage1.zip")
    held = members(taken.path)
    inside = {n.removeprefix("documents/") for n in held if n.startswith("documents/")}
    stem = "EXAMPLE-statement-of-applicability-"
    assert {n for n in inside if n.startswith(f"{stem}1.")} == {
        f"{stem}1.1.{f}" for f in ("pdf", "docx", "xlsx")
    }
    assert f"{stem}2026-06-01.pdf" in inside
    assert held[f"documents/{stem}1.1.pdf"] == bytes_of(newest, "pdf")
    assert check_package(taken.path)["intact"]
    shown = [e["value"]["version"] for e in entries(taken.path) if e and e["type"] == "release"]
    assert shown == ["1.0", "1.1"]
    soc2 = take("soc2", tmp_path / "soc2.zip")
    assert not [n for n in members(soc2.path) if "control-matrix-1.0" in n]
    assert not [e for e in entries(soc2.path) if e and e["type"] == "release"]


def test_a_package_of_an_earlier_checkpoint_holds_what_was_released_by_then(
    ready: Home, tmp_path: Path
) -> None:
    done = approve(prepare())
    earlier = take("iso27001-stage1", tmp_path / "a.zip").packed.made.checkpoint_size
    releases.withdraw(viewer("charlie"), release=done.id, now=DONE, today=TODAY, because="Wrong scope.")
    names = members(take("iso27001-stage1", tmp_path / "b.zip", checkpoint=earlier).path)
    assert "documents/EXAMPLE-statement-of-applicability-1.0.pdf" in names
    names = members(take("iso27001-stage1", tmp_path / "c.zip").path)
    assert "documents/EXAMPLE-statement-of-applicability-1.0.pdf" not in names


def test_the_history_tells_the_life_of_a_release(ready: Home) -> None:
    done = approve(prepare())
    releases.withdraw(viewer("charlie"), release=done.id, now=DONE, today=TODAY, because="Wrong scope.")
    found = history_of(viewer("alice"), snapshot(viewer("alice"), NOW), "release", done.id)
    assert found is not None
    assert [r.entry.action for r in found.revisions] == [
        "release.prepare",
        "release.approve",
        "release.withdraw",
    ]
    assert {c.field for c in found.revisions[1].changes} == {"approved_by", "approved_on", "files"}


def test_an_approver_needs_no_other_role_than_a_manager_s(ready: Home) -> None:
    assert viewer("charlie").roles == {Role.MANAGER}
    with refused("unknown_release", "x/1.0: no such release; there are: none"):
        releases.approve(viewer("charlie"), release="x/1.0", now=DONE, today=TODAY)


def test_the_files_of_a_release_leave_only_when_a_later_one_counts(ready: Home) -> None:
    first = approve(prepare())
    (file,) = (f for f in first.files if f.format == "pdf")
    for name in (file.sha256, first.content):
        with refused(
            "document_is_in_force",
            f"{name}: is version 1.0 of {first.id}, which is in force; put a newer version into force first",
        ):
            ask_for(name)
    approve(prepare(change="Looked through; nothing changed."))
    made = ask_for(file.sha256)
    seen = revision_digest(made)
    carry_out(viewer("charlie"), now=clock.now(), today=TODAY, request=made.id, seen=seen)
    with pytest.raises(StoreError, match=r"erased on 2026-07-06 by entry \d+, legal basis: Order 7"):
        erased.opened(file.sha256)
    assert verify_home()["problems"] == []


def ask_for(name: str) -> ErasureRequest:
    what = Asked(
        target=Target.FILE, subject=name, ground=Ground.ORDER, legal_basis="Order 7", reason="A name."
    )
    return ask(viewer("alice"), now=clock.now(), today=TODAY, asked=what)
