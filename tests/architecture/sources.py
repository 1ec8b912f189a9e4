"""What the architecture tests look at: the committed files, parsed once."""

import ast
import subprocess
from functools import cache, cached_property
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dualtrack"
_NEVER = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", "dualtrack-home"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@frozen(kw_only=True)
class Module:
    """One parsed Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """How long the file is."""
        return self.text.count("\n") + (not self.text.endswith("\n") and bool(self.text))

    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return self._functions

    @cached_property
    def _functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]


@cache
def committed() -> tuple[Path, ...]:
    """Every file that is committed, or would be: what git ignores is left out."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive: no git, or no repository
        paths = [path for path in ROOT.rglob("*") if not _NEVER & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def under(*folders: str, suffix: str) -> tuple[Path, ...]:
    """Committed files with a suffix, inside these folders of the repository."""
    roots = [ROOT / folder for folder in folders]
    return tuple(p for p in committed() if p.suffix == suffix and any(p.is_relative_to(r) for r in roots))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Parsed Python files inside these folders; migrations, which Django writes, are left out."""
    return tuple(_parsed(path) for path in under(*folders, suffix=".py") if "migrations" not in path.parts)


@cache
def _parsed(path: Path) -> Module:
    text = path.read_text("utf-8")
    return Module(path=path, text=text, tree=ast.parse(text, filename=str(path)))


def length(function: Function) -> int:
    """How many lines a function has, from `def` to its end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
