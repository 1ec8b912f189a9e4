"""Verbs on releases: what is recorded at each step, and every way in which one is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from tests.app.conftest import TODAY
from tests.app.entries import last, refused, same
from tests.conftest import NOW

from dualtrack.app.audits import releasing
from dualtrack.app.audits.models import ReleaseRow
from dualtrack.app.audits.releasing import Draft, Rendered
from dualtrack.app.ledger import head
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.recorded import recording
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.revision import revision_digest

ALICE, CHARLIE, BOB = (Actor(f"person:{name}", "ui") for name in ("alice", "charlie", "bob"))
SOA = "statement-of-applicability"
NO_PERSON = f"{SOA}/1.0: only a named person who signed in approves; sign in on the pages"
FILES = (
    Rendered(format="pdf", filename="soa-1.0.pdf", content=b"the pdf"),
    Rendered(format="json", filename="soa-1.0.json", content=b"the json"),
)


def prepare(content: bytes = b"what is said", actor: Actor = ALICE, **said: Any) -> Release:
    plain: dict[str, Any] = {
        "document": SOA,
        "engagement": None,
        "frameworks": ("iso27001",),
        "as_of": TODAY,
        "content": content,
        "change": "First version.",
    }
    draft = Draft(**(plain | said))
    return releasing.prepare(actor=actor, now=NOW, today=TODAY, head=head.read(), draft=draft)


def approve(release: Release, actor: Actor = CHARLIE, seen: str | None = None, **said: Any) -> Release:
    plain: dict[str, Any] = {"files": FILES, "check": lambda value: None, "now": NOW, "today": TODAY}  # noqa: ARG005 - the form of a check
    return releasing.approve(actor=actor, release=release, seen=seen, **(plain | said))


def stored(name: str) -> bytes:
    with blob_store().open(name) as stream:
        return stream.read()


def test_what_is_prepared_is_recorded_with_its_content_and_the_head(programme: Home) -> None:
    before = head.read()
    made = prepare(change=" First version. ")
    assert made.id == "statement-of-applicability/1.0"
    assert (made.head_size, made.head_root) == (before.size, before.frontier.root().hex())
    assert (made.prepared_by, made.prepared_on, made.prepared_at) == (ALICE.id, TODAY, NOW)
    assert (made.change, made.replaces, made.files) == ("First version.", None, ())
    assert stored(made.content) == b"what is said"
    (entry,) = last()
    assert (entry.action, entry.reason, entry.blobs) == ("release.prepare", "First version.", (made.content,))
    assert same(ReleaseRow.objects.get(pk=made.id), entry)


def test_the_approval_freezes_the_files_in_the_same_entry(programme: Home) -> None:
    made = prepare()
    done = approve(made, seen=revision_digest(made))
    assert (done.approved_by, done.approved_on) == (CHARLIE.id, TODAY)
    assert [(f.format, f.filename, f.size, stored(f.sha256)) for f in done.files] == [
        ("pdf", "soa-1.0.pdf", 7, b"the pdf"),
        ("json", "soa-1.0.json", 8, b"the json"),
    ]
    (entry,) = last()
    assert entry.action == "release.approve"
    assert entry.blobs == (made.content, *(f.sha256 for f in done.files))
    assert same(ReleaseRow.objects.get(pk=made.id), entry)
    assert revision_digest(done) == revision_digest(made)
    assert verify_home()["problems"] == []


def test_a_waiting_version_is_prepared_anew_under_its_number(programme: Home) -> None:
    first = prepare()
    second = prepare(b"said otherwise", major=True)
    assert second.id == first.id
    assert ReleaseRow.objects.count() == 1
    with refused(
        "changed_since_it_was_read",
        "statement-of-applicability/1.0: it was changed since it was shown to you; read it again before you"
        " approve it",
    ):
        approve(first, seen=revision_digest(first))
    with refused(
        "changed_since_it_was_read",
        "statement-of-applicability/1.0: it was changed since it was shown to you; read it again before you"
        " approve it",
    ):
        approve(first)  # its files are those of the earlier content
    assert approve(second).content == second.content


def test_the_next_version_replaces_the_one_that_counts(programme: Home) -> None:
    approve(prepare())
    assert [prepare(b"2").version, ReleaseRow.objects.get(version="1.1").replaces] == ["1.1", "1.0"]
    approve(releasing.one(f"{SOA}/1.1"))
    assert prepare(b"3", major=True).version == "2.0"


def test_each_engagement_has_versions_of_its_own(programme: Home) -> None:
    approve(prepare())
    cut = prepare(engagement="iso27001-stage1-1")
    assert (cut.id, cut.replaces) == ("statement-of-applicability/iso27001-stage1-1/1.0", None)
    assert [r.id for r in releasing.of_document(SOA)] == [f"{SOA}/1.0", cut.id]


@pytest.mark.parametrize(
    ("actor", "code", "words"),
    [
        (
            ALICE,
            "approver_is_preparer",
            "statement-of-applicability/1.0: whoever prepared it cannot approve it; another person has to",
        ),
        (
            Actor("operator:root@host", "cli"),
            "approver_is_not_a_person",
            NO_PERSON,
        ),
        (
            Actor("person:charlie", "cli:root@host"),
            "approver_is_not_a_person",
            NO_PERSON,
        ),
        (
            Actor("token:t1/by:charlie", "api"),
            "approver_is_not_a_person",
            NO_PERSON,
        ),
    ],
)
def test_who_cannot_approve(programme: Home, actor: Actor, code: str, words: str) -> None:
    made = prepare()
    with refused(code, words):
        approve(made, actor)
    assert not blob_store().exists("0" * 64)
    assert len(list(blob_store().names())) == 1, "no file of a refused approval was kept"


def test_of_two_who_approve_one_is_told_that_it_waits_no_more(programme: Home) -> None:
    made = prepare()
    approve(made)
    with refused("not_waiting_for_approval", "statement-of-applicability/1.0: does not wait for approval"):
        approve(made, BOB, files=(Rendered(format="pdf", filename="x", content=b"another"),))
    assert releasing.one(made.id).approved_by == CHARLIE.id
    assert len(list(blob_store().names())) == 3


def test_a_check_that_refuses_leaves_nothing(programme: Home) -> None:
    made = prepare()

    def check(value: Release) -> None:
        raise LookupError(value.id)

    with pytest.raises(LookupError, match=made.id):
        approve(made, check=check)
    assert releasing.one(made.id) == made
    assert len(list(blob_store().names())) == 1


def test_what_was_withdrawn_is_not_approved_and_says_why(programme: Home) -> None:
    made = prepare()
    gone = releasing.withdraw(actor=ALICE, now=NOW, today=TODAY, release=made.id, because=" wrong scope ")
    assert (gone.withdrawn_by, gone.withdrawn_on, gone.withdrawn_because) == (ALICE.id, TODAY, "wrong scope")
    (entry,) = last()
    assert (entry.action, entry.reason) == ("release.withdraw", "wrong scope")
    with refused("not_waiting_for_approval", "statement-of-applicability/1.0: does not wait for approval"):
        approve(made)
    assert prepare().version == "1.1"


def test_a_withdrawn_release_keeps_its_approval_and_its_files(programme: Home) -> None:
    done = approve(prepare())
    gone = releasing.withdraw(actor=CHARLIE, now=NOW, today=TODAY, release=done.id, because="wrong scope")
    assert (gone.approved_by, gone.files) == (done.approved_by, done.files)
    with refused("release_is_withdrawn", "statement-of-applicability/1.0: is withdrawn"):
        releasing.withdraw(actor=ALICE, now=NOW, today=TODAY, release=done.id, because="again")


@pytest.mark.parametrize(
    ("release", "because", "code", "words"),
    [
        (f"{SOA}/1.0", " ", "withdrawal_needs_a_reason", f"{SOA}/1.0: say why it is withdrawn"),
        (f"{SOA}/7.0", "x", "unknown_release", f"{SOA}/7.0: no such release; there are: {SOA}/1.0"),
    ],
)
def test_a_withdrawal_that_is_refused(
    programme: Home, release: str, because: str, code: str, words: str
) -> None:
    prepare()
    with refused(code, words):
        releasing.withdraw(actor=ALICE, now=NOW, today=TODAY, release=release, because=because)


def test_without_a_release_there_is_none_to_name(programme: Home) -> None:
    with refused("unknown_release", "x/1.0: no such release; there are: none"):
        releasing.one("x/1.0")


def test_a_change_note_is_asked_for(programme: Home) -> None:
    with refused("release_needs_a_change_note", f"{SOA}: say what changed since the version before, and why"):
        prepare(change="  ")
    assert list(blob_store().names()) == []


@pytest.mark.parametrize("verb", ["prepare", "approve", "withdraw"])
def test_each_step_carries_the_day_on_which_it_is_taken(programme: Home, verb: str) -> None:
    made, other = prepare(), TODAY - timedelta(days=9)
    about = SOA if verb == "prepare" else made.id
    words = f"{about}: {other} is not today; decisions carry the day on which they are taken"
    with refused("day_is_not_of_this_time", words):
        if verb == "prepare":
            draft = Draft(document=SOA, engagement=None, frameworks=(), as_of=TODAY, content=b"x", change="c")
            releasing.prepare(actor=ALICE, now=NOW, today=other, head=head.read(), draft=draft)
        elif verb == "approve":
            approve(made, today=other)
        else:
            releasing.withdraw(actor=ALICE, now=NOW, today=other, release=made.id, because="x")


def test_the_table_itself_refuses_a_preparer_who_approves(programme: Home) -> None:
    made = prepare()
    with recording(), pytest.raises(IntegrityError):
        ReleaseRow.objects.filter(pk=made.id).update(approved_by=ALICE.id)
