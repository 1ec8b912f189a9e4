"""A release: its versions, how far it has come, who is shown it, and what its approval is bound to."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.audits.releases.examples import DAY, SOA, approved, release
from tests.each import each

from dualtrack.domain.audits.engagement import Engagement, EngagementKind
from dualtrack.domain.audits.releases.release import (
    Release,
    ReleasedFile,
    State,
    disclosed_to,
    in_force,
    in_series,
    next_version,
    number_of,
    series_of,
    state_of,
    waiting,
)
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.revision import approved as with_approval
from dualtrack.domain.ledger.revision import revision_digest, revision_refusal

INGRID, MARA = Actor("person:ingrid", "ui"), Actor("person:mara", "ui")
FILE = ReleasedFile(format="pdf", filename="soa-1.0.pdf", sha256="0c" * 32, size=10)


def withdrawn(held: Release) -> Release:
    return attrs.evolve(held, withdrawn_by="person:mara", withdrawn_on=DAY, withdrawn_because="wrong scope")


@each(
    ("versions", "minor", "major"),
    [
        ((), "1.0", "1.0"),
        (("1.0",), "1.1", "2.0"),
        (("1.9", "1.10"), "1.11", "2.0"),
        (("1.3", "2.0"), "2.1", "3.0"),
    ],
)
def test_versions_count_up(versions: tuple[str, ...], minor: str, major: str) -> None:
    held = [approved(v) for v in versions]
    assert (next_version(held), next_version(held, major=True)) == (minor, major)


def test_the_number_of_a_withdrawn_version_is_not_used_again() -> None:
    assert next_version([approved("1.0"), withdrawn(release("1.1"))]) == "1.2"


@each("version", ["", "1", "0.1", "1.01", "v1.0", "1.0.0", "1.x", "1.0 "])
def test_another_spelling_of_a_version_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=r"^version .*: expected major\.minor, such as 1\.0$"):
        number_of(version)


def test_how_far_a_version_has_come() -> None:
    old, new, open_one = approved("1.9"), approved("1.10"), release("1.11")
    held = (open_one, old, new)
    assert [state_of(r, held) for r in held] == [State.WAITING, State.SUPERSEDED, State.RELEASED]
    assert in_force(held, SOA) == new
    assert waiting(held, SOA) == open_one
    assert in_series(held, SOA) == (open_one, new, old)


def test_a_withdrawn_version_does_not_bring_the_one_before_back() -> None:
    held = (approved("1.0"), withdrawn(approved("1.1")))
    assert [state_of(r, held) for r in held] == [State.SUPERSEDED, State.WITHDRAWN]
    assert in_force(held, SOA) is None


def test_a_withdrawn_draft_waits_no_more_and_supersedes_nothing() -> None:
    held = (approved("1.0"), withdrawn(release("1.1")))
    assert [state_of(r, held) for r in held] == [State.RELEASED, State.WITHDRAWN]
    assert waiting(held, SOA) is None
    assert in_force(held, SOA) == held[0]


def test_each_cut_is_a_series_of_its_own() -> None:
    whole, cut = (
        approved("1.0", document="control-matrix"),
        approved("2.0", document="control-matrix", engagement="soc2-type2-1", frameworks=("soc2",)),
    )
    assert (whole.series, cut.series) == ("control-matrix", "control-matrix/soc2-type2-1")
    assert series_of("control-matrix", "soc2-type2-1") == cut.series
    assert state_of(whole, (whole, cut)) is State.RELEASED


def test_it_is_of_the_present_when_it_is_about_the_day_of_its_preparation() -> None:
    assert release().of_the_present
    assert not release(as_of=DAY - timedelta(days=1)).of_the_present


def engagement(kind: EngagementKind, key: str = "e-1") -> Engagement:
    return Engagement(id=key, kind=kind, title="t", firm="f", period="p", opened_on=date(2027, 1, 4))


@each(
    ("held", "shown"),
    [
        (approved(), True),
        (release(), False),
        (approved(engagement="e-1"), True),
        (approved(engagement="e-2"), False),
        (approved(frameworks=("soc2", "iso27001")), False),
        (approved(frameworks=("soc2",)), False),
        (withdrawn(approved()), True),
        (withdrawn(release()), False),
    ],
)
def test_an_auditor_is_shown_what_was_approved_and_is_about_their_audit_alone(
    held: Release, shown: bool
) -> None:
    assert disclosed_to(held, engagement(EngagementKind.ISO_STAGE1)) is shown


def test_files_and_a_withdrawal_are_no_part_of_what_was_approved() -> None:
    read = release()
    done = attrs.evolve(with_approval(read, by=INGRID, on=DAY), files=(FILE,))
    assert revision_digest(done) == revision_digest(read)
    assert revision_digest(withdrawn(done)) == revision_digest(read)


@given(
    st.sampled_from(["content", "change", "version", "prepared_by", "head_root", "document", "replaces"]),
    st.text(min_size=1, max_size=8),
)
def test_a_later_revision_of_anything_that_was_read_voids_the_approval(field: str, said: str) -> None:
    read = release()
    later = attrs.evolve(read, **{field: said})
    if later != read:
        assert revision_refusal(later, approver=INGRID, seen=revision_digest(read)) is Refusal.CHANGED


def test_the_preparer_cannot_approve_and_nobody_twice() -> None:
    assert revision_refusal(release(), approver=MARA, seen=None) is Refusal.SAME_PERSON
    assert revision_refusal(approved(), approver=INGRID, seen=None) is Refusal.NOT_WAITING


def test_it_is_recorded_whole() -> None:
    held = withdrawn(attrs.evolve(approved("1.1", replaces="1.0", engagement="e-1"), files=(FILE,)))
    assert decode("release", 1, encode(held)) == held
    assert (held.file("pdf"), held.file("docx")) == (FILE, None)
