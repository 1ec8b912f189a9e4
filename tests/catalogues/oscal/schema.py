"""The official JSON schema of OSCAL 1.2.1, as a check of what we write."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

_FILE = Path(__file__).parent / "assets" / "oscal-1.2.1-complete-schema.json"
# Letters and digits of any script, as Python's own expressions spell them.
_CLASSES = {r"\p{L}": r"[^\W\d_]", r"\p{N}": r"\d"}


@cache
def _validator() -> Draft7Validator:
    text = _FILE.read_text(encoding="utf-8")
    for theirs, ours in _CLASSES.items():
        text = text.replace(json.dumps(theirs)[1:-1], json.dumps(ours)[1:-1])
    return Draft7Validator(json.loads(text))


def faults(document: Any) -> list[str]:
    """Where the document breaks the schema, each with its place; empty when it is valid."""
    model = next(iter(document))
    found = []
    for error in _validator().iter_errors(document):
        inner = [e for e in error.context or () if not e.path or e.path[0] == model]
        said = inner or [error]
        found += [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in said]
    return found
