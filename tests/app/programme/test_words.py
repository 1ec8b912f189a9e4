"""Every code that the domain can give has its words, and the words name what they are about."""

import re
from collections.abc import Mapping

import pytest
from tests.each import each

from dualtrack.app.programme import release_words, words
from dualtrack.domain.audits.engagement import EngagementChoice
from dualtrack.domain.audits.releases.open_points import Point
from dualtrack.domain.audits.releases.release import ReleaseRefusal
from dualtrack.domain.audits.releases.release import State as ReleaseState
from dualtrack.domain.controls.design import Design
from dualtrack.domain.evidence.evidence import EvidenceProblem
from dualtrack.domain.ledger.approval import Refusal
from dualtrack.domain.programme.gates import GateCode
from dualtrack.domain.programme.judgement import State
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.reasons import Code
from dualtrack.domain.risks.applicability import ApplicabilityProblem

# What the glossary keeps for auditors.
NOT_OURS = re.compile(r"\b(compliant|compliance|effective|certified|passed|exception)\b", re.IGNORECASE)


@each(
    ("codes", "table"),
    [
        (Code, words.REASONS),
        ((*Design, *Operation, *State), words.STATUSES),
        (GateCode, words.GATES),
        (
            (*EvidenceProblem, *Refusal, *ApplicabilityProblem, *EngagementChoice, *ReleaseRefusal),
            words.REFUSALS,
        ),
        (Point, release_words.POINTS),
        (ReleaseState, release_words.STATES),
    ],
)
def test_every_code_has_its_words(codes: tuple[str, ...], table: Mapping[str, str]) -> None:
    assert {str(code) for code in codes} - set(table) == set()


def test_no_reason_status_or_gate_is_left_without_its_code() -> None:
    assert set(words.REASONS) == {code.value for code in Code}
    assert set(words.STATUSES) == {s.value for kind in (Design, Operation, State) for s in kind}
    assert set(words.GATES) == {code.value for code in GateCode}


@each("table", [words.REASONS, words.STATUSES, words.GATES], ids=["r", "s", "g"])
def test_no_word_of_ours_is_an_auditor_s(table: Mapping[str, str]) -> None:
    assert [text for text in table.values() if NOT_OURS.search(text)] == []


def test_a_refusal_without_its_parameter_still_reads() -> None:
    assert words.refusal_text("unknown_deviation", {}) == "?: no such deviation"


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        words.refusal_text("no_such_code", {})
