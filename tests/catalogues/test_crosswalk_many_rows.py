"""A file of very many rows: each bad row is named with its reason, and every good one is offered."""

from collections import Counter
from pathlib import Path

from tests.catalogues.files import HEADER, write

from dualtrack.catalogues.check import check
from dualtrack.catalogues.crosswalk_file import read_crosswalk
from dualtrack.catalogues.loader import load_catalogue

CATALOGUE = load_catalogue().catalogue
ROWS = 20_000
INVENTED = ("A.6.9", "CC8.2", "C6.5.1", "PP1.1", "CC.5.3", "5.1", "soc2:CC8.2")
REST = "subset-of,functional,{strength},major,minor,,,,extra_artefact,Reason {n}.,candidate,me,,,my own work"


def _file(folder: Path) -> tuple[Path, Counter[str]]:
    """Every pair that there is in rows, then the same again; each seventh has an invented id, each
    eleventh a strength that is none."""
    pairs = [(a.id, b.id) for a in CATALOGUE.requirements("soc2") for b in CATALOGUE.requirements("iso27001")]
    seen: set[tuple[str, str]] = set()
    wanted: Counter[str] = Counter()
    lines = [HEADER]
    for n in range(ROWS):
        source, target = pairs[n % len(pairs)]
        strength = "x" if n % 11 == 0 else "7"
        if n % 7 == 0:
            source = INVENTED[n // 7 % len(INVENTED)]
        lines.append(f"{source},{target},{REST.format(strength=strength, n=n)}\n")
        if strength == "x":
            wanted["strength"] += 1
            wanted["unknown"] += n % 7 == 0  # both are told
        elif n % 7 == 0:
            wanted["unknown"] += 1
            wanted["twice"] += (source, target) in seen
            seen.add((source, target))
        elif (source, target) in seen:
            wanted["twice"] += 1
        else:
            wanted["good"] += 1
            seen.add((source, target))
    return write(folder, "crosswalks/many.csv", "".join(lines)), wanted


def _kind(reason: str) -> str:
    if "is not a whole number" in reason:
        return "strength"
    return "twice" if "listed twice" in reason else "unknown"


def test_each_bad_row_is_named_and_the_good_ones_are_offered(tmp_path: Path) -> None:
    path, wanted = _file(tmp_path)
    crosswalk, problems = read_crosswalk(path, CATALOGUE)
    assert len(crosswalk.mappings) == wanted["good"] > 5_000
    assert Counter(_kind(p.reason) for p in problems) == Counter(
        {kind: count for kind, count in wanted.items() if kind != "good"}
    )
    assert len({p.record for p in problems}) == ROWS - wanted["good"]
    assert all(p.record is not None and p.record.startswith("line ") for p in problems)


def test_invented_ids_are_named_with_what_they_may_have_meant(tmp_path: Path) -> None:
    path, _ = _file(tmp_path)
    reasons = {p.reason for p in read_crosswalk(path, CATALOGUE)[1] if p.field == "source"}
    assert (
        "CC8.2 is not a requirement of ISO/IEC 27001, ISO/IEC 42001, SOC 2 Trust Services Criteria;"
        " CC8 holds CC8.1"
    ) in reasons
    assert (
        "5.1 is ambiguous: it may be clause iso27001:5.1 or Annex A control iso27001:A.5.1 or clause"
        " iso42001:5.1; write the full id"
    ) in reasons
    assert "soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2; CC8 holds CC8.1" in reasons
    assert {one for one in INVENTED if not any(r.startswith(one) for r in reasons)} == set()


def test_a_folder_with_such_a_file_is_checked_as_a_whole(tmp_path: Path) -> None:
    _, wanted = _file(tmp_path)
    report = check(tmp_path)
    assert report.counts["crosswalk soc2 x iso27001"]["pairs"] == wanted["good"]
    assert sum(_kind(p.reason) == "strength" for p in report.problems) == wanted["strength"]
