"""The library of a home: what we ship, and an organisation's own frameworks and pairs beside it."""

from pathlib import Path

from tests.catalogues.files import FRAMEWORK, HEADER, ROW, write

from dualtrack.catalogues.loader import load_catalogue, load_crosswalk, load_library

OWN = ROW.replace("iso27001:A.5.18", "acme:G.1").replace("planned_interval", "acme_rhythm")


def told(folder: Path) -> list[str]:
    return [str(p).replace(f"{folder}/", "") for p in load_library(folder).problems]


def test_without_an_own_folder_it_is_what_we_ship() -> None:
    assert load_library().catalogue == load_catalogue().catalogue
    assert load_library().crosswalk == load_crosswalk()[0]
    assert load_library() is load_library()


def test_own_frameworks_and_pairs_stand_beside_ours(tmp_path: Path) -> None:
    write(tmp_path, "frameworks/acme.toml", FRAMEWORK)
    write(tmp_path, "crosswalks/soc2-acme.csv", HEADER + OWN.replace("One set", "Another set"))
    held = load_library(tmp_path)
    assert held.problems == ()
    assert held.catalogue.known("acme:G.1")
    assert held.crosswalk.between("acme:G.1", "soc2:CC6.2") is not None
    assert len(held.crosswalk.mappings) == len(load_crosswalk()[0].mappings) + 1


def test_pairs_of_an_own_framework_alone_may_stand_in_a_bare_folder(tmp_path: Path) -> None:
    write(tmp_path, "acme.toml", FRAMEWORK)
    assert load_library(tmp_path).catalogue.known("acme:G.2")


def test_a_pair_that_we_ship_already_is_told_and_ours_stays(tmp_path: Path) -> None:
    write(tmp_path, "crosswalks/own.csv", HEADER + ROW.replace(",8,major,partial,", ",3,minor,minor,"))
    assert told(tmp_path) == [
        "crosswalks/own.csv: line 2 soc2:CC6.2 -> iso27001:A.5.18: the pair is listed twice; keep one row"
    ]
    shipped = load_crosswalk()[0].between("soc2:CC6.2", "iso27001:A.5.18")
    assert load_library(tmp_path).crosswalk.between("soc2:CC6.2", "iso27001:A.5.18") == shipped


def test_what_is_wrong_within_one_file_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, "frameworks/acme.toml", FRAMEWORK)
    twin = OWN.replace("acme:G.1", "acme:G.2")
    write(tmp_path, "crosswalks/a.csv", HEADER + OWN + twin)
    assert told(tmp_path) == [
        "crosswalks/a.csv: line 3 soc2:CC6.2 -> acme:G.2: rationale: the same rationale as "
        "soc2:CC6.2 -> acme:G.1; write one for this pair"
    ]


def test_a_circle_over_two_files_is_told(tmp_path: Path) -> None:
    write(tmp_path, "frameworks/acme.toml", FRAMEWORK)
    subset = "{},{},subset-of,functional,7,major,minor,,,,extra_artefact,{},accepted,me,,,ours\n"
    first = subset.format("soc2:CC6.2", "acme:G.1", "One reason.")
    second = subset.format("acme:G.1", "iso27001:A.5.32", "Two reasons.")
    third = subset.format("iso27001:A.5.32", "soc2:CC6.2", "Three reasons.")
    write(tmp_path, "crosswalks/a.csv", HEADER + first + second)
    assert told(tmp_path) == []
    load_library.cache_clear()
    write(tmp_path, "crosswalks/b.csv", HEADER + third)
    (problem,) = (p for p in told(tmp_path) if "circle" in p)
    assert ": relation: subsets go round in a circle: " in problem
    assert problem.endswith("; one of them is judged wrongly")


def test_a_folder_that_is_not_there_is_told_and_ours_stays(tmp_path: Path) -> None:
    assert told(tmp_path / "none") == [f"{tmp_path}/none: there is no such folder; give the path of one"]
    assert load_library(tmp_path / "none").catalogue.known("soc2:CC6.1")
