"""Turns requirement ids as tools write them (`SOC2: cc_6_1`, `ISO27001-2022: A.8.24`) into ours, or none."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

Known = Callable[[str], bool]
Carried = tuple[tuple[str, ...], tuple[str, ...]]

_FRAMEWORKS = {"SOC2": "soc2", "ISO270012022": "iso27001", "ISOIEC270012022": "iso27001"}
_NOT_WORD = re.compile(r"[^A-Z0-9]")
_SOC2 = re.compile(
    r"(?:CC[_.\- ]?)?(A|C|PI|P)[_.\- ]?([1-9])[_.\-]([1-9]\d?)|(CC)[_.\- ]?([1-9])[_.\-]([1-9]\d?)"
)
_ANNEX = re.compile(r"A[_.\- ]?([5-8])[_.\-]([1-9]\d?)")


def framework_of(name: str) -> str | None:
    """Our key of the framework that a tool names; None for every other, ISO 27001:2013 included."""
    return _FRAMEWORKS.get(_NOT_WORD.sub("", name.upper()))


@lru_cache(maxsize=4096)
def normalised(framework: str, written: str) -> str | None:
    """The full id by shape alone: `cc_a_1_1` is soc2:A1.1; None where the shape is another."""
    text = written.strip().upper()
    if framework == "soc2":
        found = _SOC2.fullmatch(text)
        if found is None:
            return None
        series, group, number = found.group(1, 2, 3) if found.group(1) else found.group(4, 5, 6)
        return f"soc2:{series}{group}.{number}"
    found = _ANNEX.fullmatch(text)
    return f"iso27001:A.{found.group(1)}.{found.group(2)}" if found else None


def carried(named: Iterable[tuple[str, str, Iterable[str]]], known: Known | None) -> Carried:
    """Ids of ours and those that we do not know, from (framework key, name as written, ids as written)."""
    ours: set[str] = set()
    unrecognised: set[str] = set()
    for framework, name, ids in named:
        for written in ids:
            full = normalised(framework, written)
            if full is not None and (known is None or known(full)):
                ours.add(full)
            else:
                unrecognised.add(f"{name}:{written}")
    return tuple(sorted(ours)), tuple(sorted(unrecognised))
