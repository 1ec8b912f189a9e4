"""The documentation says what is there: make targets, commands, settings, links, and nothing else."""

import re
from pathlib import Path

import pytest
from tests.architecture import reference
from tests.architecture.sources import PACKAGE, ROOT, under

_PAGES = [*under("docs", suffix=".md"), *sorted(ROOT.glob("*.md"))]
_BUILT = {
    "settings.md": PACKAGE / "app" / "ledger" / "configuration.py",
    "commands.md": reference.CLI,
    "verifier.md": PACKAGE / "render" / "package" / "verify.py",
}
_CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"^(src|tests|docs|benchmarks|requirements)/[\w./-]+$")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _code(path: Path) -> list[str]:
    """Lines of code of a page, in blocks and between backticks."""
    return [
        line.strip().removeprefix("$ ")
        for found in _CODE.finditer(path.read_text("utf-8"))
        for line in (found[1] or found[2]).splitlines()
    ]


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_make_command_that_is_named_is_there() -> None:
    named = [
        (_name(page), target)
        for page in _PAGES
        for line in _code(page)
        for target in re.findall(r"(?:^|&& |[A-Z]+=\S+ )make ([a-z0-9]+)", line)
    ]
    assert {"run", "test"} <= {target for page, target in named if page == "README.md"}
    assert not [f"{page}: make {target}" for page, target in named if target not in _targets()]


def test_every_target_says_what_it_is_for() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    wanted = {"install", "run", "test", "check", "bench", "drills", "system"}
    described = set(re.findall(r"^([a-z0-9]+):.* ## \w", text, re.MULTILINE))
    assert wanted <= described
    assert described == _targets()


@pytest.mark.skipif(not reference.CLI.exists(), reason="app/cli/main.py is not built yet")
def test_every_dualtrack_command_that_is_named_is_there() -> None:
    known = {name for name, _ in reference.commands(reference.cli())}
    named = [
        (_name(page), words)
        for page in _PAGES
        if page.parent != reference.REFERENCE
        for line in _code(page)
        for words in re.findall(r"(?:^|&& |\| |/)dualtrack((?: [a-z][a-z0-9-]*){1,2})", line)
    ]
    unknown = [f"{page}: dualtrack{words}" for page, words in named if not _known(words.split(), known)]
    assert not unknown, f"no such command: {unknown}"


def _known(words: list[str], known: set[str]) -> bool:
    """A command, or a group with a command in it, or a command with an argument."""
    groups = {name.split()[0] for name in known if " " in name}
    return " ".join(words[:2]) in known if words[0] in groups and len(words) > 1 else words[0] in known


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_generated_page_is_what_the_program_says(name: str) -> None:
    if not _BUILT[name].exists():
        pytest.skip(f"{_name(_BUILT[name])} is not built yet")
    written = (reference.REFERENCE / name).read_text("utf-8")
    assert written == reference.PAGES[name](), f"docs/reference/{name} is out of date: make reference"


def test_no_link_leads_nowhere() -> None:
    broken = [
        f"{_name(page)}: {target}"
        for page in _PAGES
        for target in _LINK.findall(page.read_text("utf-8"))
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists()
    ]
    assert not broken, f"links to files that are not there: {broken}"


def test_every_page_can_be_reached() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    lost = [
        _name(page)
        for page in _PAGES
        if page.is_relative_to(ROOT / "docs")
        and page.name != "index.md"
        and page.relative_to(ROOT / "docs").as_posix() not in index
    ]
    assert not lost, f"docs/index.md does not lead to {lost}"


def test_decisions_are_numbered_and_have_their_parts() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        heads = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences"], _name(page)


def test_paths_in_how_to_pages_are_there() -> None:
    """A path with a capitalised part, such as src/dualtrack/connectors/NAME, is a pattern and is left out."""
    missing = [
        f"{_name(page)}: {line}"
        for page in under("docs/how-to", suffix=".md")
        for line in _code(page)
        if _PATH.match(line) and not re.search(r"[A-Z]{3,}|NNNN", line) and not (ROOT / line).exists()
    ]
    assert not missing, f"named but not there: {missing}"
