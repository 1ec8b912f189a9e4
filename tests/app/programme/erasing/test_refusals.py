"""Every reason not to erase, in its exact words; nothing is written and nothing leaves."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from attrs import evolve
from tests.app.conftest import viewer
from tests.app.entries import refused
from tests.app.evidence.sources import finding, write
from tests.app.programme.erasing.conftest import LEAD, TODAY, Add, asked, done, of_file, request
from tests.conftest import NOW

from dualtrack.app.accounts.services import leave
from dualtrack.app.audits.models import EngagementRow
from dualtrack.app.controls import services as controls
from dualtrack.app.evidence.models import EvidenceRow, RunRow
from dualtrack.app.ledger import queries
from dualtrack.app.ledger.blobs import blob_store
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.services import record
from dualtrack.app.programme.erasing import holds, services
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.ledger.hold import Covers

ENDED, SUBJECT = Ground.RETENTION_ENDED, Ground.DATA_SUBJECT


def test_a_reason_and_a_legal_basis(add: Add) -> None:
    item = add()
    name = item.artifact.sha256
    with refused(
        "erasure_needs_a_reason", f"{name}: say why it is to be erased; name nobody, the reason stays"
    ):
        request(of_file(item, reason=" "))
    with refused(
        "erasure_needs_a_legal_basis",
        f"{name}: name the legal basis, such as the end of retention by your policy, GDPR Art. 17(1)(a), or"
        " the order and its court",
    ):
        request(of_file(item, legal_basis=" "))


def test_an_open_audit_that_uses_it(add: Add) -> None:
    item = add()
    words = (
        f"{item.artifact.sha256}: an audit that is open uses it (iso27001-stage1-1, soc2-type2-1); after its"
        " close it is kept 7 years. For a right of the person, put a redacted file in its place; an order of"
        " a court or an authority goes before"
    )
    for ground in (ENDED, SUBJECT):
        with refused("used_by_an_open_audit", words):
            request(of_file(item, ground))


def test_a_floor_that_has_not_ended(add: Add, closed: None, later: datetime) -> None:
    item = add()
    soon = datetime(2033, 12, 30, 9, tzinfo=later.tzinfo)
    with refused(
        "retention_has_not_ended",
        f"{item.artifact.sha256}: is kept until 2033-12-31 (ISO/IEC 17021-1 9.1.3; own judgement, decision"
        " 0015) and can be erased from that day on; sooner only for a right of the person whom it is about,"
        " or an order, which then has to be named",
    ):
        request(of_file(item, ENDED), soon)
    made = request(of_file(item, SUBJECT), soon)
    assert made.kept_until == date(2033, 12, 31)
    services.decline(viewer("charlie"), now=soon, today=soon.date(), request=made.id, because="no")
    assert done(of_file(item, ENDED), later).erasure.blobs == (item.artifact.sha256,)


def test_a_hold_bars_and_bars_no_more_once_it_is_lifted(add: Add) -> None:
    item = add()
    hold = holds.set_hold(
        viewer("alice"), now=NOW, today=TODAY, covers=Covers.CONTROL, subject="AC-02", reason="case 12/2026"
    )
    with refused(
        "erasure_is_held",
        f"{item.artifact.sha256}: the legal hold {hold.id} of 2026-03-02 covers it (case 12/2026); nothing"
        " under it is erased until it is lifted",
    ):
        request(of_file(item))
    holds.lift(viewer("charlie"), now=NOW, today=TODAY, hold=hold.id, because="settled")
    assert request(of_file(item)).waits


def test_a_hold_that_is_set_while_a_request_waits_bars_it(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    holds.set_hold(viewer("alice"), now=NOW, today=TODAY, covers=Covers.EVERYTHING, reason="case 13")
    hold = queries.of_kind("legal_hold").__next__().object.partition("/")[2]
    with refused(
        "erasure_is_held",
        f"{item.artifact.sha256}: the legal hold {hold} of 2026-03-02 covers it (case 13); nothing under it"
        " is erased until it is lifted",
    ):
        services.carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)
    assert blob_store().exists(item.artifact.sha256)
    assert made.waits


def test_somebody_who_has_not_left(programme: Home) -> None:
    with refused(
        "person_has_not_left", "bob: has not left; record the day first with: dualtrack people leave bob"
    ):
        request(asked(Target.PERSON, "bob"))


@pytest.mark.parametrize(
    ("target", "subject", "code", "words"),
    [
        (
            Target.FILE,
            "ab" * 32,
            "unknown_file",
            f"{'ab' * 32}: no entry names such a file; give its SHA-256 as 64 lower hex digits",
        ),
        (
            Target.ENTRY,
            "99999",
            "unknown_entry",
            "99999: no such entry; give its position in the ledger, such as 41",
        ),
        (
            Target.ENTRY,
            "-1",
            "unknown_entry",
            "-1: no such entry; give its position in the ledger, such as 41",
        ),
        (
            Target.ENTRY,
            "9" * 30,
            "unknown_entry",
            f"{'9' * 30}: no such entry; give its position in the ledger, such as 41",
        ),
        (
            Target.PERSON,
            "zoe",
            "unknown_person",
            "zoe: no such person; list them with: dualtrack people list",
        ),
    ],
)
def test_what_is_not_there(programme: Home, target: Target, subject: str, code: str, words: str) -> None:
    with refused(code, words):
        request(asked(target, subject))


def test_evidence_that_is_not_there(programme: Home) -> None:
    with refused("unknown_evidence", "ev_x: no such evidence; ids look like ev_4k0c and stand on its page"):
        services.file_of("ev_x")


def test_entries_that_do_not_leave_by_themselves(add: Add) -> None:
    place = {e.object: e.seq for e in queries.entries()}
    with refused(
        "entry_stands",
        f"entry {place['control/AC-02']}: is what control/AC-02 is now; record what it is to be instead, then"
        " the earlier entry can be erased",
    ):
        request(asked(Target.ENTRY, place["control/AC-02"]))
    with refused(
        "personal_entries_leave_together",
        f"entry {place['person_details/bob']}: holds personal fields, which leave together; ask for the"
        " person instead",
    ):
        request(asked(Target.ENTRY, place["person_details/bob"]))
    first = place["organisation/organisation"]
    row_again = evolve(_organisation(), name="Acme & Sons")
    record(row_again, actor=LEAD, now=NOW, action="organisation.change")
    with refused(
        "never_erased",
        f"{first}: keeps the record itself (a key, an anchor, a package given out, a hold or an erasure) and"
        " never leaves",
    ):
        request(asked(Target.ENTRY, first))


def _organisation() -> object:
    from dualtrack.app.programme.queries import organisation  # noqa: PLC0415 - for this test alone

    return organisation()


def test_a_document_that_is_in_force(programme: Home) -> None:
    made = controls.add_document(
        actor=LEAD,
        now=NOW,
        title="Access policy",
        kind=DocumentKind.POLICY,
        controls=("AC-02",),
        content=BytesIO(b"v1"),
    )
    controls.approve_document(actor=viewer("charlie").actor, now=NOW, today=TODAY, document=made.id)
    with refused(
        "document_is_in_force",
        f"{made.sha256}: is version 1 of {made.id}, which is in force; put a newer version into force first",
    ):
        request(asked(Target.FILE, made.sha256))
    second = controls.add_document(
        actor=LEAD,
        now=NOW,
        title="Access policy",
        kind=DocumentKind.POLICY,
        controls=("AC-02",),
        content=BytesIO(b"v2"),
    )
    controls.approve_document(actor=viewer("charlie").actor, now=NOW, today=TODAY, document=second.id)
    done(asked(Target.FILE, made.sha256))
    assert not blob_store().exists(made.sha256)


def test_the_results_that_readiness_counts(cli: Callable[..., object], tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415 - for this test alone

    cli("observe", write(Path(str(tmp_path)) / "s.ocsf.json", finding(1, NOW)))
    run = RunRow.objects.get()
    with refused(
        "results_are_counted",
        f"{run.parquet_sha256}: holds the results of run {run.pk} that readiness counts; without them"
        " failures would be gone too. Erase the file as it was received instead",
    ):
        request(asked(Target.FILE, run.parquet_sha256))
    done(asked(Target.FILE, run.original_sha256))
    assert not blob_store().exists(run.original_sha256)
    again = cli("observe", Path(str(tmp_path)) / "s.ocsf.json", "--json")
    assert "does not come back" in again.json["error"]["message"]  # type: ignore[attr-defined]  # what a call gave
    assert not blob_store().exists(run.original_sha256)


def test_a_redacted_file_that_does_not_stand_for_it(add: Add) -> None:
    item = add()
    other = add(b"other days", covers_from=date(2026, 2, 1), covers_to=date(2026, 2, 2), performed_on=None)
    elsewhere = add(b"other control", controls=("AC-03",))
    for replacement, code, words in (
        (
            item.id,
            "redaction_is_the_original",
            f"{item.id}: has the same bytes as {item.id}; give a redacted file",
        ),
        (
            other.id,
            "redaction_covers_other_days",
            f"{other.id}: does not cover the days that {item.id} covers",
        ),
        (
            elsewhere.id,
            "redaction_serves_other_controls",
            f"{elsewhere.id}: does not serve every control that {item.id} serves",
        ),
        (
            "ev_none",
            "redaction_stands_for_nothing",
            f"{item.artifact.sha256}: ev_none cannot take its place; a redacted file takes the place of"
            " evidence alone",
        ),
    ):
        with refused(code, words):
            request(of_file(item, SUBJECT, replacement=replacement))


def test_a_refused_request_leaves_no_redacted_file_behind(add: Add) -> None:
    item = add()
    holds.set_hold(viewer("alice"), now=NOW, today=TODAY, covers=Covers.EVERYTHING, reason="case 13")
    names = set(blob_store().names())
    put = services.Redacted(content=BytesIO(b"redacted"), filename="r.txt")
    with pytest.raises(services.RefusedError, match="erasure_is_held"):
        services.ask(viewer("alice"), now=NOW, today=TODAY, asked=of_file(item, SUBJECT), redacted=put)
    assert set(blob_store().names()) == names
    assert EvidenceRow.objects.count() == 1


def test_an_audit_that_was_opened_since_it_was_asked_for(add: Add) -> None:
    item = add()
    made = request(of_file(item))
    first = EngagementRow.objects.order_by("pk")[0].to_value()
    record(evolve(first, id="iso27001-stage1-2"), actor=LEAD, now=NOW, action="engagement.open")
    with refused(
        "erasure_has_another_effect_now",
        f"{made.id}: iso27001-stage1-2 uses it since, or was opened; decline it, and ask again",
    ):
        services.carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)


def test_what_it_names_has_changed_since(programme: Home) -> None:
    from dualtrack.app.accounts.models import PersonDetailsRow  # noqa: PLC0415 - for this test alone

    leave(actor=LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
    made = request(asked(Target.PERSON, "bob"))
    details = evolve(PersonDetailsRow.objects.get(pk="bob").to_value(), name="Bob B.")
    record(details, actor=LEAD, now=NOW, action="person.change")
    with refused(
        "erasure_takes_something_else_now",
        f"{made.id}: what it names has changed since it was asked for; decline it, and ask again",
    ):
        services.carry_out(viewer("charlie"), now=NOW, today=TODAY, request=made.id)


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (
            {"covers": Covers.EVERYTHING, "reason": " "},
            "hold_needs_a_reason",
            "say why it is held; name nobody, the reason stays",
        ),
        (
            {"covers": Covers.OBJECT, "reason": "r"},
            "hold_needs_what_it_covers",
            "say which object (such as evidence/ev_4k0c) or which control it covers",
        ),
        (
            {"covers": Covers.PERIOD, "reason": "r", "first": TODAY},
            "hold_needs_its_days",
            "say from which day to which day it covers",
        ),
        (
            {"covers": Covers.PERIOD, "reason": "r", "first": TODAY, "last": date(2026, 3, 1)},
            "hold_ends_before_it_begins",
            "the hold would cover 2026-03-02 to 2026-03-01, which ends before it begins",
        ),
        (
            {"covers": Covers.CONTROL, "reason": "r", "subject": "ZZ-99"},
            "unknown_control",
            "ZZ-99: no such control in this programme; list them with: dualtrack status",
        ),
        (
            {"covers": Covers.OBJECT, "reason": "r", "subject": "evidence/none"},
            "unknown_object",
            "evidence/none: no entry is about it; expected KIND/ID, such as evidence/ev_4k0c",
        ),
    ],
)
def test_a_hold_that_cannot_be_set(programme: Home, given: dict[str, object], code: str, words: str) -> None:
    with refused(code, words):
        holds.set_hold(viewer("alice"), now=NOW, today=TODAY, **given)  # type: ignore[arg-type]  # of the case


def test_a_hold_that_cannot_be_lifted(programme: Home) -> None:
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - for this test alone

    hold = holds.set_hold(viewer("ada"), now=NOW, today=TODAY, covers=Covers.EVERYTHING, reason="case 13").id
    with refused("lifting_needs_a_reason", f"{hold}: say why it is lifted"):
        holds.lift(viewer("charlie"), now=NOW, today=TODAY, hold=hold, because="")
    with refused("unknown_hold", "hld_x: no such hold; list them with: dualtrack hold list"):
        holds.lift(viewer("charlie"), now=NOW, today=TODAY, hold="hld_x", because="r")
    at_the_desk = evolve(viewer("charlie"), actor=Actor("person:charlie", "cli:root@host"))
    with refused(
        "hold_is_lifted_by_a_person",
        f"{hold}: only a named person who signed in lifts a hold; sign in on the pages, at"
        " /integrity/retention/",
    ):
        holds.lift(at_the_desk, now=NOW, today=TODAY, hold=hold, because="r")
    holds.lift(viewer("charlie"), now=NOW, today=TODAY, hold=hold, because="settled")
    with refused("hold_is_lifted_already", f"{hold}: is lifted already"):
        holds.lift(viewer("charlie"), now=NOW, today=TODAY, hold=hold, because="r")


def test_a_departure_that_cannot_be_recorded(programme: Home) -> None:
    tomorrow = date(2026, 3, 3)
    with refused(
        "leaves_on_a_day_to_come",
        "bob: 2026-03-03 lies after today (2026-03-02); give the day once it has come",
    ):
        leave(actor=LEAD, now=NOW, today=TODAY, person="bob", on=tomorrow)
    with refused("unknown_person", "zoe: no such person; list them with: dualtrack people list"):
        leave(actor=LEAD, now=NOW, today=TODAY, person="zoe", on=TODAY)
    leave(actor=LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
    with refused("has_left_already", "bob: left on 2026-03-02 already"):
        leave(actor=LEAD, now=NOW, today=TODAY, person="bob", on=TODAY)
