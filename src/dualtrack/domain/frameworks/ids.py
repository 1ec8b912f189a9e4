"""Requirement ids as people and files write them: known or refused by name, with what they may have meant."""

import re

from dualtrack.domain.frameworks.catalogue import Catalogue, Kind

_NOUNS = {Kind.CRITERION: "criterion", Kind.CLAUSE: "clause", Kind.ANNEX_CONTROL: "Annex A control"}
_GROUP_OF = re.compile(r"(?P<group>A\.\d+|[A-Z]+\d+|\d+)\.\d+(\.\d+)?$")


def key_of(full_id: str) -> str:
    """The key of the framework that a full id belongs to: `soc2` of `soc2:CC6.1`."""
    return full_id.partition(":")[0]


def refusal(written: str, catalogue: Catalogue) -> str | None:
    """Why this is not a requirement id, or nothing when it is one."""
    if catalogue.known(written):
        return None
    if not written.strip():
        return "no requirement id was given; write one such as soc2:CC6.1 or iso27001:A.8.24"
    key, colon, local = written.partition(":")
    if not colon:
        return _without_framework(written, catalogue)
    framework = catalogue.framework(key)
    if framework is None:
        known = ", ".join(f.key for f in catalogue.frameworks) or "none"
        return f"{written}: no framework {key} is loaded; loaded are {known}"
    return (
        f"{written}: {framework.name} {framework.edition} has no {local}{_neighbours(key, local, catalogue)}"
    )


def _without_framework(written: str, catalogue: Catalogue) -> str:
    """A bare id: name the one it is, or each of those that it could be."""
    local = {written, f"A.{written}"}
    meant = [r for r in catalogue.requirements() if r.local_id in local]
    if len(meant) > 1:
        choices = " or ".join(f"{_NOUNS[r.kind]} {r.id}" for r in meant)
        return f"{written} is ambiguous: it may be {choices}; write the full id"
    if meant:
        return f"{written} lacks its framework; write {meant[0].id}"
    loaded = ", ".join(f.name for f in catalogue.frameworks) or "no framework"
    hints = {f.name: _neighbours(f.key, written, catalogue) for f in catalogue.frameworks}
    said = {name: hint for name, hint in hints.items() if hint}
    if len(said) > 1:  # a group of this name stands in several frameworks: say whose it is
        said = {name: f"{hint} in {name}" for name, hint in said.items()}
    return f"{written} is not a requirement of {loaded}{''.join(said.values())}"


def _neighbours(key: str, local: str, catalogue: Catalogue) -> str:
    """What the group of an unknown id really holds, where there is such a group."""
    match = _GROUP_OF.fullmatch(local)
    prefix = f"{match['group']}." if match else None
    there = [r.local_id for r in catalogue.requirements(key) if prefix and r.local_id.startswith(prefix)]
    if not match or not there:
        return ""
    span = there[0] if len(there) == 1 else f"{there[0]} to {there[-1]}"
    return f"; {match['group']} holds {span}"
