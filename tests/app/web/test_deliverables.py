"""Deliverables: documents in each format, and packages that an auditor takes and can check."""

from pathlib import Path

import pytest
from django.test import Client
from tests.app.web import world
from tests.app.web.conftest import As

from dualtrack.app.audits.models import PackageMadeRow
from dualtrack.app.ledger import checkpoints, queries
from dualtrack.documents.registry import KINDS
from dualtrack.render.package.check import check_package


def _bytes(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # of a file


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_each_document_is_given_out_in_each_format(lead: Client, name: str) -> None:
    kind = next(k for k in KINDS if k.name == name)
    for wanted in kind.formats:
        answer = lead.get(f"/deliverables/documents/{name}.{wanted}")
        assert answer.status_code == 200, wanted
        assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="EXAMPLE-{name}-')
        assert len(_bytes(answer)) > 1000


def test_of_a_past_day_documents_are_of_that_day_and_no_package_is_made(lead: Client) -> None:
    _bytes(lead.post(f"/deliverables/packages/{world.SOC2}/"))
    shown = lead.get("/deliverables/?as_of=2026-01-15")
    assert b"control-matrix.pdf?as_of=2026-01-15" in shown.content
    assert b"Make and download" not in shown.content
    assert [room.made for room in shown.context["rooms"]] == [(), ()]
    answer = lead.get("/deliverables/documents/control-matrix.json?as_of=2026-01-15")
    assert 'filename="EXAMPLE-control-matrix-2026-01-15.json"' in answer.headers["Content-Disposition"]
    _bytes(answer)


@pytest.mark.parametrize("wanted", ["no-such-document.pdf", "control-matrix.exe"])
def test_an_unknown_document_or_format_is_not_found(lead: Client, wanted: str) -> None:
    assert lead.get(f"/deliverables/documents/{wanted}").status_code == 404


def test_gates_say_what_stands_in_the_way(lead: Client) -> None:
    rooms = {room.engagement.id: room for room in lead.get("/deliverables/").context["rooms"]}
    assert list(rooms) == [world.SOC2, world.ISO]
    gates = {gate.code.value: gate for gate in rooms[world.SOC2].gates}
    assert gates["scope_approved"].passed
    assert gates["scopes_aligned"].blocking == ("asset/data", "site/office")
    assert rooms[world.SOC2].interim
    text = lead.get("/deliverables/").content.decode()
    assert text.count("INTERIM") == 2
    assert "Every control operates from the first day of the period" in text


def test_a_package_is_made_recorded_and_verifies(lead: Client, tmp_path: Path) -> None:
    answer = lead.post(f"/deliverables/packages/{world.SOC2}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="EXAMPLE-soc2.zip"'
    out = tmp_path / "soc2.zip"
    out.write_bytes(_bytes(answer))
    assert check_package(out)["intact"]
    made = PackageMadeRow.objects.get()
    assert (made.engagement, made.made_by, made.interim) == (world.SOC2, "person:lead", True)
    text = lead.get("/deliverables/").content.decode()
    assert made.sha256 in text
    assert f"checkpoint {made.checkpoint_size}" in text


def test_an_auditor_sees_their_engagement_and_no_blocking_record(signed_in: As) -> None:
    answer = signed_in("service").get("/deliverables/")
    assert [room.engagement.id for room in answer.context["rooms"]] == [world.SOC2]
    assert all(not gate.blocking for gate in answer.context["rooms"][0].gates)
    text = answer.content.decode()
    assert "Documents" not in text.split("<main")[1]
    assert "Certification" not in text


def test_an_auditor_takes_their_package_and_no_other(signed_in: As) -> None:
    client = signed_in("service")
    assert _bytes(client.post(f"/deliverables/packages/{world.SOC2}/"))[:2] == b"PK"
    assert client.post(f"/deliverables/packages/{world.ISO}/").status_code == 404
    assert [row.engagement for row in PackageMadeRow.objects.all()] == [world.SOC2]


def test_an_auditor_whose_grant_ended_is_told_that_nothing_is_open(signed_in: As) -> None:
    client = signed_in("certification")
    assert b"No engagement is open to you today." in client.get("/deliverables/").content
    assert client.post(f"/deliverables/packages/{world.ISO}/").status_code == 404


def test_it_says_what_verifying_does_not_show(lead: Client) -> None:
    text = lead.get("/deliverables/").content.decode()
    assert "python3 -I verify.py FOLDER" in text
    assert "It does not show that the records are true, complete" in text


def test_an_auditor_is_handed_the_newest_checkpoint_each_time(signed_in: As) -> None:
    checkpoints.checkpoint()
    newest = queries.newest_checkpoint()
    assert newest is not None
    page = signed_in("service").get("/deliverables/").content.decode()
    assert f'<dd class="mono">{newest.root.hex()}</dd>' in page
    assert 'href="/integrity/checkpoint/"' in page
    assert "Keep this checkpoint" not in signed_in("lead").get("/deliverables/").content.decode()
