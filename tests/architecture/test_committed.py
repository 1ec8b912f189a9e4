"""What no committed file may hold: a registry's host, a machine's path, somebody's key."""

import re
import stat

from tests.architecture.sources import ROOT, committed
from tests.each import each

# Put together here, so that this file does not hold them either.
_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "com"),
        ("crates", "io"),
        ("golang", "org"),
        ("playwright", "azureedge", "net"),
    )
)
_FORBIDDEN = {
    "a package registry's host": re.compile("|".join(re.escape(host) for host in _HOSTS), re.IGNORECASE),
    "a path of one machine": re.compile(r"(?<![\w./$}])/(wo" r"rk|ro" r"ot|Us" r"ers)/"),
    "the name of somebody's tools": re.compile(r"\.lib" r"rary/|\bskill" r"s/"),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
}


def _text(data: bytes) -> str | None:
    """The file's text, or None where it is none."""
    return None if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")


@each("kind", _FORBIDDEN)
def test_no_committed_file_holds(kind: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]!r}"
        for path in committed()
        for text in [_text(path.read_bytes())]
        if text is not None
        for match in [_FORBIDDEN[kind].search(text)]
        if match
    ]
    assert not found, f"{kind}: {found}"


@each(
    ("kind", "text"),
    [
        ("a package registry's host", "--index-url https://" + _HOSTS[0] + "/simple"),
        ("a path of one machine", "see /wo" + "rk/shared/x"),
        ("the name of somebody's tools", "see .lib" + "rary/README.md"),
        ("a private key", "-----BEGIN PRIVATE" + " KEY-----"),
    ],
)
def test_it_would_be_found(kind: str, text: str) -> None:
    assert _FORBIDDEN[kind].search(text)


def test_continuous_integration_runs_what_the_readme_says() -> None:
    file = ROOT / ".ci" / "run"
    assert file.stat().st_mode & stat.S_IXUSR, ".ci/run cannot be executed"
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines == ["set -eu", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert "make test" in (ROOT / "README.md").read_text("utf-8")
