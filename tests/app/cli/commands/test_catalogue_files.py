"""`catalogues import` and `export`: a catalog taken in whole or not at all, frameworks and controls given."""

import json
from pathlib import Path

import pytest
from tests.app.conftest import Run
from tests.catalogues.oscal.schema import faults
from tests.catalogues.oscal.test_catalogs_in import CONTROL, GONE, catalog

from dualtrack.catalogues.check import check
from dualtrack.catalogues.loader import load_library


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    file = tmp_path / "theirs.json"
    file.write_text(catalog(CONTROL, GONE))
    return file


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a home."""
    monkeypatch.delenv("DUALTRACK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_catalog_is_taken_in_and_passes_the_check(run: Run, away: Path, theirs: Path) -> None:
    done = run("catalogues", "import", theirs, "--into", away / "own", "--key", "mine", "--json")
    assert done.json == {
        "framework": "mine",
        "requirements": 2,
        "texts": 1,
        "withdrawn": ["ac-9"],
        "dry_run": False,
        "files": [str(away / "own/frameworks/mine.toml"), str(away / "own/texts/mine.csv")],
    }
    assert check(away / "own").problems == ()
    assert load_library(away / "own").texts["mine:ac-1"].startswith("a. Write a policy.")


def test_a_dry_run_writes_nothing(run: Run, away: Path, theirs: Path) -> None:
    done = run("catalogues", "import", theirs, "--into", away / "own", "--key", "mine", "--dry-run")
    assert done.out.splitlines()[0] == f"would write {away / 'own/frameworks/mine.toml'}"
    assert done.out.splitlines()[2] == "2 requirements, 1 texts; 1 withdrawn by the catalog and left out"
    assert not (away / "own").exists()


def test_what_is_there_is_kept_unless_it_may_be_replaced(run: Run, away: Path, theirs: Path) -> None:
    call = ("catalogues", "import", theirs, "--into", away / "own", "--key", "mine")
    assert run(*call).code == 0
    file = away / "own/frameworks/mine.toml"
    before = file.read_bytes()
    again = run(*call, "--json")
    listed = f"{file}, {away / 'own/texts/mine.csv'}"
    assert (again.code, again.error["code"], again.error["file"]) == (2, "exists", str(file))
    assert again.error["message"] == f"{listed}: is there already; write over it with --replace"
    theirs.write_text(catalog({"id": "x-1", "title": "Another"}))
    assert file.read_bytes() == before
    assert run(*call, "--replace").code == 0
    assert b"mine:x-1" in file.read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("--key soc2", "key_taken", "soc2: is the key of SOC 2 Trust Services Criteria 2017, which we ship;"),
        ("--key SOC", "nothing_readable", "nothing was imported; {file}: metadata: key: 'SOC' is no key;"),
    ],
)
def test_a_key_that_cannot_be_taken_is_told(
    run: Run, away: Path, theirs: Path, words: str, code: str, said: str
) -> None:
    done = run("catalogues", "import", theirs, "--into", away / "own", *words.split(), "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["message"].startswith(said.format(file=theirs))
    assert not (away / "own").exists()


def test_a_file_that_is_not_there_is_told(run: Run, away: Path) -> None:
    done = run("catalogues", "import", away / "no.json", "--into", away / "own", "--json")
    assert done.code == 2
    assert f"{away / 'no.json'}: there is no such file" in done.error["message"]


def test_a_framework_is_given_out_in_each_form(run: Run, away: Path) -> None:
    for wanted in ("oscal", "toml", "csv"):
        out = away / f"iso.{wanted}"
        done = run("catalogues", "export", "iso27001", "--format", wanted, "--out", out, "--json")
        assert done.json == {
            "what": "iso27001",
            "format": wanted,
            "out": str(out),
            "bytes": out.stat().st_size,
        }
    assert faults(json.loads((away / "iso.oscal").read_text())) == []
    assert (away / "iso.toml").read_text().startswith('key = "iso27001"\n')
    assert (away / "iso.csv").read_text().count("\n") >= 124


def test_a_home_gives_its_scope_as_a_profile_and_its_controls_as_components(cli: Run, tmp_path: Path) -> None:
    assert cli("catalogues", "export", "soc2", "--in-scope", "--out", tmp_path / "p.json").code == 0
    profile = json.loads((tmp_path / "p.json").read_text())
    assert faults(profile) == []
    (chosen,) = profile["profile"]["imports"][0]["include-controls"]
    assert "soc2_CC6.1" in chosen["with-ids"]
    assert "soc2_P1.1" not in chosen["with-ids"]
    assert cli("catalogues", "export", "controls", "--out", tmp_path / "c.json").code == 0
    components = json.loads((tmp_path / "c.json").read_text())
    assert faults(components) == []
    assert components["component-definition"]["metadata"]["title"].startswith("Controls of ")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("hipaa --out x", "unknown_framework", "hipaa: no such framework; expected of: "),
        (
            "soc2 --in-scope --out x",
            "options_contradict",
            "--in-scope asks what a programme runs; give its home with --home",
        ),
        (
            "controls --format csv --out x",
            "options_contradict",
            "controls: is written as oscal only; leave --format csv out",
        ),
        ("soc2 --out no/x", "usage", "Invalid value for --out: no/x: its folder does not exist"),
        ("soc2 --out .", "usage", "Invalid value for --out: .: is a folder; give a file"),
    ],
)
def test_a_wrong_export_is_told_and_writes_nothing(
    run: Run, away: Path, words: str, code: str, said: str
) -> None:
    done = run("catalogues", "export", *words.split(), "--json")
    assert (done.code, done.error["code"]) == (2, code)
    assert done.error["message"].startswith(said)
    assert list(away.iterdir()) == []
