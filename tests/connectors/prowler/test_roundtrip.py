"""Whatever Prowler might write, nothing is lost: each record becomes observations or one rejection."""

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.connectors.prowler.samples import COLLECTED, as_csv, event, row

from dualtrack.connectors.prowler.read import read
from dualtrack.domain.evidence.observation import CheckStatus, Observation, Rejection

SCALARS = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=5)
ODD = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=3), SCALARS, max_size=3)
KEYS = st.sampled_from(sorted(event()))
CHANGES = st.dictionaries(KEYS, ODD, max_size=3)
COLUMNS = st.sampled_from(["STATUS", "CHECK_ID", "MUTED", "REGION"])
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=';"'), max_size=8)


@given(st.lists(CHANGES, max_size=6))
def test_every_event_is_accounted_for(changes: list[dict[str, Any]]) -> None:
    events = [event()] + [{**event(), **each} for each in changes]
    found = list(read(io.BytesIO(json.dumps(events).encode()), collected_at=COLLECTED, name="scan"))
    assert {each.record for each in found} == set(range(1, len(events) + 1))
    rejected = [each.record for each in found if isinstance(each, Rejection)]
    assert len(rejected) == len(set(rejected))
    assert not set(rejected) & {each.record for each in found if isinstance(each, Observation)}


@given(CHANGES)
def test_a_pass_is_what_says_pass_and_nothing_else(change: dict[str, Any]) -> None:
    told = {**event(), **change}
    for each in read(io.BytesIO(json.dumps([event(), told]).encode()), collected_at=COLLECTED, name="scan"):
        if isinstance(each, Observation) and each.record == 2 and each.status is CheckStatus.PASS:
            assert str(told["status_code"]).strip().upper() == "PASS"
            assert told.get("status") != "Suppressed"


@given(st.lists(st.dictionaries(COLUMNS, CELLS), max_size=6))
def test_every_row_is_accounted_for(changes: list[dict[str, str]]) -> None:
    rows = [row(**each) for each in changes]
    found = list(read(io.BytesIO(as_csv(*rows)), collected_at=COLLECTED, name="scan"))
    assert [each.record for each in found] == list(range(1, len(rows) + 1))
    for each, change in zip(found, changes, strict=True):
        assert isinstance(each, Rejection) == (not change.get("CHECK_ID", "x").strip())
