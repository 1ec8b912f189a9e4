"""A note about a delta: only where the record itself cannot show it, and with words."""

from tests.domain.frameworks.pairs import delta
from tests.each import each

from dualtrack.domain.controls.delivered import note_id, note_refusal
from dualtrack.domain.frameworks.catalogue import ShownBy


@each("shown_by", [s for s in ShownBy if s is not ShownBy.NOTE])
def test_what_the_record_shows_is_not_settled_by_a_note(shown_by: ShownBy) -> None:
    assert note_refusal(delta("x", shown_by), "it is done") == "delta_is_shown_by_the_record"


def test_a_note_has_words_and_a_delta_that_is_declared() -> None:
    assert note_refusal(delta("x"), "Minuted in the board's meeting of May.") is None
    assert note_refusal(delta("x"), " ") == "delta_note_needs_a_text"
    assert note_refusal(None, "it is done") == "unknown_delta"


def test_one_note_stands_for_a_delta_of_a_control() -> None:
    assert note_id("AC-02", "soc2", "fraud_risk") == "AC-02:soc2:fraud_risk"
