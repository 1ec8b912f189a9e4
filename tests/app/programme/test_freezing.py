"""In which package and which released document an entry is frozen, by then, for whom."""

from datetime import timedelta
from pathlib import Path

from tests.app.conftest import viewer
from tests.app.programme.conftest import take
from tests.app.programme.deliverables.test_releases import (
    NOW,
    TODAY,
    approve,
    ask_for,
    exclude,
    prepare,
)
from tests.app.programme.ready import DONE, LEAD

from dualtrack.app.controls import services as controls
from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.app.programme.deliverables import releases
from dualtrack.app.programme.erasing.services import carry_out
from dualtrack.app.programme.histories import History, history_of
from dualtrack.app.programme.history_words import frozen_text, untold_text
from dualtrack.app.programme.queries import limit_of, snapshot
from dualtrack.domain.ledger.revision import revision_digest

FIRST, SECOND = "applicability/iso27001:A.8.30~1", "applicability/iso27001:A.8.30~2"


def told(name: str, until: object = None, who: str = "alice") -> History:
    kind, _, key = name.partition("/")
    found = history_of(viewer(who), snapshot(viewer("alice"), NOW), kind, key, until)  # type: ignore[arg-type]  # an instant or None
    assert found is not None
    return found


def frozen(name: str, until: object = None, who: str = "alice") -> list[list[str]]:
    return [[one.id for one in each.frozen_in] for each in told(name, until, who).revisions]


def test_a_decision_is_frozen_in_the_releases_that_show_it_and_in_no_other(ready: Home) -> None:
    one = approve(prepare())
    exclude()
    assert frozen(FIRST) == [[one.id]]
    assert frozen(SECOND) == [[]], "it came after the head"
    two = approve(prepare(change="A.8.30 excluded."))
    assert frozen(FIRST) == [[one.id]], "another decision stood by then"
    assert frozen(SECOND) == [[two.id]]
    (kept,) = told(SECOND).revisions[0].frozen_in
    assert (kept.kind, kept.name, kept.version) == ("document", "statement-of-applicability", "1.1")
    assert (kept.size, kept.root, kept.on) == (two.head_size, two.head_root, TODAY)
    assert frozen_text(kept) == (
        f"frozen in Statement of Applicability 1.1, released on 2026-07-06 at ledger head {two.head_size}"
    )


def test_only_the_state_at_the_head_is_what_a_document_shows_while_a_package_holds_every_entry(
    ready: Home, tmp_path: Path
) -> None:
    done = approve(prepare())
    controls.change(actor=LEAD, now=clock.now(), control="SD-07", title="Said anew")
    made = take("iso27001-stage1", tmp_path / "p.zip").packed.made
    *earlier, last = frozen("control/SD-07")
    assert last == [made.id]
    assert earlier[-1] == [made.id, done.id]
    assert all(each == [made.id] for each in earlier[:-1])
    assert len(earlier) > 1


def test_a_version_that_waits_or_was_withdrawn_unread_freezes_nothing(ready: Home) -> None:
    waits = prepare()
    assert frozen(FIRST) == [[]]
    done = approve(waits)
    releases.withdraw(viewer("charlie"), release=done.id, now=DONE, today=TODAY, because="Wrong scope.")
    (kept,) = told(FIRST).revisions[0].frozen_in
    assert kept.withdrawn
    assert frozen_text(kept).endswith(", and withdrawn since")


def test_what_was_made_and_released_later_is_not_named(ready: Home, tmp_path: Path) -> None:
    before = limit_of(NOW)
    with clock.use(DONE + timedelta(days=30)):
        later = clock.now()
        done = releases.prepare(
            viewer("alice"),
            document="statement-of-applicability",
            now=later,
            today=later.date(),
            change="First.",
        )
        releases.approve(
            viewer("charlie"), release=done.id, now=later, today=later.date(), seen=revision_digest(done)
        )
        made = take("iso27001-stage1", tmp_path / "p.zip").packed.made
    assert frozen(FIRST, before) == [[]]
    assert frozen(FIRST, later) == frozen(FIRST) == [[made.id, done.id]]


def test_who_may_not_read_releases_and_packages_is_told_of_none(ready: Home) -> None:
    approve(prepare())
    for each in frozen("control/SD-07", who="bob"):
        assert each == []


def test_of_a_release_whose_content_was_erased_it_is_said_that_nobody_can_tell(ready: Home) -> None:
    one = approve(prepare())
    exclude()
    approve(prepare(change="A.8.30 excluded."))
    made = ask_for(one.content)
    carry_out(viewer("charlie"), now=clock.now(), today=TODAY, request=made.id, seen=revision_digest(made))
    found = told(FIRST)
    assert found.revisions[0].frozen_in == ()
    (untold,) = found.untold
    assert untold_text(untold).startswith(
        "cannot tell whether it is frozen in Statement of Applicability 1.0: blob"
        f" {one.content}: erased on 2026-07-06 by entry "
    )
    assert told(SECOND).untold == ()
