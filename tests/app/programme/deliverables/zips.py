"""What is in a package, down to the texts inside the office files that it holds."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def members(path: Path) -> dict[str, bytes]:
    """Every member by name."""
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist()}


def manifest(path: Path) -> dict[str, Any]:
    """The manifest."""
    found: dict[str, Any] = json.loads(members(path)["manifest.json"])
    return found


def entries(path: Path) -> list[dict[str, Any] | None]:
    """The entries in order, None for a stub."""
    lines = members(path)["entries.jsonl"].splitlines()
    return [None if line.startswith(b"#") else json.loads(line) for line in lines]


def texts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every member, and every part of the office files among them."""
    for name, content in members(path).items():
        yield name, content
        if name.endswith((".xlsx", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                for part in inner.namelist():
                    yield f"{name}!{part}", inner.read(part)


def holding(path: Path, words: str) -> list[str]:
    """Where some words stand, however deep."""
    wanted = words.encode()
    return [name for name, content in texts(path) if wanted in content]
