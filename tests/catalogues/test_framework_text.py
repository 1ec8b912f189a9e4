"""A framework that the program writes down reads back as the same framework."""

from pathlib import Path

from attrs import evolve
from tests.each import each

from dualtrack.catalogues.framework_file import read_framework
from dualtrack.catalogues.framework_text import framework_text
from dualtrack.catalogues.loader import load_library
from dualtrack.domain.frameworks.catalogue import Framework


def back(folder: Path, framework: Framework) -> Framework | None:
    file = folder / "f.toml"
    file.write_text(framework_text(framework), "utf-8")
    found, problems = read_framework(file)
    assert problems == ()
    return found


@each("key", ["soc2", "iso27001", "iso42001"])
def test_what_we_ship_reads_back_as_it_was(tmp_path: Path, key: str) -> None:
    framework = load_library().catalogue.framework(key)
    assert framework is not None
    assert framework.short != framework.name
    assert back(tmp_path, framework) == framework


def test_a_name_that_is_short_already_is_written_once(tmp_path: Path) -> None:
    framework = load_library().catalogue.framework("soc2")
    assert framework is not None
    plain = evolve(framework, name="Rules", short="Rules")
    assert "short" not in framework_text(plain).partition("[[")[0]
    assert back(tmp_path, plain) == plain
