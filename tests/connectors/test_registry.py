"""Connectors are found by name and by content."""

from pathlib import Path

import pytest

from dualtrack.connectors.registry import CONNECTORS, Sniffed, connector, sniff

FIXTURES = Path(__file__).parent / "fixtures"


def test_connectors_have_names_of_their_own() -> None:
    names = [each.NAME for each in CONNECTORS]
    assert len(names) == len(set(names))
    assert all(name == connector(name).NAME for name in names)


def test_an_unknown_name_says_which_there_are() -> None:
    with pytest.raises(KeyError, match="no connector 'nessus'; there are: prowler"):
        connector("nessus")


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    for name, format_name in (("scan-v5.ocsf.json", "prowler-ocsf"), ("scan-v2.csv", "prowler-csv-v2")):
        other = tmp_path / f"{name}.txt"
        other.write_bytes((FIXTURES / name).read_bytes())
        assert sniff(other) == Sniffed(connector="prowler", format=format_name)
    (tmp_path / "other.ocsf.json").write_text("not what it is called")
    assert sniff(tmp_path / "other.ocsf.json") is None
