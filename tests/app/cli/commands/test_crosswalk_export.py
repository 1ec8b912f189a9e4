"""`crosswalk`: written whole in each form, as the home holds it, narrowed by status, on any day."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from tests.app.conftest import SETUP, TODAY, Run
from tests.catalogues.files import FRAMEWORK, write
from tests.catalogues.oscal.schema import faults
from tests.conftest import NOW
from tests.domain.frameworks.pairs import pair

from dualtrack.app.ledger.home import Home
from dualtrack.app.mappings import services
from dualtrack.catalogues.crosswalk_any import read_pairs
from dualtrack.catalogues.loader import load_library
from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.ledger.actor import Actor

THEIRS = pair(origin="their file", rationale="As they see it.", strength=4)
SUFFIXES = {"csv": "csv", "json": "json", "oscal": "json", "xlsx": "xlsx"}


@pytest.mark.parametrize("wanted", SUFFIXES)
def test_each_form_is_written_whole_and_read_back(cli: Run, tmp_path: Path, wanted: str) -> None:
    out = tmp_path / f"pairs.{SUFFIXES[wanted]}"
    done = cli("crosswalk", "--format", wanted, "--out", out, "--json")
    library = load_library()
    assert done.json["pairs"] == len(library.crosswalk.mappings)
    assert done.json["bytes"] == out.stat().st_size
    placed, problems = read_pairs(out, library.catalogue)
    assert problems == ()
    assert tuple(m for m, _ in placed) == library.crosswalk.mappings
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_oscal_on_standard_output_is_valid(cli: Run) -> None:
    done = cli("crosswalk", "soc2:CC6.2", "--to", "iso27001", "--format", "oscal")
    assert faults(json.loads(done.out)) == []


def test_a_home_shows_what_it_decided_and_its_candidates(cli: Run, programme: Home) -> None:
    (entered,) = services.enter(actor=SETUP, now=NOW, today=TODAY, mappings=[THEIRS])
    (waiting,) = cli("crosswalk", "--status", "candidate", "--json").json["mappings"]
    assert (waiting["rationale"], waiting["status"]) == ("As they see it.", "candidate")
    accepted = {"actor": Actor("person:charlie", "ui"), "now": NOW, "today": TODAY}
    services.decide(**accepted, decisions=[entered.id], to=MappingStatus.ACCEPTED)  # type: ignore[arg-type]  # as named
    call = ("crosswalk", "soc2:CC6.2", "--to", "iso27001", "--json")
    held = {m["target"]: m for m in cli(*call).json["mappings"]}
    shipped = {m["target"]: m for m in cli(*call, "--shipped").json["mappings"]}
    assert held["iso27001:A.5.18"]["strength"] == 4
    assert shipped["iso27001:A.5.18"]["strength"] == 8
    assert cli("crosswalk", "--status", "candidate", "--json").json == {"mappings": []}
    before = {m["target"]: m for m in cli(*call, "--as-of", "2026-03-01").json["mappings"]}
    assert before["iso27001:A.5.18"] == shipped["iso27001:A.5.18"]


def test_reach_follows_what_the_home_decided(cli: Run, programme: Home) -> None:
    call = ("crosswalk", "soc2:CC6.2", "--reach", "--to", "iso27001", "--json")

    def partners(*more: str) -> set[str]:
        return {r["requirement"] for r in cli(*call, *more).json["reach"][0]["reached"]}

    ours = load_library().crosswalk.between("soc2:CC6.2", "iso27001:A.5.18")
    assert ours is not None
    services.reject_ours(
        actor=Actor("person:charlie", "ui"), now=NOW, today=TODAY, ours=ours, reason="not for us"
    )
    assert partners("--shipped") - partners() == {"iso27001:A.5.18"}


def test_an_own_folder_counts_without_a_home_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUALTRACK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "own/frameworks/acme.toml", FRAMEWORK)
    known = "--to hipaa: no such framework; expected of: iso27001, iso42001, soc2"
    assert run("crosswalk", "--to", "hipaa", "--json").error["message"] == known
    own = settings.DUALTRACK.model_copy(update={"frameworks": tmp_path / "own"})
    monkeypatch.setattr(settings, "DUALTRACK", own)
    assert run("crosswalk", "--to", "hipaa", "--json").error["message"] == f"{known}, acme"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            "--out x.csv",
            "options_contradict",
            "--out needs a --format; expected one of csv, json, oscal, xlsx",
        ),
        (
            "--reach --status accepted",
            "options_contradict",
            "--reach is printed as table or json; leave --out, --status and other formats out",
        ),
        (
            "--shipped --as-of 2026-01-01",
            "options_contradict",
            "--as-of and --known-at ask what a home held then; give one with --home",
        ),
        (
            "--format csv --out no/x.csv",
            "usage",
            "Invalid value for --out: no/x.csv: its folder does not exist",
        ),
        (
            "soc2:CC6.2 --to soc2 --format oscal",
            "nothing_fits",
            "nothing to write: no pair fits what was asked for",
        ),
        (
            "--status candidate --format xlsx --out x.xlsx",
            "nothing_fits",
            "nothing to write: no pair fits what was asked for",
        ),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("crosswalk", *words.split(), "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["message"].startswith(said)
    assert not list(tmp_path.glob("x.*"))
