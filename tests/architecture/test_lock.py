"""The lock holds what pyproject.toml asks for, once, each with version and hash."""

import re
import tomllib

from tests.architecture.sources import ROOT
from tests.each import each

_LINE = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)[^\n]*--hash=sha256:[0-9a-f]{64}")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, str]:
    """Package and version of each line; a line of another shape is refused."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [(line, _LINE.match(line)) for line in lines]
    loose = [line[:60] for line, match in found if match is None]
    assert not loose, f"requirements/{name}.txt: no version or no hash: {loose}"
    pairs = [(_plain(match[1]), match[2]) for _, match in found if match]
    assert len(dict(pairs)) == len(pairs), f"requirements/{name}.txt: a package stands there twice"
    return dict(pairs)


def asked(*, dev: bool = False, extra: str = "dev") -> set[str]:
    """The packages that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(project["optional-dependencies"][extra] if dev else [])]
    return {_plain(re.split(r"[^\w.-]", one)[0]) for one in named}


@each("name", ["uv", "build", "runtime", "postgres", "s3", "dev"])
def test_each_line_has_its_version_and_hash(name: str) -> None:
    assert locked(name)


def test_what_is_asked_for_is_locked() -> None:
    assert asked(dev=False) <= set(locked("runtime")), "run: make lock"
    assert asked(dev=True) <= set(locked("dev")), "run: make lock"
    assert asked(dev=True, extra="postgres") <= set(locked("postgres")), "run: make lock"
    assert asked(dev=True, extra="s3") <= set(locked("s3")), "run: make lock"
    assert {"hatchling", "editables"} <= set(locked("build"))


def test_what_is_for_tests_alone_is_not_installed_with_the_program() -> None:
    extra = (asked(dev=True) - asked(dev=False)) & set(locked("runtime"))
    assert not extra, f"in the runtime lock, and only tests ask for it: {extra}"


@each("name", ["runtime", "postgres", "s3", "build"])
def test_the_locks_agree(name: str) -> None:
    base, dev = locked(name), locked("dev")
    apart = {package: (base[package], dev[package]) for package in set(base) & set(dev)}
    assert not {package: both for package, both in apart.items() if both[0] != both[1]}
    if name == "runtime":
        assert set(base) <= set(dev)
