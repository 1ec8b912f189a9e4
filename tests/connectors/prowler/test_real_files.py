"""Files that Prowler itself and others published, where they lie beside the checkout."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dualtrack.connectors.prowler.read import read, sniff
from dualtrack.domain.evidence.observation import CheckStatus, Observation, TimeBasis
from dualtrack.domain.frameworks.written_ids import framework_of, normalised

INPUTS = Path(__file__).parents[3].parent / "shared" / "inputs"
FOLDER = "prowler-output/"
COLLECTED = datetime(2026, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not INPUTS.is_dir(), reason="the outside inputs are not beside the checkout")


def expected() -> dict[str, dict[str, object]]:
    """What an independent script counted, by file."""
    counts = INPUTS / "EXPECTED.json"
    if not counts.is_file():
        return {}
    told = json.loads(counts.read_text())
    return {name: told[name] for name in told if name.startswith(FOLDER)}


@pytest.mark.parametrize("name", sorted(expected()))
def test_counts_agree_with_an_independent_script(name: str) -> None:
    counts = expected()[name]
    path = INPUTS / name
    seen = list(read(path, collected_at=COLLECTED))
    found = [each for each in seen if isinstance(each, Observation)]
    assert len(found) == len(seen) == counts["records"]
    assert Counter(each.raw_status for each in found) == counts["status"]
    assert sum(each.status is CheckStatus.MUTED for each in found) == counts.get("muted", 0)
    assert sniff(path) == ("prowler-ocsf" if name.endswith("json") else "prowler-csv")
    if "checks" in counts:
        assert len({each.check_id for each in found}) == counts["checks"]


def test_the_time_is_the_epoch_and_not_the_scanner_s_local_time() -> None:
    path = INPUTS / FOLDER / "prowler-cloud__prowler/example_output_aws.ocsf.json"
    first = next(read(path, collected_at=COLLECTED))
    assert isinstance(first, Observation)
    assert (first.observed_at, first.time_basis) == (
        datetime(2025, 2, 14, 13, 27, 3, tzinfo=UTC),
        TimeBasis.EPOCH,
    )


@pytest.mark.parametrize(
    "path", sorted(INPUTS.glob("prowler-compliance/*/*.json")), ids=lambda path: path.stem
)
def test_every_id_of_prowler_s_mappings_is_normalised(path: Path) -> None:
    told = json.loads(path.read_text())
    framework = framework_of("-".join(part for part in (told["Framework"], told["Version"]) if part))
    assert framework is not None
    ids = [normalised(framework, each["Id"]) for each in told["Requirements"]]
    assert None not in ids
    assert len(set(ids)) == len(ids)


def test_no_other_tool_s_file_is_taken_for_prowler_s() -> None:
    taken = {
        path.relative_to(INPUTS).parts[0]
        for path in INPUTS.rglob("*")
        if path.is_file() and path.suffix in (".json", ".csv", ".xml") and sniff(path) is not None
    }
    assert taken == {"prowler-output"}
