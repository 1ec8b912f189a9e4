"""The page of a document: what each role sees and may do, what is refused in which words, what is frozen."""

import pytest
from django.test import Client
from tests.app.bare_release import MATRIX
from tests.app.entries import last, size
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.audits.models import ReleaseRow
from dualtrack.app.ledger import clock
from dualtrack.app.web.templatetags.dualtrack import shown_somewhere
from dualtrack.domain.audits.releases.release import Release
from dualtrack.domain.ledger.revision import revision_digest

PAGE = f"/deliverables/documents/{MATRIX}/"
APPROVE = f"/deliverables/releases/{world.WAITING}/approve/"
WITHDRAW = f"/deliverables/releases/{world.RELEASED}/withdraw/"
FILE = f"/deliverables/releases/{world.RELEASED}.pdf"


def held(key: str) -> Release:
    value: Release = ReleaseRow.objects.get(pk=key).to_value()
    return value


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]  # of a page


def taken(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # of a file


def test_the_list_says_what_was_released_what_waits_and_what_is_open(lead: Client) -> None:
    said = text(lead.get("/deliverables/"))
    assert "version 1.0 released on 1 Mar 2026 by Mara Manager" in said
    assert "version 1.1 waits for approval" in said
    assert "open points before a release" in said
    assert "nothing released yet" in said
    assert f'href="{PAGE}"' in said


def test_the_page_shows_versions_files_head_and_what_stands_in_the_way(lead: Client) -> None:
    said = text(lead.get(PAGE))
    assert f"Cut for {world.SOC2}" in said
    assert "First &lt;b&gt;version&lt;/b&gt;" in said
    assert held(world.RELEASED).head_root in said
    assert held(world.WAITING).content in said
    assert "Stands in the way of a release" in said
    assert "is worded as we shipped it; approve the wording, or put your own in its place." in said
    assert f'href="{FILE}"' in said


def test_a_stale_release_says_which_rows_differ(lead: Client) -> None:
    """The released matrix of this world says nothing, so every row of today came since."""
    said = text(lead.get(PAGE))
    assert "Version 1.0 is stale" in said
    assert "row went" in said
    assert "Nothing but this." in said


@pytest.mark.parametrize(
    ("person", "prepare", "approve", "withdraw"),
    [
        ("lead", True, False, True),
        ("manager", False, True, True),
        ("admin", False, False, False),
        ("internal", False, False, False),
    ],
)
def test_each_role_is_offered_what_it_may_do(
    signed_in: As, person: str, prepare: bool, approve: bool, withdraw: bool
) -> None:
    said = text(signed_in(person).get(PAGE))
    assert ("Prepare it anew" in said) is prepare
    assert ("Approve and release" in said) is approve
    assert ("Withdraw version 1.0" in said) is withdraw


def test_a_past_day_shows_what_was_so_and_offers_nothing(signed_in: As) -> None:
    said = text(signed_in("manager").get(f"{PAGE}?as_of=2026-02-20"))
    assert "None yet." in said
    for offer in ("Approve and release", "Withdraw", "Prepare"):
        assert offer not in said.split("<main")[1].replace("A version is prepared", "")


def test_a_manager_finds_what_waits_on_today(signed_in: As) -> None:
    assert f'href="{PAGE}"' in text(signed_in("manager").get("/"))
    assert "release 1.1" in text(signed_in("manager").get("/"))


def test_what_waits_can_be_read_before_it_is_approved(signed_in: As) -> None:
    answer = signed_in("manager").get(f"/deliverables/waiting/{world.WAITING}.json")
    assert "EXAMPLE-control-matrix-1.1-draft.json" in answer.headers["Content-Disposition"]
    assert b"Nothing but this, anew." in taken(answer)


def test_an_approval_that_the_records_contradict_is_refused_on_the_page(signed_in: As) -> None:
    before = size()
    answer = signed_in("manager").post(APPROVE, {"seen": revision_digest(held(world.WAITING))})
    assert "control-matrix/1.1: by now the records say otherwise; rows that differ:" in text(answer)
    assert size() == before


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_an_approval_of_something_else_is_refused(signed_in: As, seen: str) -> None:
    said = text(signed_in("manager").post(APPROVE, {"seen": seen}))
    assert "it was changed since it was shown to you; read it again before you approve it" in said


def test_an_approval_asks_who_it_is(unconfirmed: As) -> None:
    answer = unconfirmed("manager").post(APPROVE, {"seen": revision_digest(held(world.WAITING))})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert held(world.WAITING).approved_on is None


def test_a_preparation_with_open_points_is_refused_and_keeps_what_was_typed(lead: Client) -> None:
    answer = lead.post(f"{PAGE}prepare/", {"prepare-change": "New owners <named>"})
    assert "control-matrix: open points before a release:" in text(answer)
    assert "New owners &lt;named&gt;" in text(answer)
    assert "This field is required." in text(lead.post(f"{PAGE}prepare/", {}))
    assert lead.post("/deliverables/documents/nope/prepare/", {}).status_code == 404


def test_a_release_is_withdrawn_with_its_reason(signed_in: As) -> None:
    manager = signed_in("manager")
    assert "This field is required." in text(manager.post(WITHDRAW, {}))
    answer = manager.post(WITHDRAW, {"withdraw-because": "The wrong scope."})
    assert answer.headers["Location"] == PAGE
    (entry,) = last()
    assert (entry.action, entry.object, entry.reason) == (
        "release.withdraw",
        f"release/{world.RELEASED}",
        "The wrong scope.",
    )
    assert "The wrong scope." in text(manager.get(PAGE))
    said = text(signed_in("service").get("/deliverables/"))
    assert "The wrong scope." in said
    assert FILE not in said
    assert signed_in("service").get(FILE).status_code == 404


def test_an_auditor_is_shown_what_was_released_to_their_engagement(signed_in: As) -> None:
    auditor = signed_in("service")
    said = text(auditor.get("/deliverables/"))
    assert "Control matrix 1.0" in said
    assert "Mara Manager" not in said
    assert f'href="{FILE}"' in said
    assert PAGE not in said
    answer = auditor.get(FILE)
    assert (taken(answer), answer.headers["Content-Type"]) == (b"%PDF of it", "application/pdf")
    assert auditor.get(PAGE).status_code == 404
    assert auditor.get(f"/deliverables/releases/{world.WAITING}.pdf").status_code == 404
    outside = signed_in("certification")
    assert outside.get(FILE).status_code == 404
    assert "Control matrix" not in text(outside.get("/deliverables/"))


def test_a_released_file_is_served_byte_for_byte_after_the_records_changed(lead: Client) -> None:
    lead.post(
        f"/controls/{world.OWN}/deviations/",
        {"deviation-occurred_on": "2026-02-27", "deviation-description": "One more."},
    )
    assert taken(lead.get(FILE)) == b"%PDF of it"


@pytest.mark.parametrize("path", [f"{world.RELEASED}.docx", "control-matrix/9.9.pdf", "nope/1.0.pdf"])
def test_what_was_not_released_is_not_there(lead: Client, path: str) -> None:
    assert lead.get(f"/deliverables/releases/{path}").status_code == 404
    assert lead.get(f"/deliverables/waiting/nope/1.0.{'exe'}").status_code == 404


def test_the_difference_to_the_records_and_to_itself(lead: Client) -> None:
    said = text(lead.get(f"{PAGE}difference/?engagement={world.SOC2}"))
    assert "row came" in said
    assert "row went" in said
    same = text(lead.get(f"{PAGE}difference/?engagement={world.SOC2}&from=1.0&to=1.0"))
    assert "They say the same." in same
    assert "0 rows differ" in same


@pytest.mark.parametrize("query", ["?from=9.9", "?from=1.0&to=2.0", "?engagement=nope"])
def test_a_difference_of_what_is_not_there_is_not_found(lead: Client, query: str) -> None:
    assert lead.get(f"{PAGE}difference/{query}").status_code == 404
    assert lead.get("/deliverables/documents/nope/difference/").status_code == 404


def test_the_owed_list_names_the_stale_release(lead: Client) -> None:
    said = text(lead.get("/owed/?delta=released_document"))
    assert "Released documents" in said
    assert "Prepare a new version of Control matrix: 1.0 no longer says what the records say." in said
    assert "No control has it in force" not in said


def test_the_history_of_a_release_is_a_page(lead: Client) -> None:
    said = text(lead.get(f"/history/release/{world.RELEASED}/"))
    assert "approved and released" in said
    assert "release prepared" in said
    assert str(clock.now().year) in said


def test_only_facts_with_a_page_of_their_own_are_linked() -> None:
    names = ("iso27001:A.5.1", "AC-02", "CC6.1", "Contract with somebody", "ev_1", "dev_1")
    assert shown_somewhere(names) == ["iso27001:A.5.1", "AC-02", "ev_1"]
