"""What an erasure does to the audits is computed when it is asked for, and stands in the entry."""

from tests.app.conftest import viewer
from tests.app.programme.erasing.conftest import TODAY, done
from tests.app.programme.ready import DONE

from dualtrack.app.evidence.models import EvidenceRow
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.erasing import services
from dualtrack.app.programme.erasing.services import Asked
from dualtrack.app.programme.queries import snapshot
from dualtrack.domain.ledger.erasure import Ground, Target
from dualtrack.domain.programme.readiness import assess


def of(row: EvidenceRow) -> Asked:
    """By order."""
    return Asked(
        target=Target.FILE,
        subject=row.artifact["sha256"],
        ground=Ground.ORDER,
        legal_basis="Order 7",
        reason="As ordered.",
    )


def test_both_audits_are_told_and_what_was_told_comes_true(ready: Home, tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415 - for this test alone

    now, today = DONE, DONE.date()
    out = Path(str(tmp_path)) / "soc2.zip"
    made = packages.make(viewer("alice"), kind="soc2", out=out, now=now, today=today).made
    row = EvidenceRow.objects.filter(title__startswith="quarterly").order_by("pk")[0]
    asked = services.ask(viewer("alice"), now=now, today=today, asked=of(row))
    told = {effect.framework: effect for effect in asked.effects}
    assert set(told) == {"soc2", "iso27001"}
    assert all(effect.is_open for effect in asked.effects)
    assert told["soc2"].packages == (made.id,)
    assert told["iso27001"].packages == ()
    assert told["soc2"].after < told["soc2"].before
    assert told["soc2"].changed
    before = {r.id: r.status.value for r in assess(snapshot(viewer("alice")), today).requirements}
    services.carry_out(viewer("charlie"), now=now, today=today, request=asked.id)
    judged = assess(snapshot(viewer("alice")), today)
    for framework, effect in told.items():
        found = judged.of(framework)
        assert found is not None
        assert found.readiness == effect.after
        changed = [
            f"{r.id} {before[r.id]} {r.status.value}"
            for r in judged.requirements
            if r.framework == framework and before[r.id] != r.status.value
        ]
        assert tuple(changed) == effect.changed


def test_the_readiness_of_a_day_before_stays_what_it_was(ready: Home) -> None:
    from datetime import timedelta  # noqa: PLC0415 - for this test alone

    day = DONE.date() - timedelta(days=1)
    before = assess(snapshot(viewer("alice")), day)
    row = EvidenceRow.objects.filter(title__startswith="quarterly").order_by("pk")[0]
    done(of(row), DONE)
    assert assess(snapshot(viewer("alice")), day) == before


def test_looking_first_records_nothing(ready: Home) -> None:
    from dualtrack.app.ledger import head  # noqa: PLC0415 - for this test alone

    row = EvidenceRow.objects.order_by("pk")[0]
    size = head.read().size
    found = services.foresee(viewer("ivy"), today=DONE.date(), asked=of(row))
    assert (found.what.blobs, head.read().size) == ((row.artifact["sha256"],), size)
    assert found.free_from is None
    assert DONE.date() > TODAY
