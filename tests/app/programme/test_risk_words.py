"""Every code of the risk register has its words, in nobody's words but ours."""

import re
import string

import pytest
from tests.domain.risks import making as make
from tests.each import each

from dualtrack.app.programme import risk_words, words
from dualtrack.app.programme.risk_words import WAITS, waiting_text
from dualtrack.domain.risks.acceptance import AcceptanceKind, AcceptanceRefusal, Change
from dualtrack.domain.risks.current import Backing
from dualtrack.domain.risks.fault import fault
from dualtrack.domain.risks.findings import RiskFinding
from dualtrack.domain.risks.heatmap import View
from dualtrack.domain.risks.line_faults import LineCode
from dualtrack.domain.risks.method_faults import MethodFault, method_faults
from dualtrack.domain.risks.risk import Lowers, Treatment
from dualtrack.domain.risks.risk_faults import RiskFault
from dualtrack.domain.risks.soc2 import Gives
from dualtrack.domain.risks.waiting import Waiting, WaitsFor

NOT_OURS = re.compile(r"\b(compliant|compliance|effective|certified|passed|exception)\b", re.IGNORECASE)


@each(
    ("codes", "table"),
    [
        (RiskFinding, risk_words.FINDINGS),
        (RiskFault, risk_words.RISK_FAULTS),
        (LineCode, risk_words.LINE_FAULTS),
        (MethodFault, risk_words.METHOD_FAULTS),
        (Treatment, risk_words.TREATMENTS),
        (Lowers, risk_words.SIDES),
        (View, risk_words.VIEWS),
        (AcceptanceKind, risk_words.KINDS),
        (Backing, risk_words.BACKINGS),
        (Gives, risk_words.GIVES),
    ],
)
def test_every_code_has_its_words_and_no_word_is_left_without_one(
    codes: tuple[str, ...], table: dict[str, str]
) -> None:
    assert {str(code) for code in codes} == set(table)
    assert [text for text in table.values() if NOT_OURS.search(text)] == []


def test_every_refusal_of_an_acceptance_has_its_words() -> None:
    assert {str(code) for code in AcceptanceRefusal} <= set(words.REFUSALS)


def test_a_fault_names_its_field_and_its_owner() -> None:
    off = fault(RiskFault.OFF_SCALE, "inherent.likelihood", score=6, highest=5)
    assert risk_words.fault_text(off) == (
        "inherent rating, likelihood: 6 is off the scale, which runs from 1 to 5."
    )
    left = fault(RiskFault.OWNER_LEFT, "owner", owner="bob", day="2026-03-02")
    assert risk_words.fault_text(left, {"bob": "Bob B."}) == (
        "The owner Bob B. left on 2026-03-02; name somebody else."
    )
    assert risk_words.fault_text(left) == "The owner bob left on 2026-03-02; name somebody else."


def test_a_voided_acceptance_names_kind_and_fields() -> None:
    voided = fault(RiskFinding.VOIDED, "residual", kind="residual", fields="owner, action act-1")
    assert risk_words.fault_text(voided) == (
        "What was accepted (residual risk) was changed since: owner, action act-1. It needs a new acceptance."
    )


def test_a_change_says_from_what_to_what() -> None:
    change = Change(field="owner", before='"dana"', after="")
    assert risk_words.change_text(change) == 'owner: from "dana" to nothing'


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        risk_words.fault_text(fault("no_such_code"))


def test_the_words_of_a_method_s_faults_take_the_parameters_that_it_gives() -> None:
    bad = make.method(name="", likelihood=make.scale(1), bands=(make.band("a", 3, 2), make.band("a", 9, 9)))
    for one in method_faults(bad):
        names = {
            name for _, name, _, _ in string.Formatter().parse(risk_words.METHOD_FAULTS[one.code]) if name
        }
        assert names <= {"field", *one.told}
        assert "{" not in risk_words.entered_text(one)


def test_each_thing_that_waits_is_named_and_said() -> None:
    assert set(WAITS) == {one.value for one in WaitsFor}
    action = Waiting(
        risk="R-001", title="A risk", waits_for=WaitsFor.ACTION, action="act-1", what="Close accounts"
    )
    voided = Waiting(risk="R-001", title="A risk", waits_for=WaitsFor.RESIDUAL, voided=True)
    assert [waiting_text(one) for one in (action, voided)] == [
        *("Close accounts", "accept what remains (agreed to before, and changed since)"),
    ]
